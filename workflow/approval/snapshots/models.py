"""What was approved, kept apart from revisions, pages and accounts; rows are only added."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from workflow.audit.final import FinalManager, FinalQuerySet
from workflow.audit.final_row import FinalRow


class AddedOnceQuerySet(FinalQuerySet):
    """Final rows of which there is one for each content."""

    def add_once(self, row) -> None:
        """Add `row` unless its content is there already, put there by somebody else meanwhile."""
        models.QuerySet.bulk_create(self, [row], ignore_conflicts=True)


AddedOnceManager = FinalManager.from_queryset(AddedOnceQuerySet)


class Snapshot(FinalRow):
    """A content that was decided on, whole, under its hash (`content.hash_of_page`).

    `content` is what a revision holds; `files` lists the images and documents it shows (see
    `files.files_of`). No foreign keys: it outlives revision, page and files.
    """

    class Meta(FinalRow.Meta):
        verbose_name = "bản chụp nội dung đã duyệt"
        verbose_name_plural = "bản chụp nội dung đã duyệt"
        indexes = [models.Index(fields=["page_id", "id"], name="snapshot_page")]

    content_hash = models.CharField("dấu nội dung", max_length=64, unique=True)
    page_id = models.BigIntegerField("mã trang")
    item_type = models.CharField("loại trang", max_length=100)
    title = models.CharField("tên trang khi đó", max_length=255)
    content = models.JSONField("nội dung", encoder=DjangoJSONEncoder)
    files = models.JSONField("hình ảnh và tệp", default=list)
    at = models.DateTimeField("thời điểm")

    objects = AddedOnceManager()

    def __str__(self):
        return f"{self.title} ({self.content_hash[:12]})"


class Rendering(FinalRow):
    """The page that a visitor would have seen of a snapshot, as HTML."""

    class Meta(FinalRow.Meta):
        verbose_name = "trang như người đọc thấy"
        verbose_name_plural = "trang như người đọc thấy"

    content_hash = models.CharField("dấu nội dung", max_length=64, unique=True)
    html = models.TextField("HTML")
    at = models.DateTimeField("thời điểm")

    objects = AddedOnceManager()

    def __str__(self):
        return self.content_hash


class Change(FinalRow):
    """What a decision let change: the difference to the version that was public at that time.

    `base_hash` is the hash of that version, "" where none is known; `rows` are read with
    `differences.from_rows`.
    """

    class Meta(FinalRow.Meta):
        verbose_name = "thay đổi được duyệt"
        verbose_name_plural = "thay đổi được duyệt"

    decision_id = models.BigIntegerField("ý kiến", unique=True)
    base_hash = models.CharField("dấu bản công khai trước đó", max_length=64, blank=True)
    rows = models.JSONField("các thay đổi", default=list)

    def __str__(self):
        return f"{self.decision_id}"
