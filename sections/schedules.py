"""The leaders' working schedule, a page for each week (S08)."""

from datetime import date, timedelta

from django.db import models
from django.http import Http404
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path

from sections.base.calendar_file import Event, calendar_file, uid_of
from sections.base.readership import for_everyone
from sections.base.submission import Problem
from sections.base.tables import TableField
from sections.base.tables.writing import file_of
from sections.base.text import sort_key

from .schedule_first import first_published_rows
from .schedule_form import NO_MONDAY, ScheduleForm, next_week
from .schedule_week import (
    ROWS,
    SHOWN,
    WEEK,
    WEEKDAYS,
    Day,
    days_of,
    entries_of,
    monday_of,
    with_changes,
)
from .shapes.filters import YearFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage

WEEKS_BEFORE_IN_CALENDAR = 4


def current_week(home) -> "SchedulePage | None":
    """The public schedule of today's week on the site of `home`; one query."""
    weeks = for_everyone(SchedulePage.objects.descendant_of(home))
    return weeks.filter(week_start=monday_of(timezone.localdate())).order_by("-pk").first()


class ScheduleIndexPage(ListingPage):
    """LA-4.5, LA-3.2.b, BP-5.9.e, DL-8.1.c-3, KT-17.2-2: this week at the section's address, the
    other weeks, single days, and a calendar to subscribe to."""

    class Meta:
        verbose_name = "chuyên mục lịch làm việc của lãnh đạo"
        verbose_name_plural = "chuyên mục lịch làm việc của lãnh đạo"

    subpage_types = ["sections.SchedulePage"]
    item_type = "sections.SchedulePage"
    item_word = "tuần"
    item_template = "sections/_schedule_row.html"
    template = "sections/schedule_index_page.html"
    order = ("-week_start", "-pk")
    per_page = 26
    filters = (YearFilter(lookup="week_start"),)

    @path("")
    def this_week(self, request):
        """The schedule of today's week, or word that there is none yet."""
        today = timezone.localdate()
        monday = monday_of(today)
        week = self.items().filter(week_start=monday).order_by("-pk").first()
        context = {"week": week, "monday": monday, "sunday": monday + WEEK - timedelta(days=1)}
        if week:
            week._cached_parent_obj = self
            context |= week.week_context(request)
        else:
            context |= neighbours(self, monday)
        return self.render(request, context_overrides=context)

    @path("tat-ca/")
    def every_week(self, request):
        """The weeks there are, the newest first."""
        return self.render(
            request,
            template="sections/schedule_weeks.html",
            context_overrides=self.listing_context(request),
        )

    @path("ngay/<int:year>/<int:month>/<int:day>/")
    def one_day(self, request, year, month, day):
        """A day of a week that is public; 404 for any other."""
        try:
            asked = date(year, month, day)
        except ValueError:
            raise Http404 from None
        week = self.items().filter(week_start=monday_of(asked)).order_by("-pk").first()
        if week is None:
            raise Http404
        week._cached_parent_obj = self
        context = week.week_context(request)
        entries = [entry for row in context["days"] for entry in row.entries if entry.day == asked]
        context |= {"week": week, "day": Day(asked, WEEKDAYS[asked.weekday()], entries)}
        context |= _days_beside(asked, week, context)
        return self.render(
            request, template="sections/schedule_day.html", context_overrides=context
        )

    @path("lich-ics/")
    def calendar(self, request):
        """The last weeks and all coming ones as iCalendar (RFC 5545), to subscribe to."""
        since = monday_of(timezone.localdate()) - WEEKS_BEFORE_IN_CALENDAR * WEEK
        weeks = self.items().filter(week_start__gte=since).order_by("week_start")
        events = []
        for week in weeks:
            week._cached_parent_obj = self
            events += week.events(request)
        return calendar_file(self.title, "lich", events)


def neighbours(index, monday: date) -> dict:
    """`previous` and `following`: the public weeks next to `monday` (one query)."""
    weeks = for_everyone(SchedulePage.objects.child_of(index)).order_by()
    before = weeks.filter(week_start__lt=monday).order_by("-week_start")[:1]
    after = weeks.filter(week_start__gt=monday).order_by("week_start")[:1]
    found = {"previous": None, "following": None}
    for week in before.union(after):
        week._cached_parent_obj = index
        found["previous" if week.week_start < monday else "following"] = week
    return found


def _days_beside(day: date, week, context: dict) -> dict:
    """`day_before` and `day_after`: only days of weeks that are public."""
    starts = {row.week_start for row in (week, context["previous"], context["following"]) if row}
    beside = {"day_before": day - timedelta(days=1), "day_after": day + timedelta(days=1)}
    return {name: other if monday_of(other) in starts else None for name, other in beside.items()}


