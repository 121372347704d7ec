"""What each regulation asks for again and again, and by when."""

from datetime import date

import pytest

from tests.workflow.calendar.year_2026 import at
from workflow.calendar.clock import end_of_day
from workflow.calendar.queries import calendar_of
from workflow.duties.recurring.obligation import due_of_turn, obligations
from workflow.duties.recurring.turn import Per, turn_of
from workflow.regulations.loader import load

DAY = date(2026, 11, 23)


@pytest.mark.clause(
    "BP-13.1-1", "KT-11.1", "DL-13.1-2", "BP-9.4", "KT-12.1", "DL-4.1-2", "BP-18.5", "BP-20.1-2",
    "KT-16.2-2", "QT-7.1-6", "DL-5.2", "KT-13.2", "BP-16-2", "KT-19.1-2", "BP-9.3.đ-1",
    "BP-9.3.đ-2", "KT-11.2.d", "LA-4.5",
)  # fmt: skip
@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("LA", {("week-schedule", "week"), ("log-review", "month")}),
        (
            "BP",
            {
                ("D19", "working_day"),
                ("quota:items-per-unit", "month"),
                ("D10", "month"),
                ("D11", "quarter"),
                ("report:monthly-use", "month"),
                ("report:monthly-implementation", "month"),
                ("report:emulation", "year"),
                ("royalty:yearly-estimate", "year"),
                ("week-schedule", "week"),
                ("log-review", "month"),
            },
        ),
        (
            "DL",
            {
                ("D24", "day"),
                ("report:yearly-upgrade-review", "year"),
                ("backup:data", "week"),
                ("principle:yearly-training", "year"),
                ("week-schedule", "week"),
                ("log-review", "month"),
            },
        ),
        (
            "QT",
            {
                ("report:yearly-plan", "year"),
                ("report:yearly-summary", "year"),
                ("log-review", "month"),
            },
        ),
        (
            "KT",
            {
                ("D26", "working_day"),
                ("D30", "month"),
                ("D30", "quarter"),
                ("D30", "year"),
                ("report:yearly-upgrade-review", "year"),
                ("report:half-year", "half_year"),
                ("report:emulation", "year"),
                ("principle:yearly-training", "year"),
                ("royalty:yearly-estimate", "year"),
                ("backup:data", "week"),
                ("week-schedule", "week"),
                ("log-review", "month"),
            },
        ),
    ],
)
def test_each_regulation_has_its_own(agency, expected):
    assert {(row.code, row.per.value) for row in obligations(load(agency), DAY)} == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("agency", "code", "key", "due"),
    [
        # 24/11 is a day off in 2026: the Monday before it is worked until 17:00.
        ("BP", "D19", "2026-11-23", at(23, 11, hour=17)),
        ("DL", "D24", "2026-11-24", end_of_day(date(2026, 11, 24))),
        ("KT", "backup:data", "2026-W48", end_of_day(date(2026, 11, 29))),
        ("BP", "quota:items-per-unit|van-phong", "2026-11|van-phong", end_of_day(date(2026, 11, 30))),
        ("BP", "D10", "2026-10", end_of_day(date(2026, 11, 7))),
        ("BP", "D11", "2026-Q3", end_of_day(date(2026, 10, 10))),
        ("KT", "D30", "2026-11", end_of_day(date(2026, 11, 30))),
        ("KT", "D30", "2026-Q4", end_of_day(date(2026, 12, 31))),
        ("BP", "report:monthly-use", "2026-10", end_of_day(date(2026, 11, 10))),
        # Before Monday 30/11: the Friday; before Monday 31/8, a day off, the Saturday worked.
        ("LA", "week-schedule", "2026-W49", at(27, 11, hour=17)),
        ("LA", "week-schedule", "2026-W35", at(22, 8, hour=17)),
        ("LA", "log-review", "2026-10", at(6, 11, hour=17)),
    ],
)  # fmt: skip
def test_each_turn_falls_due_at_its_time(agency, code, key, due):
    found = due_of_turn(code.partition("|")[0], key, calendar_of(agency), load(agency))
    assert found == due


@pytest.mark.django_db
@pytest.mark.usefixtures("filled")
def test_a_day_off_owes_no_update_but_a_moved_saturday_does():
    row = next(row for row in obligations(load("KT"), DAY) if row.code == "D26")
    calendar = calendar_of("KT")
    owed = {
        day: row.is_owed(turn_of(Per.WORKING_DAY, day), calendar)
        for day in (date(2026, 11, 24), date(2026, 8, 22), date(2026, 8, 23), DAY)
    }
    assert list(owed.values()) == [False, True, False, True]
