"""The year's calendar in the editing interface: seen by everybody, filled by who runs the site."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sections.base.text import clean_text
from workflow.agencies.models import Agency
from workflow.agencies.queries import agencies_for, has_right

from .filling import can_be_filled, confirm, fill_years
from .models import CalendarYear, Holiday, OfficeHours
from .queries import calendar_of
from .timetable import stretches_of
from .year import WEEKDAYS, WORDS, months_of

TITLE = "Lịch làm việc cả năm"
YEARS = range(2000, 2100)
FILLED = "Đã lập lịch năm {year}: {count} ngày."
COMPUTED = (
    "Ngày nghỉ năm {year} mới được tính theo luật, chưa đối chiếu thông báo chính thức; hãy kiểm tra "
    "lại Tết, Quốc khánh và các ngày làm bù khi có thông báo."
)
ALREADY_FILLED = "Lịch năm {year} đã có, không thay đổi gì."
CONFIRMED = (
    "Đã xác nhận lịch năm {year} theo «{basis}»: {count} ngày tính trước thành ngày chính thức."
)
NO_BASIS = "Hãy ghi số, ký hiệu và ngày của thông báo."
NOT_FILLED = "Lịch năm {year} chưa được lập; hãy lập lịch trước khi xác nhận."
BASIS_LENGTH = Holiday._meta.get_field("basis").max_length


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
        filled = CalendarYear.objects.in_bulk([year, year + 1], field_name="year")
        known = filled.get(year)
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
            "stretches": stretches_of(
                year, OfficeHours.objects.filter(agency=agency), agency.book.office_hours
            ),
            "may_edit": person.is_superuser or has_right(person, "accounts"),
            "may_fill": person.is_superuser,
            "can_be_filled": can_be_filled(year, known),
            "next_is_missing": year + 1 in YEARS and year + 1 not in filled,
            "basis_length": BASIS_LENGTH,
        }
        return super().get_context_data(**kwargs | own)

    def post(self, request, *args, **kwargs):
        """Fill the year as far as it is known, or confirm what was computed (`van-ban`).

        Only who runs the installation may: these days bind every agency.
        """
        if not request.user.is_superuser:
            raise PermissionDenied
        year = self._year()
        if "van-ban" in request.POST:
            self._confirm(year, clean_text(request.POST["van-ban"]).strip()[:BASIS_LENGTH])
        else:
            self._fill(year)
        return redirect(f"{reverse('calendar_year', args=[year])}?{request.GET.urlencode()}")

    def _fill(self, year: int) -> None:
        (done,) = fill_years([year])
        if done.is_kept:
            messages.info(self.request, ALREADY_FILLED.format(year=year))
        else:
            messages.success(self.request, FILLED.format(year=year, count=done.added))
        if not done.is_announced:
            messages.warning(self.request, COMPUTED.format(year=year))

    def _confirm(self, year: int, basis: str) -> None:
        if not basis:
            messages.error(self.request, NO_BASIS)
        elif not CalendarYear.objects.filter(year=year).exists():
            messages.error(self.request, NOT_FILLED.format(year=year))
        else:
            count = confirm(year, basis)
            messages.success(self.request, CONFIRMED.format(year=year, basis=basis, count=count))

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
