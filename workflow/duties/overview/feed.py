"""The duties of a person as a calendar that phones and mail programs subscribe to."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.admin.utils import get_admin_base_url

from sections.base.calendar_file import Event, calendar_file, uid_of
from workflow.agencies.models import User
from workflow.duties.models import Duty
from workflow.duties.queries import in_order_of_due

from .calendar_feed import CalendarFeed
from .reach import in_scope

# A calendar with more is of use to nobody; what is due first comes first.
MOST = 1000
FILE_NAME = "thoi-han"


@require_safe
def feed(request, token: str):
    """The open duties that the owner of the address may see at this moment, as iCalendar.

    404 for an address that was forged or ended, and for an account that is not in use. `?cua=`
    narrows it as on the calendar's page. Nobody but the calendar program keeps the answer.
    """
    found = CalendarFeed.of_token(token)
    if found is None or not found.person.is_active:
        raise Http404
    answer = _file(request, found.person)
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    etag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer)


def _file(request, person: User) -> HttpResponse:
    rows = in_scope(person, request.GET.get("cua", "")).filter(
        met_at=None, cancelled_at=None, due_at__isnull=False
    )
    events = [_event(request, duty) for duty in in_order_of_due(rows)[:MOST]]
    return calendar_file(f"Thời hạn – {person.get_full_name()}", FILE_NAME, events)


OWN_SETTING = "thiết lập của cơ quan"


def _event(request, duty: Duty) -> Event:
    since = timezone.localtime(duty.started_at)
    return Event(
        uid=uid_of(request, f"thoi-han-{duty.pk}"),
        title=f"Hạn: {duty.subject_title}",
        starts=duty.due_at,
        description=(
            f"{duty.label}\nCăn cứ: {'; '.join(duty.clauses) or OWN_SETTING}\n"
            f"Tính từ: {since:%H:%M %d/%m/%Y}\nCơ quan: {duty.agency_code}"
        ),
        url=f"{get_admin_base_url()}{duty.path}",
        first_published_at=duty.created_at,
    )
