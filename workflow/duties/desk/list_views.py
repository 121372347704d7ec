"""All open duties of a group, of which the dashboard shows the first."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from workflow.calendar.queries import calendar_of
from workflow.duties.groups import groups_for, open_duties_of
from workflow.duties.standing import standings

PER_PAGE = 30
NO_GROUP = "Bạn không có nhóm thời hạn này."


@require_GET
def index(request):
    """The open duties that are mine, my unit's or my agency's (`?nhom=cua-toi`), by pages."""
    groups = groups_for(request.user)
    asked = request.GET.get("nhom", "")
    whose = next((row for row in groups if row == asked), None)
    if whose is None:
        if asked or not groups:
            raise Http404(NO_GROUP)
        whose = groups[0]
    rows = Paginator(open_duties_of(request.user, whose), PER_PAGE).get_page(
        request.GET.get("trang")
    )
    duties = list(rows.object_list)
    codes = {duty.agency_code for duty in duties}
    context = {
        "groups": groups,
        "whose": whose,
        "rows": rows,
        "codes": codes,
        "standings": standings(duties, timezone.now(), {code: calendar_of(code) for code in codes}),
    }
    return render(request, "duties/list.html", context)
