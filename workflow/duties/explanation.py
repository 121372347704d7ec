"""Why a duty was late, in the words of those who owed it, and what the head says to that."""

from django.db import models


class Explanation(models.Model):
    """An explanation of a breach. It stands beside the breach and never takes it away."""

    class Verdict(models.TextChoices):
        """What the head of the board says."""

        WAITING = "", "chờ Trưởng ban xem xét"
        ACCEPTED = "accepted", "được chấp nhận"
        DECLINED = "declined", "không được chấp nhận"

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=models.Q(verdict=""), name="explanation_one_waiting"
            ),
        ]

    duty = models.ForeignKey(
        "duties.Duty",
        verbose_name="thời hạn",
        on_delete=models.CASCADE,
        related_name="explanations",
    )
    text = models.TextField("giải trình", max_length=2000)
    at = models.DateTimeField("lúc")
    person_id = models.BigIntegerField("mã người giải trình")
    person_name = models.CharField("người giải trình", max_length=255)
    verdict = models.CharField(
        "kết luận", max_length=16, choices=Verdict.choices, blank=True, default=""
    )
    verdict_note = models.TextField("ý kiến", max_length=2000, blank=True)
    verdict_at = models.DateTimeField("kết luận lúc", null=True)
    verdict_person_id = models.BigIntegerField("mã người kết luận", null=True)
    verdict_person_name = models.CharField("người kết luận", max_length=255, blank=True)

    def __str__(self):
        return f"{self.person_name}: {self.text[:80]}"
