"""The duties of one item beside the item: how they stand, what was explained, where more is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from workflow.agencies.models import User
from workflow.calendar.queries import calendar_of

from .models import Duty, Explanation
from .people import may_see_of_item
from .queries import duties_of
from .standing import Standing, standings

EXPLAINED = "Giải trình của {name} {verdict}"


def standings_of_item(page, agency_code: str, user: User | None, now: datetime) -> list[Standing]:
    """How each duty of `page` stands at `now`, with the link to it for who may see it.

    Two queries; one more where a duty was late, one where a clock stands.
    """
    duties = duties_of(page)
    if not duties:
        return []
    explained = _explained(duties, now)
    return [
        replace(
            row,
            url=reverse("duties:duty", args=[row.duty.pk])
            if may_see_of_item(user, row.duty, page)
            else "",
            explained=explained.get(row.duty.pk, ""),
        )
        for row in standings(duties, now, {agency_code: calendar_of(agency_code)})
    ]


def _explained(duties: Iterable[Duty], now: datetime) -> dict[int, str]:
    late = [duty.pk for duty in duties if duty.overdue_at or duty.is_late(now)]
    if not late:
        return {}
    return {
        row.duty_id: EXPLAINED.format(name=row.person_name, verdict=row.get_verdict_display())
        for row in Explanation.objects.filter(duty__in=late)
    }
