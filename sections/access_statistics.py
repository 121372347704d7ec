"""How often the site is read, shown to everybody (S48)."""

from datetime import timedelta

from django.http import Http404
from django.utils import timezone
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from sections.base.charts import bar_chart, line_chart
from site_home.visits.files import daily_file
from site_home.visits.queries import ONLINE, by_day, by_month, by_section, numbers_of
from workflow.agencies.queries import agency_of

from .shapes.section import SectionPage

DAYS = 30
MONTHS = 12
_DRAWN_SECTIONS = 10


class AccessStatisticsPage(RoutablePageMixin, SectionPage):
    """LA-4.22: readers now, visits today, this month and in all; by section, day and month.

    The numbers are those of the last fold (at most a minute or two old); scripts replace the four
    at the head by live ones.
    """

    class Meta:
        verbose_name = "trang thống kê truy cập"
        verbose_name_plural = "trang thống kê truy cập"

    # Shows what was counted.
    is_generated = True
    template = "sections/access_statistics_page.html"

    content_panels = [*SectionPage.content_panels]

    @path("")
    def statistics(self, request):
        """The numbers, drawn and as tables."""
        return self.render(request, context_overrides=self._numbers())

    @path("tai-ve/<str:kind>/")
    def file(self, request, kind):
        """The numbers of every day since counting began, as csv or xlsx."""
        if kind not in ("csv", "xlsx"):
            raise Http404
        return daily_file(kind, agency_of(self))

    def _numbers(self) -> dict:
        now = timezone.now()
        today = timezone.localdate(now)
        agency = agency_of(self)
        numbers = numbers_of(agency, now)
        first = max(today - timedelta(days=DAYS - 1), numbers.since or today)
        days = by_day(agency, first, today)
        sections = by_section(agency, first, today)
        months = by_month(agency, today - timedelta(days=365))[-MONTHS:]
        return {
            "numbers": numbers,
            "online_minutes": int(ONLINE.total_seconds()) // 60,
            "first": first,
            "today": today,
            "days": list(reversed(days)),
            "sections": sections,
            "months": list(reversed(months)),
            "day_chart": line_chart(
                "Lượt truy cập từng ngày",
                [(f"{row.of:%d/%m}", row.visits) for row in days if numbers.total],
                "lượt",
            ),
            "section_chart": bar_chart(
                "Các chuyên mục được đọc nhiều nhất",
                [(row.label, row.views) for row in _most_viewed(sections)],
                "lượt xem",
            ),
            "month_chart": bar_chart(
                "Lượt truy cập từng tháng",
                [(f"Tháng {row.label}", row.visits) for row in months],
                "lượt",
            ),
        }


def _most_viewed(sections):
    return sorted(sections, key=lambda row: -row.views)[:_DRAWN_SECTIONS]
