"""The regulation's deadlines beside the items of the desk."""

from datetime import datetime

from workflow.calendar.queries import calendar_of
from workflow.duties.queries import duties_of, open_duties
from workflow.duties.standing import Standing, standings


def standings_of(page, agency_code: str, now: datetime) -> list[Standing]:
    """How each duty of `page` stands at `now` (two queries)."""
    duties = duties_of(page)
    if not duties:
        return []
    return standings(duties, now, {agency_code: calendar_of(agency_code)})


def nearest(page_ids: list[int], agency_code: str, now: datetime) -> dict[int, Standing]:
    """The open duty of each page that is due first (two queries)."""
    if not page_ids:
        return {}
    first = {}
    for duty in open_duties(agency_code).filter(page_id__in=page_ids):
        first.setdefault(duty.page_id, duty)
    calendars = {agency_code: calendar_of(agency_code)}
    return {row.duty.page_id: row for row in standings(first.values(), now, calendars)}
