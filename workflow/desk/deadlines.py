"""The regulation's deadlines beside the items of the desk."""

from datetime import datetime

from workflow.calendar.queries import calendar_of
from workflow.duties.queries import duties_of
from workflow.duties.standing import Standing, standings


def standings_of(page, agency_code: str, now: datetime) -> list[Standing]:
    """How each duty of `page` stands at `now` (two queries)."""
    duties = duties_of(page)
    if not duties:
        return []
    return standings(duties, now, {agency_code: calendar_of(agency_code)})
