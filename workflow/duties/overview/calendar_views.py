"""The calendar of duties, and the address under which a calendar program fetches it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.utils import get_admin_base_url

from workflow.calendar.queries import calendar_of

from .calendar_feed import CalendarFeed
from .grid import WEEKDAYS, weeks_of
from .months import after, before, chosen_month
from .reach import Scope, in_scope, scopes_of
from .screens import DutyScreen

MADE = "Đã lập địa chỉ lịch của bạn."
CHANGED = "Đã đổi địa chỉ. Địa chỉ cũ không còn dùng được; hãy đăng ký lại lịch bằng địa chỉ mới."
ENDED = "Đã bỏ địa chỉ lịch. Phần mềm lịch không còn lấy được thời hạn của bạn."


class CalendarView(DutyScreen):
    """A month of what falls due, mine, my unit's or the agency's."""

    template_name = "duties/overview/calendar.html"
    page_title = "Lịch thời hạn"

    @cached_property
    def month(self):
        """Months to come too: that is what a calendar is for."""
        return chosen_month(self.request, ahead=True)

    def get_context_data(self, **kwargs):
        """The weeks; one query for the duties, one for the working calendar."""
        person, code = self.request.user, self.agency.code
        offered = scopes_of(person)
        asked = self.request.GET.get("cua", "")
        scope = next((row for row in offered if row == asked), offered[-1])
        duties = in_scope(person, scope).filter(agency_code=code)
        weeks = weeks_of(duties, self.month, self.now, code, calendar_of(code))
        return super().get_context_data(
            **kwargs,
            weeks=weeks,
            has_any=any(day and day.total for week in weeks for day in week),
            weekdays=WEEKDAYS,
            scope=scope,
            scopes=offered if len(offered) > 1 else [],
            before=before(self.month),
            after=after(self.month),
        )


class OwnCalendarView(DutyScreen):
    """«Lịch của tôi»: the secret address, made, changed and ended by its owner only."""

    template_name = "duties/overview/own_calendar.html"
    page_title = "Lịch của tôi"

    def get_context_data(self, **kwargs):
        """The address, if there is one."""
        person = self.request.user
        found = CalendarFeed.objects.filter(person=person).first()
        address = ""
        if found:
            address = f"{get_admin_base_url()}{reverse('duty_feed', args=[found.token])}"
        parts = [row for row in scopes_of(person) if row != Scope.AGENCY]
        return super().get_context_data(
            **kwargs,
            feed=found,
            address=address,
            parts=[(row.label, f"{address}?cua={row.value}") for row in parts] if found else [],
        )

    def post(self, request):
        """Make the address, put another in its place, or end it (`viec=bo`)."""
        before_now = CalendarFeed.objects.filter(person=request.user)
        if request.POST.get("viec") == "bo":
            before_now.delete()
            messages.success(request, ENDED)
        else:
            words = CHANGED if before_now.exists() else MADE
            CalendarFeed.renew(request.user)
            messages.success(request, words)
        return redirect("duty_overview:own_calendar")
