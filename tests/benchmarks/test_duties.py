"""The periodic look at the duties: its cost grows with what is due, not with what is there."""

import sys
import time
import tracemalloc
from datetime import datetime

import pytest
from django.db import connection
from django.utils import timezone

from sections.base.models import BasePage
from site_home.operations.models import OutgoingMail
from tests.benchmarks.test_approvals import as_in_production  # noqa: F401
from workflow.audit.models import Entry
from workflow.calendar.clock import TIME_ZONE
from workflow.calendar.filling import fill_years
from workflow.duties import tasks
from workflow.duties.models import Duty, Telling
from workflow.duties.reminding import SECONDS

SIZES = (1_000, 10_000, 100_000)
DUE, GOAL_SECONDS, ROUNDS = 200, 10, 5
GROWTH_LIMIT, NOISE_SECONDS = 1.5, 0.15
NOW = datetime(2026, 11, 25, 10, tzinfo=TIME_ZONE)

# Duties of the five agencies in turn, each with words as they are; one in ten of what is `mixed` is
# the review of a public page.
_ADD = """
    INSERT INTO duties_duty (page_id, agency_code, subject_kind, subject_key, subject_title, url,
        unit_code, deadline_code, label, clauses, clock, "limit", start_event, measure, needed,
        done, created_at, started_at, due_at, next_at, stage, trouble, evidence)
    SELECT CASE WHEN %(mixed)s AND n %% 10 = 0 THEN (%(pages)s::int[])[1 + n %% %(public)s] END,
        (ARRAY['LA', 'BP', 'DL', 'QT', 'KT'])[1 + (n / 10) %% 5],
        CASE WHEN %(mixed)s AND n %% 10 = 0 THEN 'review' ELSE 'case' END, %(kind)s || n,
        'Hội nghị triển khai công tác tư pháp lần thứ ' || n, '', '', 'D01',
        'Gửi tin tức, sự kiện: không quá 08 giờ hành chính từ khi diễn ra.', '["LA-9.2.a"]',
        'office_hours', 8, 'happened', 'supply', 1, 0, %(now)s,
        %(due)s - interval '3 days', %(due)s - n * interval '1 second',
        %(due)s - n * interval '1 second', 0, '', '{}'
    FROM generate_series(1, %(number)s) AS n
"""


def add(kind: str, number: int, due: datetime, *, mixed: bool = False) -> None:
    pages = list(
        BasePage.objects.live().filter(last_published_at__lt=due).values_list("pk", flat=True)
    )
    with connection.cursor() as cursor:
        values = {"kind": kind, "number": number, "due": due, "now": NOW, "mixed": mixed}
        cursor.execute(_ADD, values | {"pages": pages, "public": len(pages)})
        cursor.execute("ANALYZE duties_duty")


def seconds_of(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def peak_mb(act) -> float:
    """The most memory that Python held for `act`."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


@pytest.fixture
# The argument is the fixture that is imported under this name.
def years(as_in_production, monkeypatch):  # noqa: F811
    """The calendar of these years, in a database of its own; it is NOW."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    fill_years(range(2025, 2029))
    Duty.objects.all().delete()


def test_the_look_among_many(years):
    spent, used = {}, {}
    there = 0
    for size in SIZES:
        add(f"coming-{size}-", size - there, NOW.replace(year=2027), mixed=True)
        there = size
        runs = []
        for turn in range(ROUNDS + 1):
            add(f"late-{size}-{turn}-", DUE, NOW.replace(hour=9))
            if turn < ROUNDS:
                runs.append(seconds_of(tasks.watch))
            else:
                used[size] = peak_mb(tasks.watch)
            assert not Telling.objects.exists()
            Duty.objects.filter(stage=Duty.Stage.DUE).delete()
        # The quickest: what else the machine does only ever adds.
        spent[size] = min(runs)
        sys.stdout.write(
            f"\n{size} thời hạn đang chạy, {DUE} tới lúc báo: "
            f"{spent[size] * 1000:.0f} ms (lâu nhất {max(runs) * 1000:.0f}), {used[size]:.1f} MB"
        )
    first, last = SIZES[0], SIZES[-1]
    assert spent[last] < GOAL_SECONDS
    assert spent[last] <= spent[first] * GROWTH_LIMIT + NOISE_SECONDS
    assert used[last] <= used[first] * GROWTH_LIMIT


def test_everything_due_at_once(years):
    number = SIZES[-1]
    add("late-", number, NOW.replace(hour=9))
    runs, marked = [], 0

    def look():
        nonlocal marked
        marked += tasks.watch()

    while Duty.objects.filter(stage=Duty.Stage.NONE).exists() or Telling.objects.exists():
        runs.append(seconds_of(look))
    people = {mail.recipients[0] for mail in OutgoingMail.objects.all()}
    sys.stdout.write(
        f"\n{number} thời hạn tới lúc báo cùng lúc, mỗi lần xem {SECONDS} s: {len(runs)} lần, lâu"
        f" nhất {max(runs):.1f} s, lần cuối (gửi thư) {runs[-1]:.1f} s, tổng {sum(runs):.1f} s;"
        f" {len(people)} người, mỗi người một thư\n"
    )
    assert marked == Entry.objects.filter(action="duty.overdue").count() == number
    assert OutgoingMail.objects.filter(subject__startswith="Quá hạn").count() == len(people)
    assert max(runs) < GOAL_SECONDS
