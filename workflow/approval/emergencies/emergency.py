"""One emergency publishing."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from workflow.approval.decision import Decision


class Emergency(models.Model):
    """One emergency publishing, open until another person approved or somebody withdrew it."""

    class Meta:
        verbose_name = "lần đăng khẩn cấp"
        verbose_name_plural = "các lần đăng khẩn cấp"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page_id"],
                condition=models.Q(settled_at__isnull=True),
                name="one_open_emergency",
            )
        ]
        indexes = [
            models.Index(
                fields=["agency_code", "due_at"],
                condition=models.Q(settled_at__isnull=True),
                name="emergency_open",
            )
        ]

    agency_code = models.CharField("mã cơ quan", max_length=8)
    page_id = models.BigIntegerField("mã trang")
    page_title = models.CharField("trang", max_length=255)
    reason = models.TextField("lý do")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đăng",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    content_hash = models.CharField("dấu nội dung", max_length=64)
    former_hash = models.CharField("dấu nội dung công khai trước đó", max_length=64, blank=True)
    former_revision_id = models.BigIntegerField("phiên bản công khai trước đó", null=True)
    published_at = models.DateTimeField("thời điểm đăng")
    due_at = models.DateTimeField("phải duyệt lại trước")
    reminded_at = models.DateTimeField("đã nhắc lúc", null=True)
    settled_at = models.DateTimeField("kết thúc lúc", null=True)
    outcome = models.CharField("kết quả", max_length=20, blank=True)

    def __str__(self):
        return f"{self.page_title}: đăng khẩn cấp {self.published_at:%d/%m/%Y %H:%M}"

    def settle(self, outcome: str) -> None:
        """End it: approved afterwards, withdrawn, or overtaken by the board's own publishing."""
        self.settled_at, self.outcome = timezone.now(), outcome
        self.save(update_fields=["settled_at", "outcome"])


def open_emergency(page_id: int) -> Emergency | None:
    """The emergency of the page that nobody has settled yet."""
    return Emergency.objects.filter(page_id=page_id, settled_at__isnull=True).first()


def settle_by_publishing(page) -> None:
    """The board's chain ended with content of its own: an open emergency is settled by it."""
    emergency = open_emergency(page.pk)
    if emergency is not None:
        emergency.settle(Decision.Action.PUBLISHED)