class SchedulePage(ItemPage):
    """The leaders' schedule of a week; what changed since its first publication is marked."""

    class Meta:
        verbose_name = "lịch làm việc tuần"
        verbose_name_plural = "lịch làm việc tuần"

    parent_page_types = ["sections.ScheduleIndexPage"]
    base_form_class = ScheduleForm
    template = "sections/schedule_page.html"

    week_start = models.DateField(
        "tuần bắt đầu",
        null=True,
        blank=True,
        db_index=True,
        help_text="Ngày Thứ Hai của tuần.",
    )
    rows = TableField(
        "lịch trong tuần",
        columns=ROWS,
        help_text="Dòng chọn lặp lại «Hằng tuần» có sẵn khi lập lịch tuần sau.",
    )

    content_panels = item_panels(FieldPanel("week_start"), FieldPanel("rows"))

    @property
    def week_end(self) -> date | None:
        """The Sunday of the week."""
        return self.week_start + WEEK - timedelta(days=1) if self.week_start else None

    def is_about(self) -> tuple[str, date] | None:
        """The week, once it is named."""
        if not self.week_start:
            return None
        return "week", self.week_start - timedelta(days=self.week_start.weekday())

    @property
    def days(self) -> list[Day]:
        """The days with their entries, without the comparison; no query."""
        if not self.week_start:
            return []
        return days_of(self.week_start, entries_of(self.week_start, self.rows))

    def get_context(self, request, *args, **kwargs):
        """Adds what `week_context` tells."""
        context = super().get_context(request, *args, **kwargs)
        context["week"] = self
        return context | self.week_context(request)

    def week_context(self, request) -> dict:
        """`days`, `gone`, `leaders`, `leader`, `today`, `previous`, `following` (two queries)."""
        if not self.week_start:
            return {"days": [], "gone": [], "leaders": [], "leader": "", "today": None}
        first = first_published_rows(self)
        entries, gone = (
            (entries_of(self.week_start, self.rows), [])
            if first is None
            else with_changes(self.week_start, self.rows, first)
        )
        leaders = sorted({entry.leader for entry in entries}, key=sort_key)
        leader = request.GET.get("lanh-dao", "")
        if leader in leaders:
            entries = [entry for entry in entries if entry.leader == leader]
            gone = [entry for entry in gone if entry.leader == leader]
        else:
            leader = ""
        return {
            "days": days_of(self.week_start, entries),
            "gone": gone,
            "leaders": leaders,
            "leader": leader,
            "today": timezone.localdate(),
            **neighbours(self.get_parent(), self.week_start),
        }

    def events(self, request) -> list[Event]:
        """The entries for a calendar; each keeps its UID while leader and content stay."""
        address = self.full_url
        return [
            Event(
                uid=uid_of(request, f"lich-{self.pk}-{entry.mark}"),
                title=f"{entry.leader}: {entry.content}",
                starts=entry.starts_at,
                ends=entry.ends_at,
                place=entry.place,
                description=_described(entry),
                url=address,
                first_published_at=self.first_published_at,
                changed_at=self.last_published_at,
                is_cancelled=entry.is_off,
            )
            for entry in (entries_of(self.week_start, self.rows) if self.week_start else ())
        ]

    @path("lich-ics/")
    def calendar(self, request):
        """The week as iCalendar (RFC 5545)."""
        return calendar_file(self.title, self.slug, self.events(request))

    @path("tai-ve/<str:kind>/")
    def file(self, request, kind):
        """The week as csv or xlsx."""
        if kind not in ("csv", "xlsx"):
            raise Http404
        return file_of(kind, self.title, self.slug, SHOWN, self.rows)

    recurs = True

    def next_values(self) -> dict:
        """The week after the last one there is, with the lines of this one that repeat."""
        weeks = SchedulePage.objects.child_of(self.get_parent())
        return next_week(weeks, of=self.rows)

    def own_problems(self) -> list[Problem]:
        """Adds the week, its lines, and times in the right order."""
        found = super().own_problems()
        if not self.week_start:
            found.append(Problem("week_start", "Hãy chọn tuần."))
        elif self.week_start.weekday():
            found.append(Problem("week_start", NO_MONDAY))
        if not self.rows:
            found.append(Problem("rows", "Lịch chưa có dòng nào."))
        wrong = [
            str(number)
            for number, row in enumerate(self.rows, start=1)
            if row.get("end") and (not row.get("start") or row["end"] <= row["start"])
        ]
        if wrong:
            text = f"Dòng {', '.join(wrong)}: giờ kết thúc phải sau giờ bắt đầu."
            found.append(Problem("rows", text))
        return found


def _described(entry) -> str:
    parts = [
        f"Đơn vị chuẩn bị: {entry.unit}" if entry.unit else "",
        entry.change,
        entry.note,
    ]
    return "\n".join(filter(None, parts))
