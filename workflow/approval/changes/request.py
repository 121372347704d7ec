"""A wish to change what the public sees, other than by a new version of an item."""

from django.conf import settings
from django.db import models
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin

from sections.base.text import clean_text


class ChangeRequest(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Unpublish, move, delete, replace a file, change a setting …: decided, then carried out.

    An object has only one content workflow, so the wish is an object of its own, with Wagtail's
    workflow on it: the agency's shorter `[[chain]]` of its kind. `kind` names a `ChangeKind`
    (`kinds.py`), which knows how to check, show and carry out `payload` on the target.
    `live` (of Wagtail's mixin) says that it was carried out.
    """

    class Meta:
        verbose_name = "yêu cầu thay đổi"
        verbose_name_plural = "yêu cầu thay đổi"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["agency", "-requested_at"], name="change_agency_at"),
            models.Index(fields=["target_type", "target_id"], name="change_target"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(approved_at__isnull=False, closed_at__isnull=True),
                name="change_due",
            ),
        ]
        constraints = [
            # One undecided wish of a kind for a target: a second click files nothing.
            models.UniqueConstraint(
                fields=["agency", "kind", "target_type", "target_id"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_change",
            )
        ]

    agency = models.ForeignKey(
        "agencies.Agency", verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("mã loại thay đổi", max_length=30)
    kind_label = models.CharField("loại thay đổi", max_length=255)
    chain_code = models.CharField("mã chuỗi duyệt", max_length=50)
    target_type = models.CharField("loại đối tượng", max_length=100)
    target_id = models.BigIntegerField("mã đối tượng")
    target_title = models.CharField("đối tượng", max_length=255)
    unit = models.ForeignKey(
        "agencies.Unit",
        verbose_name="đơn vị",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    section_code = models.CharField("mã chuyên mục", max_length=8, blank=True)
    payload = models.JSONField("nội dung thay đổi", default=dict)
    reason = models.TextField("lý do")
    due_at = models.DateTimeField("thời điểm thực hiện", null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người yêu cầu",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    requested_at = models.DateTimeField("thời điểm yêu cầu", auto_now_add=True)
    approved_at = models.DateTimeField("thời điểm duyệt xong", null=True, editable=False)
    closed_at = models.DateTimeField("thời điểm kết thúc", null=True, editable=False)
    failure = models.TextField("vì sao không thực hiện được", blank=True, editable=False)

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """«Gỡ khỏi trang công khai: Hội nghị …»: what is asked, for lists, mails and records."""
        return f"{self.kind_label}: {self.target_title}"

    def get_workflow(self):
        """The agency's chain for this kind of change."""
        rows = ChangeChain.objects.select_related("workflow")
        row = rows.filter(agency_id=self.agency_id, code=self.chain_code).first()
        return row.workflow if row else None

    def save(self, **kwargs):
        """Save with the reason in NFC."""
        self.reason = clean_text(self.reason)
        super().save(**kwargs)


class ChangeChain(models.Model):
    """The workflow of one shorter chain (`[[chain]]` of the rule book) of an agency."""

    class Meta:
        verbose_name = "chuỗi duyệt thay đổi"
        verbose_name_plural = "chuỗi duyệt thay đổi"
        constraints = [models.UniqueConstraint(fields=["agency", "code"], name="one_change_chain")]

    agency = models.ForeignKey(
        "agencies.Agency", verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField("mã", max_length=50)
    workflow = models.ForeignKey(
        "wagtailcore.Workflow", verbose_name="quy trình", on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self):
        return f"{self.agency_id} {self.code}"
