"""Days off, working days moved in, the years that are filled; office hours in `office_hours`."""

from django.db import models

from .forms import HolidayForm
from .office_hours import OfficeHours

__all__ = ["CalendarYear", "Holiday", "OfficeHours"]


class CalendarYear(models.Model):
    """A year whose days off are known; no deadline is counted beyond the filled years."""

    class Meta:
        verbose_name = "năm đã lập lịch"
        verbose_name_plural = "năm đã lập lịch"
        ordering = ["year"]

    year = models.PositiveSmallIntegerField("năm", unique=True)
    is_announced = models.BooleanField("theo thông báo", default=False)
    filled_at = models.DateTimeField("lập lúc", auto_now=True)

    def __str__(self):
        return str(self.year)


class Holiday(models.Model):
    """A day on which the ordinary week does not hold: a day off, or a working day moved in.

    A row without an agency binds all of them; an agency's own row for the same day wins.
    """

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "agency"],
                nulls_distinct=False,
                name="holiday_once",
                violation_error_message="Ngày này đã có trong lịch.",
            )
        ]

    day = models.DateField("ngày")
    is_working_day = models.BooleanField(
        "làm việc",
        default=False,
        help_text="Đánh dấu khi đây là ngày làm bù: làm việc như ngày thường dù rơi vào cuối tuần.",
    )
    name = models.CharField("tên ngày", max_length=255)
    basis = models.CharField(
        "văn bản quyết định",
        max_length=255,
        help_text="Số, ký hiệu và ngày của thông báo hoặc quyết định.",
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name="áp dụng cho",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Để trống: áp dụng cho mọi cơ quan.",
    )
    is_computed = models.BooleanField("mới tính, chưa có thông báo", default=False, editable=False)
    base_form_class = HolidayForm

    def __str__(self):
        return f"{self.day:%d/%m/%Y} – {self.name}"
