"""What a person is still to hear of a duty: written when a duty is looked at, gone when told."""

from django.db import models


class Telling(models.Model):
    """`person_id` is to hear that the duty reached `stage`.

    Plain ids: no foreign key waits for a row that somebody holds while the record is chained.
    """

    class Meta:
        verbose_name = "lời báo thời hạn"
        verbose_name_plural = "lời báo thời hạn"
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency_code", "person_id"], name="telling_person")]

    agency_code = models.CharField("mã cơ quan", max_length=8)
    person_id = models.BigIntegerField("mã người nhận")
    duty_id = models.BigIntegerField("mã thời hạn")
    stage = models.PositiveSmallIntegerField("bước")
    is_urgent = models.BooleanField("báo cả ngoài giờ")

    def __str__(self):
        return f"{self.agency_code} · {self.duty_id} → {self.person_id}"
