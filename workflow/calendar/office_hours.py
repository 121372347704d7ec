"""The dated office hours of an agency: summer and winter hours, a Saturday morning duty."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField, DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value

from .clock import Span
from .hours_form import NO_WEEKDAY, OfficeHoursForm
from .week import WEEKDAYS, days_in_words, times_in_words, weekdays_in_words

MORNING = "Buổi sáng phải bắt đầu trước khi kết thúc, đang là {opens:%H:%M}–{closes:%H:%M}."
AFTERNOON = "Buổi chiều phải bắt đầu trước khi kết thúc, đang là {opens:%H:%M}–{closes:%H:%M}."
HALF_AFTERNOON = "Buổi chiều cần cả giờ bắt đầu lẫn giờ kết thúc; nếu không làm việc buổi chiều, hãy để trống cả hai."
OVERLAPPING = (
    "Buổi chiều bắt đầu lúc {opens:%H:%M}, trước khi buổi sáng kết thúc lúc {closes:%H:%M}."
)
BACKWARD = "Ngày cuối áp dụng {last:%d/%m/%Y} trước ngày đầu {first:%d/%m/%Y}."
COLLIDING = (
    "{weekdays} đã có giờ làm việc trong thời gian này: «{row}» ({basis}). Hãy đổi ngày áp dụng, hoặc "
    "đặt ngày cuối áp dụng cho dòng đó trước."
)
# What the database itself says, where a row is written past the form.
WRONG_TIMES = (
    "Giờ làm việc trong ngày phải tăng dần; buổi chiều có cả hai giờ hoặc để trống cả hai."
)
WRONG_DAYS = "Ngày cuối áp dụng không được trước ngày đầu."
WRONG_WEEKDAYS = "Phải có ít nhất một ngày trong tuần, từ 0 (thứ Hai) đến 6 (Chủ nhật)."
TWICE = "Cơ quan đã có giờ làm việc khác cho {weekday} trong thời gian này."


class WeekdaysField(ArrayField):
    """Some days of the week, 0 for Monday, in order."""

    def words(self, value: list[int]) -> str:
        """The days as people read them."""
        return weekdays_in_words(value or ())


def _never_twice(weekday: int, name: str) -> ExclusionConstraint:
    """One row for a weekday of an agency on any day, also of two people who save at once."""
    agency = Func(
        F("agency"), F("agency"), Value("[]"), function="int8range",
        output_field=BigIntegerRangeField(),
    )  # fmt: skip
    days = Func(
        F("valid_from"), F("valid_to"), Value("[]"), function="daterange",
        output_field=DateRangeField(),
    )  # fmt: skip
    return ExclusionConstraint(
        # A range of one number: ordinary numbers need an extension of PostgreSQL here.
        expressions=[(agency, "&&"), (days, "&&")],
        condition=Q(weekdays__contains=[weekday]),
        name=f"office_hours_once_{weekday}",
        violation_error_message=TWICE.format(weekday=name),
    )


class OfficeHours(models.Model):
    """Office hours of some weekdays of one agency, from a day on, by a deciding document.

    For its weekdays and days such a row stands before the `[[office_hours]]` of the rule book,
    which go on holding for all others.
    """

    class Meta:
        verbose_name = "giờ làm việc"
        verbose_name_plural = "giờ làm việc"
        ordering = ["agency", "-valid_from", "weekdays"]
        constraints = [
            models.CheckConstraint(
                condition=Q(morning_opens__lt=F("morning_closes"))
                & (
                    Q(afternoon_opens=None, afternoon_closes=None)
                    | Q(
                        afternoon_opens__isnull=False,
                        afternoon_closes__isnull=False,
                        afternoon_opens__gte=F("morning_closes"),
                        afternoon_opens__lt=F("afternoon_closes"),
                    )
                ),
                name="office_hours_times",
                violation_error_message=WRONG_TIMES,
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="office_hours_days",
                violation_error_message=WRONG_DAYS,
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__gt=0)
                & Q(weekdays__contained_by=[number for number, _name in WEEKDAYS]),
                name="office_hours_weekdays",
                violation_error_message=WRONG_WEEKDAYS,
            ),
            *(_never_twice(number, name) for number, name in WEEKDAYS),
        ]

    agency = models.ForeignKey(
        "agencies.Agency", verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+"
    )
    weekdays = WeekdaysField(
        models.PositiveSmallIntegerField(choices=WEEKDAYS), verbose_name="ngày trong tuần"
    )
    morning_opens = models.TimeField("sáng từ")
    morning_closes = models.TimeField("sáng đến")
    afternoon_opens = models.TimeField("chiều từ", null=True, blank=True)
    afternoon_closes = models.TimeField("chiều đến", null=True, blank=True)
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField(
        "đến hết ngày",
        null=True,
        blank=True,
        help_text="Để trống: áp dụng cho đến khi có quyết định khác.",
    )
    basis = models.CharField(
        "văn bản quyết định",
        max_length=255,
        help_text="Số, ký hiệu và ngày của quyết định hoặc thông báo, ví dụ: Quyết định 12/QĐ-STP "
        "ngày 20/3/2026.",
    )

    base_form_class = OfficeHoursForm

    def __str__(self):
        return f"{weekdays_in_words(self.weekdays)}, {self.times}, {self.days}"

    def save(self, *args, **kwargs):
        """Keep the weekdays in order, each once."""
        self.weekdays = sorted(set(self.weekdays))
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse hours that are no hours, and a second row for a weekday on a day; in words."""
        problems: dict[str, str] = {}
        self._check_times(problems)
        if not self.weekdays:
            problems["weekdays"] = NO_WEEKDAY
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            problems["valid_to"] = BACKWARD.format(last=self.valid_to, first=self.valid_from)
        elif self.valid_from and self.weekdays and self.agency_id:
            colliding = self._colliding()
            if colliding is not None:
                problems["valid_from"] = self._collision(colliding)
        if problems:
            raise ValidationError(problems)

    def validate_constraints(self, exclude=None):
        """Ask nothing more: `clean` has said all of it, and with which row."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """When the office opens and closes: mornings, then afternoons that are worked."""
        return spans_of(
            self.morning_opens, self.morning_closes, self.afternoon_opens, self.afternoon_closes
        )

    @property
    def times(self) -> str:
        """«07:00–11:30, 13:30–17:00»."""
        return times_in_words(self.spans)

    @property
    def days(self) -> str:
        """«từ 01/04/2026 đến 30/09/2026»."""
        return days_in_words(self.valid_from, self.valid_to)

    def _check_times(self, problems: dict[str, str]) -> None:
        morning = self.morning_opens, self.morning_closes
        afternoon = self.afternoon_opens, self.afternoon_closes
        if None not in morning and morning[0] >= morning[1]:
            problems["morning_closes"] = MORNING.format(opens=morning[0], closes=morning[1])
        if (afternoon[0] is None) != (afternoon[1] is None):
            empty = "afternoon_opens" if afternoon[0] is None else "afternoon_closes"
            problems[empty] = HALF_AFTERNOON
        elif afternoon[0] is not None and afternoon[0] >= afternoon[1]:
            problems["afternoon_closes"] = AFTERNOON.format(opens=afternoon[0], closes=afternoon[1])
        elif None not in (afternoon[0], morning[1]) and afternoon[0] < morning[1]:
            problems["afternoon_opens"] = OVERLAPPING.format(opens=afternoon[0], closes=morning[1])

    def _colliding(self) -> OfficeHours | None:
        rows = OfficeHours.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=self.valid_from),
            agency=self.agency_id,
            weekdays__overlap=self.weekdays,
        ).exclude(pk=self.pk)
        if self.valid_to is not None:
            rows = rows.filter(valid_from__lte=self.valid_to)
        return rows.order_by("valid_from").first()

    def _collision(self, row: OfficeHours) -> str:
        words = weekdays_in_words(set(row.weekdays) & set(self.weekdays))
        return COLLIDING.format(weekdays=words[0].upper() + words[1:], row=row, basis=row.basis)


def spans_of(morning_opens, morning_closes, afternoon_opens, afternoon_closes) -> tuple[Span, ...]:
    """The spans of a row from its four times; the afternoon may be None."""
    morning = ((morning_opens, morning_closes),)
    if afternoon_opens is None:
        return morning
    return (*morning, (afternoon_opens, afternoon_closes))
