"""Months, quarters, half-years and years in Vietnamese days."""

from datetime import date, timedelta
from itertools import islice

import pytest

from tests.workflow.reports.counted import moment
from workflow.reports.periods import (
    HALF_YEAR,
    MONTH,
    QUARTER,
    YEAR,
    ended_before,
    parse,
    period_of,
)


@pytest.mark.parametrize(
    ("kind", "day", "code", "days", "label"),
    [
        (MONTH, (2028, 2, 29), "2028-02", ((2028, 2, 1), (2028, 2, 29)), "tháng 2 năm 2028"),
        (QUARTER, (2026, 11, 22), "2026-Q4", ((2026, 10, 1), (2026, 12, 31)), "quý IV năm 2026"),
        (
            HALF_YEAR,
            (2026, 6, 30),
            "2026-H1",
            ((2026, 1, 1), (2026, 6, 30)),
            "6 tháng đầu năm 2026",
        ),
        (
            HALF_YEAR,
            (2026, 7, 1),
            "2026-H2",
            ((2026, 7, 1), (2026, 12, 31)),
            "6 tháng cuối năm 2026",
        ),
        (YEAR, (2026, 1, 1), "2026", ((2026, 1, 1), (2026, 12, 31)), "năm 2026"),
    ],
)
def test_a_period(kind, day, code, days, label):
    period = period_of(kind, date(*day))
    assert (period.code, period.label) == (code, label)
    assert (period.first, period.last) == tuple(date(*day) for day in days)
    assert parse(code) == period


def test_a_period_is_half_open_at_local_midnight():
    november = parse("2026-11")
    assert november.starts_at == moment(2026, 11, 1)
    assert november.ends_at == moment(2026, 12, 1)
    assert not november.has_ended(moment(2026, 12, 1) - timedelta(microseconds=1))
    assert november.has_ended(moment(2026, 12, 1))


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-00", "2026-Q5", "2026-H3", "26-01", "0000", "9999", "٢٠٢٦", "2026-1"],
)
def test_anything_else_is_no_period(text):
    assert parse(text) is None


def test_the_periods_that_ended_newest_first():
    first_of_month = islice(ended_before(MONTH, date(2026, 3, 1)), 3)
    assert [period.code for period in first_of_month] == ["2026-02", "2026-01", "2025-12"]
    last_of_month = islice(ended_before(MONTH, date(2026, 2, 28)), 1)
    assert [period.code for period in last_of_month] == ["2026-01"]
    assert [row.code for row in islice(ended_before(YEAR, date(2026, 12, 31)), 1)] == ["2025"]


def test_the_months_of_a_period():
    assert [day.month for day in parse("2026-Q3").months()] == [7, 8, 9]
    assert parse("2026-01").before().code == "2025-12"
