"""A time during which a clock stands: an answer from a ministry is waited for (BP-9.3.e-2)."""

from django.db import models


class Standstill(models.Model):
    """The clock of a duty stands from `since` until `until`; open while `until` is empty."""

    class Meta:
        verbose_name = "thời gian tạm dừng"
        verbose_name_plural = "thời gian tạm dừng"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=models.Q(until=None), name="standstill_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="standstill_forward",
            ),
        ]

    duty = models.ForeignKey(
        "duties.Duty", verbose_name="thời hạn", on_delete=models.CASCADE, related_name="standstills"
    )
    since = models.DateTimeField("từ")
    until = models.DateTimeField("đến", null=True)
    cause = models.CharField("lý do", max_length=500)
    person_id = models.BigIntegerField("mã người ghi", null=True)
    person_name = models.CharField("người ghi", max_length=255)

    def __str__(self):
        return self.cause
