"""That a person had an item on the screen, and with which content."""

from django.db import models
from django.db.models import Q


class Opening(models.Model):
    """The content that a holder of the step last had on the screen; one row for person and item.

    Several items are approved at once only in the content that was opened (`bulk`). Plain ids: a
    help for the desk, not evidence.
    """

    class Meta:
        verbose_name = "lần mở xem"
        verbose_name_plural = "lần mở xem"
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "page_id"],
                condition=Q(page_id__isnull=False),
                name="opening_of_page_once",
            ),
            models.UniqueConstraint(
                fields=["user_id", "request_id"],
                condition=Q(request_id__isnull=False),
                name="opening_of_request_once",
            ),
            models.CheckConstraint(
                condition=Q(page_id__isnull=False, request_id__isnull=True)
                | Q(page_id__isnull=True, request_id__isnull=False),
                name="opening_of_one_thing",
            ),
        ]

    user_id = models.BigIntegerField("mã người xem")
    page_id = models.BigIntegerField("mã trang", null=True)
    request_id = models.BigIntegerField("mã yêu cầu", null=True)
    content_hash = models.CharField("dấu nội dung", max_length=64)
    at = models.DateTimeField("thời điểm")

    def __str__(self):
        return f"{self.user_id}: {self.page_id or self.request_id}"
