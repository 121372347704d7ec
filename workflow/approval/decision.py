"""The evidence of the board's acts: one row per act in a run."""

from django.db import models

from workflow.audit.final_row import FinalRow


class Decision(FinalRow):
    """One act in a run; plain ids and snapshots, so it outlives revision, page and account.

    Rows are only added. `content_hash` (see `content.py`) says which content the act was about;
    an act is void when a later row of the same run with action `voided` names it in `voids`.
    Acts on a change request carry `request_id` and no `page_id`; what the change did to a page
    carries both.
    """

    class Action(models.TextChoices):
        """What was done."""

        SUBMITTED = "submitted", "gửi duyệt"
        RECEIVED = "received", "tiếp nhận, phân loại"
        EDITED = "edited", "biên tập xong"
        APPROVED = "approved", "duyệt"
        POSTED = "posted", "đăng tải"
        RETURNED = "returned", "trả lại"
        REFUSED = "refused", "từ chối đăng"
        WITHDRAWN = "withdrawn", "rút lại"
        VOIDED = "voided", "hủy ý kiến duyệt do nội dung thay đổi"
        PUBLISHED = "published", "hiển thị công khai"
        FOUNDED = "founded", "đăng theo quyết định thiết lập"
        ASSIGNED = "assigned", "giao người xử lý"
        ASKED = "asked", "đề nghị xác minh"
        VERIFIED = "verified", "trả lời xác minh"
        SCHEDULED = "scheduled", "đã duyệt, hẹn giờ"
        CARRIED_OUT = "carried_out", "thực hiện thay đổi đã duyệt"
        NOT_CARRIED_OUT = "not_carried_out", "không thực hiện được thay đổi đã duyệt"
        UNPUBLISHED = "unpublished", "gỡ khỏi trang công khai"
        EMERGENCY = "emergency", "đăng khẩn cấp"
        CONFIRMED = "confirmed", "duyệt lại tin đăng khẩn cấp"
        RETRACTED = "retracted", "thu hồi tin đăng khẩn cấp"

    class Meta(FinalRow.Meta):
        abstract = False
        verbose_name = "ý kiến trong quy trình"
        verbose_name_plural = "ý kiến trong quy trình"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["page_id", "id"], name="decision_page"),
            models.Index(fields=["run_id", "id"], name="decision_run"),
            models.Index(fields=["request_id", "id"], name="decision_request"),
            models.Index(fields=["agency_code", "-at"], name="decision_agency_at"),
            models.Index(fields=["actor_id", "action", "-id"], name="decision_actor"),
        ]

    # On the row that `acts.take` returns: the run as the act left it, and the decision by which
    # that run ended.
    run_after = None
    led_to = None

    at = models.DateTimeField("thời điểm")
    agency_code = models.CharField("mã cơ quan", max_length=8)
    page_id = models.BigIntegerField("mã trang", null=True)
    request_id = models.BigIntegerField("mã yêu cầu", null=True)
    item_type = models.CharField("loại trang", max_length=100)
    item_title = models.CharField("tên trang khi đó", max_length=255)
    run_id = models.BigIntegerField("lượt duyệt", null=True)
    task_state_id = models.BigIntegerField("lượt của bước", null=True)
    step_code = models.CharField("mã bước", max_length=50, blank=True)
    step_name = models.CharField("bước", max_length=255, blank=True)
    action = models.CharField("việc đã làm", max_length=20, choices=Action.choices)
    actor_id = models.BigIntegerField("mã người thực hiện", null=True)
    actor_name = models.CharField("người thực hiện", max_length=255)
    actor_role = models.CharField("vai trò khi đó", max_length=255, blank=True)
    on_behalf_of = models.CharField("thay mặt", max_length=500, blank=True)
    delegation_id = models.BigIntegerField("ủy quyền, phân công", null=True)
    assignee_id = models.BigIntegerField("mã người được giao", null=True)
    ground_code = models.CharField("mã lý do", max_length=10, blank=True)
    ground = models.CharField("lý do theo quy chế", max_length=500, blank=True)
    note = models.TextField("ghi chú", blank=True)
    clauses = models.JSONField("căn cứ", default=list)
    revision_id = models.BigIntegerField("phiên bản", null=True)
    content_hash = models.CharField("dấu nội dung", max_length=64, blank=True)
    voids = models.JSONField("các ý kiến bị hủy", default=list)
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)

    def __str__(self):
        return f"{self.item_title}: {self.get_action_display()}"
