"""Two people, or two clicks, at once: one act, and the other hears why not."""

from datetime import date

import pytest

from sections.base.door import Refused
from tests.factories import user
from tests.real_database import together
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.made_duties import on_item, recorded, turn
from workflow.calendar.filling import fill_years
from workflow.duties.explaining import decide, explain
from workflow.duties.fulfilling import fulfil
from workflow.duties.models import Explanation, Standstill
from workflow.duties.standing_still import go_on, stop

pytestmark = pytest.mark.django_db

STOPPED, NOW = at(10, 11, hour=9), at(25, 11, hour=9)


def acts(duty) -> list[str]:
    return [name for name, *_rest in recorded(duty)]


def outcomes(results) -> list[bool]:
    """Which were refused, the others first."""
    return sorted(isinstance(result, Refused) for result in results)


@pytest.mark.usefixtures("real_database")
def test_all_that_is_done_to_one_duty_at_once():
    fill_years(range(2025, 2029))
    author, head, deputy = (user(f"bp-{name}") for name in ("contributor", "head", "deputy"))

    late = on_item("BP", "D15", at(2, 11))
    clicks = together(*[lambda: explain(late, author, "Mất mạng", NOW)] * 2)
    assert clicks[0] == clicks[1] == Explanation.objects.get()
    verdicts = together(
        lambda: decide(clicks[0], head, accepted=True, note="", now=NOW),
        lambda: decide(clicks[0], head, accepted=False, note="Không", now=NOW),
    )
    assert outcomes(verdicts) == [False, True]
    assert acts(late)[0] == "duty.explained"
    assert len(acts(late)) == 2

    answer = on_item("BP", "D15", at(2, 11))
    stops = together(*[lambda: stop(answer, head, "chờ Bộ", None, STOPPED)] * 2)
    assert stops[0] == stops[1] == Standstill.objects.get()
    ends = together(*[lambda: go_on(answer, head, at(11, 11))] * 2)
    assert outcomes(ends) == [False, True]
    assert acts(answer) == ["duty.stopped", "duty.resumed_after_stop"]

    year = turn("BP", at(1, 1), at(31, 12))
    records = together(
        *(
            lambda person=person: fulfil(
                year, person, NOW, done_on=date(2026, 11, 20), number="12/BC"
            )
            for person in (head, deputy)
        )
    )
    assert outcomes(records) == [False, True]
    assert acts(year) == ["duty.fulfilled"]
