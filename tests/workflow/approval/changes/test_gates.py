"""Nothing changes in public before the chain's end, whoever asks, decides, or draws back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sections.base.door import Refused
from tests import factories
from tests.workflow.approval.changes.cases import (
    BY_KIND,
    CASES,
    REASON,
    decide,
    differing,
    file,
    public_state,
    step_of,
)
from workflow.agencies.models import Agency
from workflow.approval import acts
from workflow.approval.changes import filing
from workflow.approval.changes.carrying_out import carry_out_due
from workflow.approval.models import ChangeRequest, Decision, Notice

pytestmark = pytest.mark.django_db

every_kind = pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
NOTE = "Chưa cần thiết."


@every_kind
def test_nobody_but_a_holder_of_the_step_decides(case):
    """Who asked, a superuser, another agency's head, a contributor: one refusal each."""
    request = file(case, "qt-member")
    before = public_state()
    for person in ("qt-member", "quan-tri", "la-head", "qt-contributor", "qt-operator"):
        with pytest.raises(Refused):
            decide(request, person)
    assert differing(before, public_state()) == set()
    decide(request, "qt-head")
    request.refresh_from_db()
    assert request.live


@every_kind
@pytest.mark.parametrize("action", [acts.RETURN, acts.REFUSE, "withdraw"])
def test_what_is_not_accepted_changes_nothing(case, action):
    request = file(case)
    before = public_state()
    if action == "withdraw":
        filing.withdraw(request, factories.user("qt-contributor"))
    else:
        ground = request.agency.book.refusals[0].code
        decide(request, "qt-head", action, note=NOTE, ground_code=ground)
    request.refresh_from_db()
    assert (request.live, request.closed_at is None) == (False, False)
    assert differing(before, public_state()) == set()


@every_kind
def test_a_time_in_the_future_is_waited_for(case):
    due = timezone.now() + timedelta(days=1)
    request = file(case, due_at=due)
    before = public_state()
    decide(request, "qt-head")
    request.refresh_from_db()
    assert (request.live, request.approved_at is None) == (False, False)
    assert carry_out_due(request.pk, due - timedelta(minutes=2)) is False
    assert differing(before, public_state()) == set()
    assert carry_out_due(request.pk, due) is True
    assert differing(before, public_state()) != set()
    assert carry_out_due(request.pk, due + timedelta(minutes=1)) is False


PAGE_KINDS = [case for case in CASES if case.kind in {"unpublish", "delete", "move", "privacy"}]


@pytest.mark.parametrize("case", PAGE_KINDS, ids=lambda case: case.kind)
def test_a_target_changed_since_is_left_alone_and_it_is_told(case):
    due = timezone.now() + timedelta(days=1)
    request = file(case, due_at=due)
    decide(request, "qt-head")
    page = case_page(request)
    factories.edit(page, page.owner, summary="Bản mới.")
    factories.submit(page)
    factories.walk(page)
    before = public_state()
    assert carry_out_due(request.pk, due) is False
    request.refresh_from_db()
    assert (request.live, "đã thay đổi sau khi" in request.failure) == (False, True)
    assert differing(before, public_state()) == set()
    told = Notice.objects.filter(user=request.owner).order_by("-pk").first()
    assert "không thực hiện được" in told.text
    last = Decision.objects.filter(request_id=request.pk).order_by("-pk").first()
    assert last.action == "not_carried_out"


def case_page(request):
    return factories.NewsPage.objects.get(pk=request.target_id)


def test_who_decides_a_target_changed_since_the_screen_is_asked_to_look_again():
    request = file(BY_KIND["unpublish"])
    page = case_page(request)
    with pytest.raises(Refused, match="vừa được sửa"):
        decide(request, "qt-head", seen_hash="0" * 64)
    assert case_page(request).live
    assert page.live


@every_kind
def test_a_second_click_files_nothing(case):
    request = file(case)
    kind_target = filing.kinds.kind_of(case.kind).find(request.target_id)
    with pytest.raises(Refused, match="đang chờ"):
        filing.file_request(
            factories.user("qt-contributor"),
            factories.agency("QT"),
            case.kind,
            kind_target,
            reason=REASON,
            payload=request.payload,
        )
    assert ChangeRequest.objects.filter(kind=case.kind, closed_at__isnull=True).count() == 1


@every_kind
@pytest.mark.parametrize("person", ["la-contributor", "la-head", "quan-tri"])
def test_strangers_ask_for_nothing(case, person):
    target = case.target()
    payload = case.payload(target)
    for code in ("QT", "LA"):
        with pytest.raises(Refused):
            filing.file_request(
                factories.user(person),
                Agency.objects.get(code=code),
                case.kind,
                target,
                reason=REASON,
                payload=payload,
            )
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": "  \n "}, "ghi lý do"),
        ({"due_at": timezone.now() - timedelta(minutes=1)}, "ở tương lai"),
    ],
)
def test_a_request_says_why_and_when(fields, words):
    page = BY_KIND["unpublish"].target()
    with pytest.raises(Refused, match=words):
        filing.file_request(
            factories.user("qt-contributor"),
            factories.agency("QT"),
            "unpublish",
            page,
            **{"reason": REASON, **fields},
        )
    assert not ChangeRequest.objects.exists()


def test_somebody_without_a_role_asks_for_nothing():
    page = BY_KIND["unpublish"].target()
    person = factories.user("qt-contributor")
    person.groups.clear()
    with pytest.raises(Refused, match="chưa giữ vai trò"):
        filing.file_request(person, factories.agency("QT"), "unpublish", page, reason=REASON)


def test_only_who_asked_withdraws():
    request = file(BY_KIND["unpublish"])
    for person in ("qt-head", "qt-member", "quan-tri"):
        with pytest.raises(Refused, match="Chỉ người yêu cầu"):
            filing.withdraw(request, factories.user(person))
    assert step_of(request).status == "in_progress"


def test_an_approved_request_is_withdrawn_before_its_time():
    due = timezone.now() + timedelta(days=1)
    request = file(BY_KIND["unpublish"], due_at=due)
    decide(request, "qt-head")
    filing.withdraw(request, factories.user("qt-contributor"))
    assert carry_out_due(request.pk, due) is False
    assert case_page(request).live
