"""The calendar of the worked examples: 2026 as announced, Monday to Friday, 07:00 to 17:00."""

from datetime import date, datetime, time

from workflow.calendar.clock import TIME_ZONE, OfficeSpans, WorkCalendar

OFFICE_HOURS = OfficeSpans(
    weekdays=frozenset(range(5)),
    spans=((time(7), time(11, 30)), (time(13, 30), time(17))),
)
DAYS_OFF_2026 = frozenset(
    date(2026, month, day)
    for month, days in {
        1: (1, 2),
        2: (16, 17, 18, 19, 20),
        4: (26, 27, 30),
        5: (1,),
        8: (31,),
        9: (1, 2),
        11: (24,),
    }.items()
    for day in days
)
MOVED_IN_2026 = frozenset({date(2026, 1, 10), date(2026, 8, 22)})
CALENDAR = WorkCalendar(
    hours=(OFFICE_HOURS,),
    days_off=DAYS_OFF_2026,
    days_moved_in=MOVED_IN_2026,
    years=frozenset({2025, 2026, 2027, 2028}),
)


def at(day: int, month: int, year: int = 2026, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in Vietnamese time, written day first."""
    return datetime(year, month, day, hour, minute, tzinfo=TIME_ZONE)
