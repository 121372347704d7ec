"""What one person entrusts to another: by delegation for a time, or by standing assignment."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class DelegationQuerySet(models.QuerySet):
    """Questions about periods; a period contains its beginning and not its end."""

    def in_force(self, now: datetime) -> models.QuerySet:
        """Those that hold at `now`."""
        return self.not_ended(now).filter(valid_from__lte=now)

    def coming(self, now: datetime) -> models.QuerySet:
        """Those that begin after `now`."""
        return self.not_ended(now).filter(valid_from__gt=now)

    def ended(self, now: datetime) -> models.QuerySet:
        """Those whose end has come, or that were revoked."""
        return self.filter(Q(valid_to__lte=now) | Q(revoked_at__lte=now))

    def not_ended(self, now: datetime) -> models.QuerySet:
        """Those in force or still to come."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=now),
            Q(revoked_at__isnull=True) | Q(revoked_at__gt=now),
        )


class Delegation(models.Model):
    """A written act by which `giver` lets `receiver` take steps, or routes items to them.

    LA-8.3.b-1, LA-8.3.b-2, BP-15.2, BP-19.2, DL-11.2-2, KT-16.1.b. Rows are made by `giving.give`;
    afterwards a row may only be revoked or end earlier (a trigger holds that), never deleted.
    `steps` and `sections` are codes of the rule book; an empty list means all of them.
    """

    class Kind(models.TextChoices):
        """For a time, or standing."""

        DELEGATION = "delegation", "ủy quyền"
        ASSIGNMENT = "assignment", "phân công"

    class State(models.TextChoices):
        """Where a row is in its life."""

        IN_FORCE = "in_force", "đang có hiệu lực"
        COMING = "coming", "sắp có hiệu lực"
        REVOKED = "revoked", "đã thu hồi"
        ENDED = "ended", "đã hết hạn"

    class Meta:
        verbose_name = "ủy quyền, phân công"
        verbose_name_plural = "ủy quyền, phân công"
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["agency", "valid_from"], name="delegation_agency_from")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["delegation", "assignment"]), name="delegation_kind"
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="delegation_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="delegation_period",
            ),
            models.CheckConstraint(
                condition=~Q(kind="delegation") | Q(valid_to__isnull=False),
                name="delegation_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(decision_number="") & ~Q(reason=""), name="delegation_has_grounds"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="delegation_revoked_by_somebody",
            ),
        ]

    agency = models.ForeignKey(
        "agencies.Agency", verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("hình thức", max_length=10, choices=Kind.choices)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người giao",
        on_delete=models.PROTECT,
        related_name="delegations_given",
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhận",
        on_delete=models.PROTECT,
        related_name="delegations_received",
    )
    steps = models.JSONField("bước", default=list, blank=True)
    sections = models.JSONField("chuyên mục", default=list, blank=True)
    valid_from = models.DateTimeField("có hiệu lực từ")
    valid_to = models.DateTimeField("đến", null=True, blank=True)
    decision_number = models.CharField("số văn bản", max_length=60)
    reason = models.CharField("lý do", max_length=500)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người lập",
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người thu hồi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revoke_reason = models.CharField("lý do thu hồi", max_length=500, blank=True)

    objects = DelegationQuerySet.as_manager()

    def __str__(self):
        return f"{self.get_kind_display()} số {self.decision_number}"

    def state(self, now: datetime) -> State:
        """The state at `now`; in force from `valid_from` until just before `valid_to`."""
        if self.revoked_at is not None and self.revoked_at <= now:
            return self.State.REVOKED
        if self.valid_to is not None and self.valid_to <= now:
            return self.State.ENDED
        return self.State.COMING if now < self.valid_from else self.State.IN_FORCE

    def is_in_force(self, now: datetime) -> bool:
        """Whether it holds at `now`: one that ends at 17:00 no longer does at 17:00:00."""
        return self.state(now) == self.State.IN_FORCE

    def covers(self, step_code: str, section_code: str) -> bool:
        """Whether the step and the section are in its scope; an item without section has ""."""
        return (not self.steps or step_code in self.steps) and (
            not self.sections or section_code in self.sections
        )
