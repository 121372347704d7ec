"""Change requests: asked for, decided, withdrawn and carried out at the same time."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from sections.base.models import BasePage
from tests import factories
from tests.real_database import together
from tests.workflow.approval.changes import cases
from workflow.approval import acts
from workflow.approval.changes import carrying_out, filing
from workflow.approval.changes.request import ChangeRequest
from workflow.approval.decision import Decision

from .people import dawdling, fresh, sorted_out, taking
from .soundness import assert_sound

pytestmark = pytest.mark.usefixtures("real_database")


def asking_for(kind: str, target, person: str = "qt-contributor", **fields):
    """The call by which the account asks for the change."""
    return partial(
        filing.file_request,
        factories.user(person),
        factories.agency("QT"),
        kind,
        target,
        reason=cases.REASON,
        **fields,
    )


def acts_on_request(request) -> list[str]:
    rows = Decision.objects.filter(request_id=request.pk, page_id=None)
    return list(rows.values_list("action", flat=True))


def test_two_requests_of_a_kind_at_once_are_one():
    page = cases.news()
    people = ("qt-contributor", "qt-contributor", "qt-deputy", "qt-member")
    with dawdling(sender=ChangeRequest):
        outcomes = together(*[asking_for("unpublish", page, name) for name in people])
    [request], refusals = sorted_out(outcomes)
    assert refusals == 3 * [
        f"«{page.title}» đã có một yêu cầu như vậy đang chờ; không cần gửi lại."
    ]
    assert list(ChangeRequest.objects.all()) == [request]
    assert acts_on_request(request) == ["submitted"]
    assert_sound()


def test_of_two_deciders_at_once_one_carries_the_change_out():
    page = cases.news()
    request = asking_for("unpublish", page)()
    with dawdling():
        outcomes = together(taking(request, "qt-head"), taking(request, "qt-deputy"))
    [decision], [words] = sorted_out(outcomes)
    assert f"đã được {decision.actor_name} xử lý lúc" in words
    assert acts_on_request(request) == ["submitted", "approved", "carried_out"]
    assert not fresh(page).live
    assert_sound()


@pytest.mark.parametrize("slow", [Decision, ChangeRequest], ids=["decider", "asker"])
def test_deciding_and_withdrawing_a_request_at_once(slow):
    for number in range(3):
        page = factories.publish_news("QT", title=f"Tin {number}")
        request = asking_for("unpublish", page)()
        with dawdling(0.05, sender=slow):
            outcomes = together(
                taking(request, "qt-head"), partial(filing.withdraw, request, request.owner)
            )
        _done, refusals = sorted_out(outcomes)
        assert len(refusals) == 1
        request.refresh_from_db()
        assert request.closed_at is not None
        assert request.live is not fresh(page).live
    assert_sound()


def test_two_changes_of_one_page_at_once():
    """Both were approved against the page as it was: what comes second is not made blindly."""
    for number in range(3):
        page = factories.publish_news("QT", title=f"Tin {number}")
        slug = asking_for("slug", page, payload={"slug": f"tin-moi-{number}"})()
        down = asking_for("unpublish", page)()
        with dawdling(0.05):
            outcomes = together(taking(slug, "qt-head"), taking(down, "qt-deputy"))
        done, refusals = sorted_out(outcomes)
        assert len(done) == 2 - len(refusals) >= 1
        slug.refresh_from_db()
        down.refresh_from_db()
        page = fresh(page)
        assert (page.slug == f"tin-moi-{number}") is slug.live
        assert page.live is not down.live
    assert_sound()


def test_a_change_due_is_carried_out_by_one_of_two_workers():
    page = cases.news()
    request = asking_for("unpublish", page, due_at=timezone.now() + timedelta(hours=1))()
    acts.take(*taking(request, "qt-head").args)
    later = timezone.now() + timedelta(hours=2)
    with dawdling():
        outcomes = together(*[partial(carrying_out.carry_out_due, request.pk, later)] * 2)
    assert sorted(outcomes) == [False, True]
    assert acts_on_request(request) == ["submitted", "approved", "scheduled", "carried_out"]
    assert not BasePage.objects.get(pk=page.pk).live
    assert_sound()


def test_a_change_due_is_withdrawn_at_that_moment():
    for number in range(3):
        page = factories.publish_news("QT", title=f"Tin {number}")
        due_at = timezone.now() + timedelta(hours=1)
        request = asking_for("unpublish", page, due_at=due_at)()
        acts.take(*taking(request, "qt-head").args)
        with dawdling(0.05):
            outcomes = together(
                partial(carrying_out.carry_out_due, request.pk, due_at),
                partial(filing.withdraw, request, request.owner),
            )
        _done, refusals = sorted_out(outcomes)
        assert fresh(page).live is not bool(refusals)
        assert acts_on_request(request)[-1] == ("carried_out" if refusals else "withdrawn")
    assert_sound()
