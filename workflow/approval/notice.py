"""A message inside the editing interface."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """What a person is told: an item waits, was returned, refused, published."""

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "-created_at"],
                condition=models.Q(read_at__isnull=True),
                name="notice_unread",
            )
        ]

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhận",
        on_delete=models.CASCADE,
        related_name="notices",
    )
    text = models.CharField("nội dung", max_length=1000)
    url = models.CharField("địa chỉ", max_length=500, blank=True)
    created_at = models.DateTimeField("thời điểm", auto_now_add=True)
    read_at = models.DateTimeField("đã xem lúc", null=True)

    def __str__(self):
        return self.text
