"""The wall of clauses, the duties behind its numbers, the units, the course of a year."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from workflow.agencies.models import Unit
from workflow.calendar.queries import calendar_of
from workflow.duties.queries import visible_to
from workflow.duties.standing import standings

from .clauses import citation_of, obligations_of, place_of
from .export import MAX_ROWS, TOO_MANY, as_file
from .history import charts_of, months_of
from .listing import Asked, duties_asked
from .months import after, before, this_month
from .reach import agencies_of, chosen_agency, heads_unit, of_unit, scopes_of, sees_agency
from .screens import TITLE, DutyScreen
from .states import State
from .units import published_in, sent_back_in, standings_of, supplied_in
from .wall import LEGEND, SYMBOLS, walls_of

PER_PAGE = 50


class WallView(DutyScreen):
    """Every clause with a time, by agency; who belongs to none sees all (`?co-quan=` one)."""

    template_name = "duties/overview/wall.html"
    page_title = "Bảng điều khoản"

    def get_context_data(self, **kwargs):
        """One query for the figures of all agencies."""
        one = self.agency if self.request.GET.get("co-quan") else None
        month = self.month
        return super().get_context_data(
            **kwargs,
            walls=walls_of([one] if one else agencies_of(self.request), month, self.now),
            one=one,
            legend=[(mark, SYMBOLS[mark], words) for mark, words in LEGEND],
            before=before(month),
            after=after(month) if month != this_month() else None,
            is_running=month == this_month(),
        )


class ListView(DutyScreen):
    """Duties under a filter, fifty to a page."""

    template_name = "duties/overview/list.html"
    page_title = TITLE

    def get_breadcrumbs_items(self):
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    @cached_property
    def asked(self) -> Asked:
        """The filter."""
        return Asked.of(self.request.GET, self.agency)

    @cached_property
    def month(self):
        """None for any time."""
        return self.asked.month

    def get_context_data(self, **kwargs):
        """A page of rows with their words; the choices of the filter."""
        asked, person = self.asked, self.request.user
        unit = next((row for row in self.units if row.code == asked.unit), None)
        rows = duties_asked(asked, person, unit, self.now)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        calendars = {self.agency.code: calendar_of(self.agency.code)}
        return super().get_context_data(
            **kwargs,
            asked=asked,
            page_obj=page,
            standings=standings(page.object_list, self.now, calendars),
            clauses=_clauses(self.agency, asked.clause),
            citation=citation_of(asked.clause),
            states=State.choices,
            units=self.units,
            scopes=scopes_of(person),
            keep=asked.address(),
        )


class ListFileView(View):
    """The rows of the filter as CSV or xlsx."""

    http_method_names = ["get"]

    def get(self, request, kind: str):
        """The file; more rows than a file takes are refused with the reason."""
        agency = chosen_agency(request)
        asked = Asked.of(request.GET, agency)
        unit = Unit.objects.filter(agency=agency, code=asked.unit).first() if asked.unit else None
        now = timezone.now()
        rows = duties_asked(asked, request.user, unit, now)
        count = rows.count()
        if count > MAX_ROWS:
            messages.error(request, TOO_MANY.format(count=count, limit=MAX_ROWS))
            return redirect(f"{reverse('duty_overview:list')}?{asked.address()}")
        return as_file(kind, rows, agency, now)


class UnitsView(DutyScreen):
    """How the units stand in a month: the board sees all, everybody else the own one."""

    template_name = "duties/overview/units.html"
    page_title = "Theo dõi đơn vị"

    def get_context_data(self, **kwargs):
        """The rows; the sum of duties of the units."""
        own = {unit.pk for unit in self.units}
        rows = [
            row for row in standings_of(self.agency, self.month, self.now) if row.unit.pk in own
        ]
        return super().get_context_data(
            **kwargs,
            rows=rows,
            links=_may_open(self.request.user),
            before=before(self.month),
            after=after(self.month) if self.month != this_month() else None,
        )


class UnitView(DutyScreen):
    """One unit: its items of a month and its year. For the board and who heads the unit."""

    template_name = "duties/overview/unit.html"

    @cached_property
    def unit(self) -> Unit:
        """The unit in the address; 404 for another agency's, and for who does not head it."""
        found = next((row for row in self.units if row.code == self.kwargs["code"]), None)
        if found is None:
            raise Http404
        if not _may_open(self.request.user):
            raise Http404
        return found

    def get_page_title(self):
        """The unit's name."""
        return self.unit.name

    def get_breadcrumbs_items(self):
        """Home, duties, the units, this one."""
        *above, here = super().get_breadcrumbs_items()
        units = {"url": reverse("duty_overview:units"), "label": UnitsView.page_title}
        return [*above, units, here]

    def get_context_data(self, **kwargs):
        """What was supplied, made public, sent back; twelve months of duties."""
        unit, month, agency = self.unit, self.month, self.agency
        rows = months_of(
            visible_to(self.request.user).filter(of_unit(unit), agency_code=agency.code),
            month,
            self.now,
        )
        return super().get_context_data(
            **kwargs,
            unit=unit,
            supplied=supplied_in(agency, month).filter(unit=unit).order_by("supplied_at"),
            published=published_in(agency, month).filter(unit=unit).order_by("first_published_at"),
            sent_back=sent_back_in(agency, month).filter(unit=unit.pk).order_by("at"),
            rows=rows[::-1],
            charts=charts_of(rows),
            link=f"co-quan={agency.code}&don-vi={unit.code}",
        )


class HistoryView(DutyScreen):
    """Twelve months: of the agency, of a clause, of a unit; of the own duties for others."""

    template_name = "duties/overview/history.html"
    page_title = "Diễn biến 12 tháng"

    def get_context_data(self, **kwargs):
        """The charts and the table beneath them."""
        asked = Asked.of(self.request.GET, self.agency)
        unit = next((row for row in self.units if row.code == asked.unit), None)
        duties = visible_to(self.request.user).filter(agency_code=self.agency.code)
        duties = asked.narrowed(duties, unit)
        rows = months_of(duties, self.month, self.now)
        return super().get_context_data(
            **kwargs,
            asked=asked,
            rows=rows[::-1],
            charts=charts_of(rows),
            link=asked.address_without("thang", "trang-thai", "cua", "ngay"),
            clauses=_clauses(self.agency, asked.clause),
            citation=citation_of(asked.clause),
            units=self.units,
        )


def _may_open(person) -> bool:
    """Whether the person sees the items of the units shown: the board, or who heads the own."""
    return sees_agency(person) or heads_unit(person)


def _clauses(agency, chosen: str) -> list[tuple[str, str]]:
    """The agency's clauses with a time to choose from, and the chosen one."""
    today = timezone.localdate()
    ids = {clause for row in obligations_of(agency.book, today, today) for clause in row.clauses}
    ids |= {chosen} - {""}
    return [(key, citation_of(key)) for key in sorted(ids, key=place_of)]
