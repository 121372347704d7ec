"""The year's calendar in the editing interface: seen by everybody, filled by who runs the site."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from workflow.agencies.models import Agency
from workflow.agencies.queries import agencies_for, has_right

from .filling import fill_years
from .models import CalendarYear, Holiday
from .queries import calendar_of
from .year import WEEKDAYS, WORDS, months_of

TITLE = "Lịch làm việc cả năm"
YEARS = range(2000, 2100)
FILLED = "Đã lập lịch năm {year}: {count} ngày."
COMPUTED = (
    "Ngày nghỉ năm {year} mới được tính theo luật, chưa đối chiếu thông báo chính thức; hãy kiểm tra "
    "lại Tết, Quốc khánh và các ngày làm bù khi có thông báo."
)
ALREADY_FILLED = "Lịch năm {year} đã có, không thay đổi gì."


class YearView(WagtailAdminTemplateMixin, TemplateView):
    """Twelve months of an agency; superusers choose which (`?co-quan=LA`) and fill years."""

    template_name = "calendar/year.html"
    page_title = TITLE
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self):
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs):
        """The months, the rows behind them, office hours; how far the year can be trusted."""
        year, person = self._year(), self.request.user
        agencies = agencies_for(person)
        agency = self._agency(agencies)
        rows = [
            row
            for row in Holiday.objects.filter(day__year=year).order_by("day")
            if row.agency_id in (None, agency.pk)
        ]
        today = timezone.localdate()
        known = CalendarYear.objects.filter(year=year).first()
        own = {
            "agency": agency,
            "agencies": agencies,
            "year": year,
            "today": today,
            "before": year - 1 if year - 1 in YEARS else None,
            "after": year + 1 if year + 1 in YEARS else None,
            "months": months_of(year, calendar_of(agency.code), rows, today),
            "weekdays": WEEKDAYS,
            "legend": WORDS.items(),
            "rows": rows,
            "computed": [row for row in rows if row.is_computed],
            "is_announced": known is not None and known.is_announced,
            "hours": [row for row in agency.book.office_hours if _touches(row, year)],
            "may_edit": person.is_superuser or has_right(person, "accounts"),
            "may_fill": person.is_superuser,
        }
        return super().get_context_data(**kwargs | own)

    def post(self, request, *args, **kwargs):
        """Fill the year as far as it is known; only who runs the installation may."""
        if not request.user.is_superuser:
            raise PermissionDenied
        year = self._year()
        (done,) = fill_years([year])
        if done.is_kept:
            messages.info(request, ALREADY_FILLED.format(year=year))
        else:
            messages.success(request, FILLED.format(year=year, count=done.added))
        if not done.is_announced:
            messages.warning(request, COMPUTED.format(year=year))
        return redirect(f"{reverse('calendar_year', args=[year])}?{request.GET.urlencode()}")

    def _year(self) -> int:
        year = self.kwargs.get("year") or timezone.localdate().year
        if year not in YEARS:
            raise Http404
        return year

    def _agency(self, agencies: list[Agency]) -> Agency:
        asked = self.request.GET.get("co-quan", "")
        agency = next((row for row in agencies if row.code == asked), next(iter(agencies), None))
        if agency is None:
            raise Http404
        return agency


def _touches(row, year: int) -> bool:
    begins = row.valid_from is None or row.valid_from.year <= year
    return begins and (row.valid_to is None or row.valid_to.year >= year)
