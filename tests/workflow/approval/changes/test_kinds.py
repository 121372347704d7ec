"""Every kind of change: nothing before the chain's end, exactly what was asked after it."""

import pytest

from sections.media.guards import live_pages_using
from tests import factories
from tests.workflow.approval.changes.cases import (
    BY_KIND,
    CASES,
    decide,
    differing,
    file,
    public_state,
)
from workflow.approval.changes.known import KINDS
from workflow.approval.models import Decision

pytestmark = pytest.mark.django_db

every_kind = pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)


def test_every_kind_has_a_case():
    assert {kind.code for kind in KINDS} == set(BY_KIND)


@every_kind
def test_exactly_the_asked_change_after_the_last_decision(case):
    request = file(case)
    target, asked = _target(case, request), request.payload
    before = public_state()
    decide(request, "qt-head")
    request.refresh_from_db()
    assert (request.live, request.failure, request.closed_at is None) == (True, "", False)
    assert differing(before, public_state()) == _expected(case, target, asked)


def _target(case, request):
    return next(kind for kind in KINDS if kind.code == case.kind)().find(request.target_id)


def _expected(case, target, asked) -> set:
    """A page that shows a changed file is a changed page."""
    found = set()
    for key in case.changes(target, asked):
        if key[0] == "users":
            found |= {("page", page.pk) for page in live_pages_using(target)}
        else:
            found.add(key)
    return found


@every_kind
def test_the_evidence_tells_who_decided_what(case):
    request = file(case)
    decide(request, "qt-head")
    acts = Decision.objects.filter(request_id=request.pk, page_id__isnull=True).order_by("pk")
    assert [(row.action, row.actor_id) for row in acts] == [
        ("submitted", factories.user("qt-contributor").pk),
        ("approved", factories.user("qt-head").pk),
        ("carried_out", factories.user("qt-head").pk),
    ]
    assert " → " in acts.last().note
