"""Each deadline D01 to D32 arises from its event, in the agency whose regulation sets it."""

import pytest
from django.utils import timezone

from sections.research_articles import ResearchArticlePage
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.every_deadline import CASES, FRIDAY, draft
from workflow.agencies.models import Agency
from workflow.duties.models import Duty
from workflow.regulations.loader import CODES, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the whole application; the agencies stand since the beginning of 2026."""
    Agency.objects.update(founded_at=at(1, 1))
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.clause(*{case.clause for case in CASES})
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_event_makes_the_duty(case, clock):
    clock(case.now)
    case.event(case.agency)
    rows = Duty.objects.filter(
        agency_code=case.agency, deadline_code=case.code, subject_kind=case.kind
    )
    if case.key:
        rows = rows.filter(subject_key=case.key)
    duty = rows.get()
    assert (duty.due_at, duty.trouble, duty.is_open) == (case.due, "", True)
    assert case.clause in duty.clauses
    assert (
        not Duty.objects.exclude(agency_code=case.agency)
        .filter(deadline_code=case.code, subject_kind=case.kind, subject_key=duty.subject_key)
        .exclude(subject_kind=Duty.Kind.PERIOD)
        .exists()
    )


def test_every_deadline_of_the_rule_books_has_its_event():
    asked = {
        (code, row.code)
        for code in CODES
        for row in (*load(code).deadlines, *load(code).frequencies)
    }
    # LA-9.2.d sets none on purpose.
    assert asked - {(case.agency, case.code) for case in CASES} == {("LA", "D04")}


@pytest.mark.clause("LA-9.2.d")
def test_research_articles_have_no_deadline(clock):
    clock(FRIDAY)
    page = draft(ResearchArticlePage, happened_at=FRIDAY)("LA")
    assert not Duty.objects.filter(page_id=page.pk).exists()
