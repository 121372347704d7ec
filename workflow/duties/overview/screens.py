"""The frame of the screens about duties: who sees them, what stands around them."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from workflow.agencies.models import Agency, Unit

from .months import OFFERED, chosen_month, last_months, this_month
from .reach import agencies_of, chosen_agency, sees_agency

TITLE = "Thời hạn"


class DutyScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen of one agency and one month; 404 for another agency's and for people of none."""

    header_icon = "calendar-check"

    def get_breadcrumbs_items(self):
        """Home, the list of duties, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy("duty_overview:list"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    def setup(self, request, *args, **kwargs):
        """With one moment that everything on the screen is measured at."""
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()

    @cached_property
    def agency(self) -> Agency:
        """The one asked for."""
        return chosen_agency(self.request)

    @cached_property
    def month(self):
        """The one asked for."""
        return chosen_month(self.request)

    @cached_property
    def units(self) -> list[Unit]:
        """Those of the agency that the person may ask about, in the order of the regulation."""
        rows = Unit.objects.filter(agency=self.agency)
        if not sees_agency(self.request.user):
            rows = rows.filter(pk=self.request.user.unit_id)
        return list(rows)

    def get_context_data(self, **kwargs):
        """What every screen shows: agencies and months to choose from, what may be seen."""
        newest = this_month()
        months = last_months(newest, OFFERED)[::-1]
        if self.month is not None and self.month not in months and self.month.first < newest.first:
            months.append(self.month)
        return super().get_context_data(
            **{
                "agencies": agencies_of(self.request),
                "agency": self.agency,
                "month": self.month,
                "months": months,
                "sees_agency": sees_agency(self.request.user),
                "list_url": reverse_lazy("duty_overview:list"),
                **kwargs,
            }
        )
