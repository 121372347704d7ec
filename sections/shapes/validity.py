"""Whether a procedure, service, form or process is in force: by whom it was announced, until when."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.submission import Problem

from .filters import Filter, Option


class Validity(models.TextChoices):
    """What the dates of a record say on a day."""

    COMING = "coming", "Chưa áp dụng"
    IN_FORCE = "in_force", "Đang áp dụng"
    ENDED = "ended", "Đã bãi bỏ"


class ValidityMixin(models.Model):
    """The announcing decision and the days from which a record applies and no longer applies."""

    class Meta:
        abstract = True

    announced_by = models.CharField(
        "quyết định công bố", max_length=200, blank=True, help_text="Số, ký hiệu của quyết định."
    )
    effective_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    ended_from = models.DateField(
        "bãi bỏ từ ngày",
        null=True,
        blank=True,
        help_text="Để trống khi đang áp dụng. Mục đã bãi bỏ vẫn giữ để tra cứu.",
    )

    validity_panels = [
        MultiFieldPanel(
            [
                FieldPanel("announced_by"),
                FieldRowPanel([FieldPanel("effective_from"), FieldPanel("ended_from")]),
            ],
            heading="Hiệu lực",
        )
    ]

    def validity_on(self, day: date) -> Validity:
        """The state on `day`; the day of the end is the first on which it no longer applies."""
        if self.ended_from and self.ended_from <= day:
            return Validity.ENDED
        if self.effective_from and self.effective_from > day:
            return Validity.COMING
        return Validity.IN_FORCE

    @property
    def validity(self) -> Validity:
        """The state today."""
        return self.validity_on(timezone.localdate())

    @property
    def is_ended(self) -> bool:
        """Whether it no longer applies today."""
        return self.validity == Validity.ENDED

    def validity_problems(self) -> list[Problem]:
        """Days in the wrong order."""
        if self.effective_from and self.ended_from and self.ended_from < self.effective_from:
            return [Problem("ended_from", "Ngày bãi bỏ phải sau ngày áp dụng.")]
        return []


@dataclass(frozen=True, slots=True)
class StatusFilter(Filter):
    """Narrows to what applies today, applies later or no longer applies; no query."""

    name: str = "tinh-trang"
    label: str = "Tình trạng"
    lookup: str = ""

    def options(self, items: QuerySet) -> list[Option]:
        """The three states."""
        return [Option(str(value), str(label)) for value, label in Validity.choices]

    def apply(self, items: QuerySet, value: str) -> QuerySet:
        """The items in the state `value` today."""
        today = timezone.localdate()
        ended = Q(ended_from__lte=today)
        coming = Q(effective_from__gt=today)
        if value == Validity.ENDED:
            return items.filter(ended)
        # A row without a date applies: an exclusion would lose it.
        not_ended = items.filter(Q(ended_from=None) | Q(ended_from__gt=today))
        if value == Validity.COMING:
            return not_ended.filter(coming)
        return not_ended.filter(Q(effective_from=None) | Q(effective_from__lte=today))
