"""Who changed what an item says, since when."""

from django.db import models

from workflow.audit.final_row import FinalRow


class ItemEdit(FinalRow):
    """A change of an item's content; a save that changes nothing leaves no row.

    Autosave rewrites a revision in place and old revisions are purged, so the two-person rule
    rests on these rows and their hashes, never on revision ids.
    """

    class Meta(FinalRow.Meta):
        abstract = False
        verbose_name = "lần sửa nội dung"
        verbose_name_plural = "lần sửa nội dung"
        ordering = ["pk"]
        indexes = [models.Index(fields=["page_id", "id"], name="item_edit_page")]

    page_id = models.BigIntegerField("mã trang")
    at = models.DateTimeField("thời điểm")
    user_id = models.BigIntegerField("mã người sửa", null=True)
    revision_id = models.BigIntegerField("phiên bản")
    run_id = models.BigIntegerField("lượt duyệt", null=True)
    step_code = models.CharField("bước khi sửa", max_length=50, blank=True)
    by_step_holder = models.BooleanField("do người giữ bước biên tập sửa", default=False)
    content_hash = models.CharField("dấu nội dung", max_length=64)

    def __str__(self):
        return f"{self.page_id} {self.at:%d/%m/%Y %H:%M}"
