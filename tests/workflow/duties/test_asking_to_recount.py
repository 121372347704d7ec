"""A changed calendar asks the worker once for each agency and transaction."""

from datetime import date

import pytest
from django.db import connection, transaction

from tests.factories import agency
from workflow.calendar.filling import confirm, fill_years
from workflow.calendar.models import CalendarYear, Holiday
from workflow.duties import receivers
from workflow.duties.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch, django_capture_on_commit_callbacks):
    """Runs an act, commits it, and says of which agencies the worker is asked."""

    def run(act) -> list[str]:
        codes: list[str] = []
        # What the test did before is another transaction's.
        connection.run_on_commit = []
        with monkeypatch.context() as patch:
            patch.setattr(receivers, "async_task", lambda _task, code: codes.append(code))
            with django_capture_on_commit_callbacks(execute=True):
                act()
        return codes

    return run


def days_of(code: str, month: int) -> None:
    for day in range(1, 6):
        Holiday.objects.create(
            day=date(2026, month, day), name="Nghỉ", basis="Công điện", agency=agency(code)
        )


def test_filling_a_year_again_asks_once(asked):
    CalendarYear.objects.all().delete()
    Holiday.objects.all().delete()
    fill_years([2026, 2027])
    CalendarYear.objects.update(is_announced=False)
    assert Holiday.objects.filter(day__year=2026).update(is_computed=True) > 10
    assert asked(lambda: fill_years([2026, 2027])) == [""]
    assert not Holiday.objects.filter(day__year=2026, is_computed=True).exists()


def test_confirming_a_year_asks_once(asked):
    CalendarYear.objects.all().delete()
    Holiday.objects.all().delete()
    fill_years([2027])
    assert asked(lambda: confirm(2027, "Thông báo 1")) == [""]
    assert not Holiday.objects.filter(is_computed=True).exists()


def test_each_agency_is_asked_for_once(asked):
    def several():
        with transaction.atomic():
            days_of("LA", 11)
            days_of("BP", 11)
            days_of("LA", 12)

    assert asked(several) == ["LA", "BP"]
    assert asked(lambda: days_of("LA", 10)) == ["LA"]


def test_what_was_undone_asks_for_nothing_and_hides_nothing(asked):
    def undone_and_done():
        with transaction.atomic():
            try:
                with transaction.atomic():
                    days_of("LA", 11)
                    raise Duty.DoesNotExist
            except Duty.DoesNotExist:
                pass
            days_of("LA", 12)

    assert asked(undone_and_done) == ["LA"]
    assert set(Holiday.objects.filter(agency=agency("LA")).dates("day", "month")) == {
        date(2026, 12, 1)
    }


def test_the_next_transaction_asks_again(asked):
    assert asked(lambda: days_of("LA", 11)) == ["LA"]
    assert asked(lambda: Holiday.objects.filter(agency=agency("LA")).delete()) == ["LA"]
