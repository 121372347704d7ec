"""What the board needs for its reports: visits by month and section, of the own agency."""

import calendar
import re
from datetime import date

from django.http import Http404
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sections.base.charts import bar_chart
from workflow.agencies.models import Agency
from workflow.agencies.queries import agencies_for

from .files import TABLES, report_file
from .queries import by_month, by_section, numbers_of

TITLE = "Lượt truy cập"
DRAWN_MONTHS = 12
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


class ReportView(WagtailAdminTemplateMixin, TemplateView):
    """The months, and the sections of one of them (`?thang=2026-02`, by default this month)."""

    template_name = "visits/report.html"
    page_title = TITLE
    header_icon = "view"

    def get_breadcrumbs_items(self):
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs):
        """The numbers of one agency; superusers choose which (`?co-quan=LA`)."""
        agencies = agencies_for(self.request.user)
        agency = chosen_agency(self.request)
        now = timezone.now()
        months = by_month(agency)
        first = _month(self.request.GET.get("thang", ""), timezone.localdate(now))
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        sections = by_section(agency, first, last)
        return super().get_context_data(
            **kwargs,
            agencies=agencies,
            agency=agency,
            numbers=numbers_of(agency, now),
            months=list(reversed(months)),
            chart=bar_chart(
                "Lượt truy cập từng tháng",
                [(f"Tháng {row.label}", row.visits) for row in months[-DRAWN_MONTHS:]],
                "lượt",
            ),
            first=first,
            sections=sections,
            visits=sum(row.visits for row in sections),
            views=sum(row.views for row in sections),
        )


class ReportFileView(View):
    """One of the tables as xlsx."""

    http_method_names = ["get"]

    def get(self, request, table: str):
        """The file; 404 for a table that is not offered."""
        if table not in TABLES:
            raise Http404
        return report_file(table, chosen_agency(request))


def chosen_agency(request) -> Agency:
    """The agency asked for, if the person reports it, else the first that is; 404 without one."""
    agencies = agencies_for(request.user)
    asked = request.GET.get("co-quan", "")
    agency = next((row for row in agencies if row.code == asked), next(iter(agencies), None))
    if agency is None:
        raise Http404
    return agency


def _month(text: str, today: date) -> date:
    """The first day of the month `2026-02`; of this month where `text` names none."""
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)
