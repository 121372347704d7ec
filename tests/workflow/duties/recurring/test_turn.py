"""Days, weeks, months …: their names, their bounds, and the way back from a name."""

import itertools
from datetime import date

import pytest

from workflow.duties.recurring.turn import Per, turn_named, turn_of, turns_between

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("per", "key", "first", "last", "label"),
    [
        (Per.DAY, "2026-11-23", DAY, DAY, "ngày 23/11/2026"),
        (Per.WEEK, "2026-W48", DAY, date(2026, 11, 29), "tuần 48 (23/11 – 29/11/2026)"),
        (Per.MONTH, "2026-11", date(2026, 11, 1), date(2026, 11, 30), "tháng 11 năm 2026"),
        (Per.QUARTER, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
        (Per.HALF_YEAR, "2026-H2", date(2026, 7, 1), date(2026, 12, 31), "6 tháng cuối năm 2026"),
        (Per.YEAR, "2026", date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
    ],
)
def test_a_turn_has_its_bounds_and_its_name(per, key, first, last, label):
    turn = turn_of(per, DAY)
    assert (turn.key, turn.first, turn.last, turn.label) == (key, first, last, label)
    assert turn_named(key) == turn


def test_february_of_a_leap_year_and_a_week_over_new_year():
    assert turn_of(Per.MONTH, date(2028, 2, 3)).last == date(2028, 2, 29)
    week = turn_of(Per.WEEK, date(2027, 1, 1))
    assert (week.key, week.first) == ("2026-W53", date(2026, 12, 28))


def test_turns_follow_without_gap():
    for per in Per:
        turns = list(turns_between(per, date(2025, 12, 20), date(2027, 1, 10)))
        assert all((b.first - a.last).days == 1 for a, b in itertools.pairwise(turns))
        assert turns[0].first <= date(2025, 12, 20)
        assert turns[-1].last >= date(2027, 1, 10)
