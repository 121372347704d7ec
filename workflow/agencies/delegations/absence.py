"""When somebody is away, so that what was assigned to them goes to the others."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class AbsenceQuerySet(models.QuerySet):
    """Questions about periods; a period contains its beginning and not its end."""

    def not_over(self, now: datetime) -> models.QuerySet:
        """Those that cover `now` or are still to come."""
        return self.filter(valid_to__gt=now).filter(Q(ended_at__isnull=True) | Q(ended_at__gt=now))

    def covering(self, now: datetime) -> models.QuerySet:
        """Those that cover `now`."""
        return self.not_over(now).filter(valid_from__lte=now)


class Absence(models.Model):
    """A reported absence; only ever added, and ended earlier when the person is back."""

    class Meta:
        verbose_name = "báo vắng mặt"
        verbose_name_plural = "báo vắng mặt"
        ordering = ["valid_from", "pk"]
        indexes = [models.Index(fields=["user", "valid_to"], name="absence_user_to")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="absence_period"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="absence_ended_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["user", "valid_from", "valid_to"],
                condition=Q(ended_at__isnull=True),
                name="absence_once",
            ),
        ]

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người vắng mặt",
        on_delete=models.PROTECT,
        related_name="absences",
    )
    valid_from = models.DateTimeField("từ")
    valid_to = models.DateTimeField("đến")
    note = models.CharField("ghi chú", max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người báo",
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("báo lúc", auto_now_add=True)
    ended_at = models.DateTimeField("kết thúc sớm lúc", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người báo kết thúc",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AbsenceQuerySet.as_manager()

    def __str__(self):
        return f"{self.user} vắng mặt"
