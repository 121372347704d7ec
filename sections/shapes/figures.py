"""Figures of a period: a table, the chart drawn from it, the files to take away."""

from datetime import date

from django.db import models
from django.db.models import F
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path

from sections.base.charts import bar_chart
from sections.base.clock_fields import ClockFields
from sections.base.exporting import Column
from sections.base.submission import Problem
from sections.base.tables.writing import file_of

from .attachments import AttachmentsMixin
from .filters import ChoiceFilter, NumberFilter
from .item import ItemPage, item_panels
from .listing import ListingPage
from .recurrence import body_frame, following, renamed, rows_frame
from .register import RegisterMixin

CHARTED_ROWS = 20
YEARS = range(1945, 2200)
LARGEST_NUMBER = {"month": 12, "quarter": 4}


class PeriodKind(models.TextChoices):
    """The period that figures or a report are about."""

    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF_YEAR = "half_year", "6 tháng"
    NINE_MONTHS = "nine_months", "9 tháng"
    YEAR = "year", "Năm"
    FINAL = "final", "Tổng kết chương trình, dự án"
    OTHER = "other", "Chuyên đề"


class FiguresListingPage(ListingPage):
    """Lists figures or reports, the latest period first."""

    class Meta:
        abstract = True

    item_word = "báo cáo"
    item_template = "sections/_figures_row.html"
    order = (F("year").desc(nulls_last=True), "-happened_at", "-first_published_at", "-pk")
    filters = (
        ChoiceFilter("ky", "Kỳ", "period_kind", PeriodKind.choices),
        NumberFilter("nam", "Năm", "year"),
    )
    columns = (
        Column("Tên", lambda row: row.title),
        Column("Kỳ", lambda row: row.period),
        Column("Năm", lambda row: row.year),
        Column("Ngày quyết định công bố", lambda row: row.decided_on),
        Column("Ngày đăng", lambda row: row.first_published_at),
    )


class FiguresRecord(AttachmentsMixin, ItemPage):
    """Figures of a period. A type adds `rows` (a `TableField`) and says what the chart shows.

    `chart_label` and `chart_value` name the columns that the bars are drawn from.
    """

    class Meta:
        abstract = True

    facts_template = "sections/_figures_facts.html"
    clock_fields = ClockFields(kind="period_kind").with_starts(decided="decided_on")
    chart_label = ""
    chart_value = ""
    chart_unit = ""

    period_kind = models.CharField(
        "kỳ", max_length=16, choices=PeriodKind.choices, default=PeriodKind.YEAR
    )
    period_number = models.PositiveSmallIntegerField(
        "tháng hoặc quý thứ", null=True, blank=True, help_text="1–12 với tháng, 1–4 với quý."
    )
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    decided_on = models.DateField(
        "ngày quyết định công bố",
        null=True,
        blank=True,
        help_text="Ngày lãnh đạo quyết định công bố số liệu; thời hạn cung cấp tính từ ngày này.",
    )
    decision_number = models.CharField("quyết định công bố", max_length=100, blank=True)
    explanation = models.TextField(
        "giải thích số liệu", blank=True, help_text="Nguồn, cách tính, phạm vi của số liệu."
    )

    period_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("period_kind"), FieldPanel("period_number")]),
                FieldPanel("year"),
                FieldRowPanel([FieldPanel("decision_number"), FieldPanel("decided_on")]),
            ],
            heading="Kỳ báo cáo",
        ),
    ]
    figures_panels = [
        *period_panels,
        FieldPanel("rows"),
        FieldPanel("explanation"),
        *AttachmentsMixin.files_panels,
    ]

    @path("tai-ve/<str:kind>/")
    def file(self, request, kind):
        """The table as csv or xlsx, with a sheet that explains the columns."""
        RegisterMixin.expect_kind(kind)
        columns = self._meta.get_field("rows").columns
        return file_of(kind, self.title, self.slug, columns, self.rows)

    recurs = True

    def next_values(self) -> dict:
        """The next month, quarter or year: the same indicators, the numbers still to be entered."""
        if self.period_kind in (PeriodKind.FINAL, PeriodKind.OTHER):
            number, year = self.period_number, self.year
        else:
            largest = LARGEST_NUMBER.get(self.period_kind)
            number, year = following(self.period_number, self.year, largest)
        word = {"month": "tháng", "quarter": "quý"}.get(self.period_kind, "")
        was, now = (self.period_number, self.year), (number, year)
        return {
            "title": renamed(self.title, was, now, word),
            "period_kind": self.period_kind,
            "period_number": number,
            "year": year,
            "rows": rows_frame(self.rows, self._meta.get_field("rows").columns),
            "explanation": self.explanation,
            "body": body_frame(self.body),
        }

    @property
    def period(self) -> str:
        """«Tháng 3 năm 2026», «Quý II năm 2026», «Năm 2026»."""
        name = self.get_period_kind_display()
        if self.period_kind == PeriodKind.YEAR:
            return f"Năm {self.year}" if self.year else name
        number = self.period_number
        if number and self.period_kind in LARGEST_NUMBER:
            roman = ("I", "II", "III", "IV")
            is_quarter = self.period_kind == PeriodKind.QUARTER and number <= len(roman)
            name = f"{name} {roman[number - 1] if is_quarter else number}"
        return f"{name} năm {self.year}" if self.year else name

    def is_about(self) -> tuple[str, date] | None:
        """The month, quarter or year, once it is named."""
        months = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}
        length = months.get(self.period_kind)
        number = 1 if length == 12 else self.period_number
        if not (length and number and number * length <= 12 and self.year in YEARS):
            return None
        return str(self.period_kind), date(self.year, (number - 1) * length + 1, 1)

    def get_context(self, request, *args, **kwargs):
        """Adds `chart` (SVG) and `table_files`, where there are rows."""
        context = super().get_context(request, *args, **kwargs)
        if self.rows:
            context["chart"] = self.chart()
            context["table_files"] = {kind: f"{self.url}tai-ve/{kind}/" for kind in ("csv", "xlsx")}
        return context

    def chart(self):
        """Bars of the first rows that have a number; "" where fewer than two have one."""
        value = self.chart_value
        bars = [
            (row.get(self.chart_label, ""), row[value])
            for row in self.rows
            if isinstance(row.get(value), int | float)
        ]
        if len(bars) < 2 or not self.chart_label:
            return ""
        return bar_chart(self.title, bars[:CHARTED_ROWS], self.chart_unit)

    def own_problems(self) -> list[Problem]:
        """Adds: which period it is, and that there is something to read."""
        found = super().own_problems()
        if not self.year and self.period_kind != PeriodKind.OTHER:
            found.append(Problem("year", "Hãy ghi năm."))
        if self.year and self.year not in YEARS:
            found.append(Problem("year", f"Hãy ghi năm từ {YEARS[0]} đến {YEARS[-1]}."))
        largest = LARGEST_NUMBER.get(self.period_kind)
        if largest and not 1 <= (self.period_number or 0) <= largest:
            message = f"Hãy ghi số thứ tự từ 1 đến {largest}."
            found.append(Problem("period_number", message))
        if not self.rows and not self.files and not self.body:
            found.append(Problem("rows", "Hãy nhập số liệu, viết nội dung hoặc đính kèm tệp."))
        return found


def figures_page_panels() -> list:
    """The panels of a concrete type, whose `rows` exist."""
    return item_panels(*FiguresRecord.figures_panels)
