"""Mail that waits to be sent, and the sign of life of the worker."""

from django.db import models


class OutgoingMail(models.Model):
    """A mail written in the transaction of the act it tells of; the worker sends it."""

    class Meta:
        verbose_name = "thư chờ gửi"
        verbose_name_plural = "thư chờ gửi"
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(sent_at__isnull=True),
                name="mail_waiting",
            )
        ]

    created_at = models.DateTimeField("thời điểm viết", auto_now_add=True)
    sent_at = models.DateTimeField("thời điểm gửi", null=True)
    attempts = models.PositiveIntegerField("số lần thử", default=0)
    last_error = models.TextField("lỗi gần nhất", blank=True)
    sender = models.CharField("người gửi", max_length=255)
    recipients = models.JSONField("người nhận", default=list)
    subject = models.CharField("tiêu đề", max_length=500)
    body = models.TextField("nội dung")
    html_body = models.TextField("nội dung HTML", blank=True)

    def __str__(self):
        return self.subject


class Heartbeat(models.Model):
    """The last sign of life of a background service."""

    class Meta:
        verbose_name = "nhịp sống"
        verbose_name_plural = "nhịp sống"

    name = models.CharField("dịch vụ", max_length=50, primary_key=True)
    beat_at = models.DateTimeField("thời điểm")

    def __str__(self):
        return self.name
