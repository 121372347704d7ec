"""Items are given to who is assigned to the section, and to everybody while that person is away."""

import pytest
from django.core import mail
from django.urls import reverse

from tests import factories
from tests.workflow.desk.people import entrust, report_absent
from workflow.approval.decision import Decision
from workflow.approval.models import Notice

from .test_delegated_decisions import take, waiting_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "assigned", "others"),
    [
        pytest.param(
            "KT",
            "kt-member",
            {"kt-head", "kt-deputy"},
            marks=pytest.mark.clause("KT-16.1.c"),
        ),
        pytest.param("QT", "qt-deputy", {"qt-head", "qt-member"}),
    ],
)
@pytest.mark.parametrize("away", [False, True])
def test_notices_go_to_the_assigned_person_and_to_all_while_away(code, assigned, others, away):
    step = {"KT": "kiem-duyet", "QT": "kiem-duyet"}[code]
    entrust(f"{code.lower()}-head", assigned, "assignment", steps=[step], sections=["S04"])
    if away:
        report_absent(assigned)
    page = waiting_at(code, step)
    people = told(page, "Ban Biên tập kiểm duyệt")
    # Who took the step before is not told of the next.
    before = Decision.objects.filter(page_id=page.pk).last().actor_id
    expected = {assigned, *others} if away else {assigned}
    assert people == {name for name in expected if factories.user(name).pk != before}


def test_of_another_section_everybody_is_told():
    entrust("qt-head", "qt-deputy", "assignment", steps=["kiem-duyet"], sections=["S01"])
    page = waiting_at("QT", "kiem-duyet")
    assert told(page, "kiểm duyệt") == {"qt-head", "qt-deputy", "qt-member"}


def test_the_others_may_still_decide():
    entrust("qt-head", "qt-deputy", "assignment", steps=["kiem-duyet"])
    page = waiting_at("QT", "kiem-duyet")
    decision = take(page, "qt-member")
    assert (decision.action, decision.on_behalf_of) == ("approved", "")


def told(page, step: str) -> set[str]:
    """Who was told, on the desk and by mail, that the item waits at the step."""
    rows = Notice.objects.filter(url=reverse("desk:item", args=[page.pk]))
    waiting = rows.filter(text__startswith=f"«{page.title}» chờ bạn ở bước", text__contains=step)
    people = {row.user for row in waiting.select_related("user")}
    addresses = {
        letter.to[0]
        for letter in mail.outbox
        if step in letter.subject and "chờ bạn" in letter.subject
    }
    assert addresses == {person.email for person in people}
    return {person.username for person in people}
