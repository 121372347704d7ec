"""Each agency's own chain, step by step, to the public."""

import re

import pytest
from wagtail.models import WorkflowState

from sections.base.door import Refused
from tests import factories
from workflow.approval import acts
from workflow.approval.decision import Decision
from workflow.approval.models import BoardTask
from workflow.regulations import loader

pytestmark = pytest.mark.django_db

CHAINS = {
    "LA": ["la-member", "la-head"],
    "BP": ["bp-unit_head", "bp-secretary", "bp-member", "bp-head", "bp-head", "bp-secretary"],
    "DL": ["dl-secretary", "dl-head"],
    "QT": ["qt-head", "qt-operator"],
    "KT": ["kt-unit_head", "kt-member", "kt-head", "kt-operator"],
}


def actions_of(page) -> list[str]:
    """What the evidence says was done with the item, in order."""
    return list(Decision.objects.filter(page_id=page.pk).values_list("action", flat=True))


@pytest.mark.clause(
    "LA-5.3-2", "LA-8.3.a-2", "LA-8.3.c-4", "BP-9.1.a-1", "BP-15.2", "BP-15.3-1", "BP-15.3-2",
    "DL-11.2-2", "DL-12.1", "QT-6.4", "QT-10.1", "KT-4.1-2", "KT-8.1-1", "KT-15.1",
)  # fmt: skip
@pytest.mark.parametrize("code", factories.CODES)
def test_item_becomes_public_only_after_the_last_step_of_the_agencys_chain(code):
    page = factories.make_news(code)
    factories.submit(page)
    for name in CHAINS[code]:
        page.refresh_from_db()
        assert not page.live
        assert factories.take_step(page, name).username == name
    page.refresh_from_db()
    assert page.live
    assert page.supplied_at is not None
    assert actions_of(page)[0] == "submitted"
    assert actions_of(page)[-1] == "published"


@pytest.mark.parametrize("code", factories.CODES)
def test_the_workflow_has_the_steps_of_the_rule_book_in_order(code):
    steps = loader.load(code).steps
    tasks = list(BoardTask.objects.filter(agency__code=code).order_by("pk"))
    assert [task.step_code for task in tasks] == [step.code for step in steps]
    assert [tuple(task.roles) for task in tasks] == [step.roles for step in steps]


@pytest.mark.parametrize("code", factories.CODES)
@pytest.mark.parametrize("stranger", ["contributor", "other-agency", "quan-tri"])
def test_nobody_without_the_role_takes_a_step(code, stranger):
    page = factories.make_news(code)
    factories.submit(page)
    other = "la" if code != "LA" else "bp"
    name = {"contributor": f"{code.lower()}-contributor", "other-agency": f"{other}-head"}
    person = factories.user(name.get(stranger, stranger))
    run = page.current_workflow_state
    with pytest.raises(Refused, match=r"giữ|nguyên tắc"):
        acts.take(run.current_task_state, person, acts.PASS)
    assert actions_of(page) == ["submitted"]


def test_unit_step_belongs_to_the_head_of_the_providing_unit():
    unit = factories.agency("BP").units.order_by("order").last()
    page = factories.make_news("BP", unit=unit)
    with pytest.raises(Refused, match="Chưa có tài khoản nào"):
        factories.submit(page)
    page = factories.make_news("BP")
    factories.submit(page)
    head = factories.user("bp-unit_head")
    head.unit = unit
    head.save()
    with pytest.raises(Refused, match="bạn ở đơn vị khác"):
        acts.take(page.current_workflow_state.current_task_state, head, acts.PASS)


@pytest.mark.clause("BP-15.3-2")
def test_who_approved_does_not_post():
    page = factories.make_news("BP")
    factories.submit(page)
    head = factories.user("bp-head")
    head.groups.add(factories.user("bp-secretary").groups.get())
    for name in CHAINS["BP"][:-1]:
        factories.take_step(page, name)
    state = page.current_workflow_state.current_task_state
    with pytest.raises(Refused, match="Bạn đã làm bước"):
        acts.take(state, head, acts.PASS)
    factories.take_step(page, "bp-secretary")
    page.refresh_from_db()
    assert page.live


@pytest.mark.clause("BP-4.2-2", "BP-12.1-1")
def test_returned_item_begins_anew_at_the_first_step():
    page = factories.make_news("DL")
    factories.submit(page)
    factories.take_step(page, "dl-secretary")
    state = page.current_workflow_state.current_task_state
    with pytest.raises(Refused, match="Hãy ghi rõ"):
        acts.take(state, factories.user("dl-head"), acts.RETURN)
    acts.take(state, factories.user("dl-head"), acts.RETURN, note="Thiếu ảnh.")
    assert page.current_workflow_state is None
    factories.submit(page)
    task = page.current_workflow_state.current_task_state.task.specific
    assert task.step_code == "bien-tap"
    assert actions_of(page) == ["submitted", "edited", "returned", "submitted"]


@pytest.mark.clause("LA-8.2-1", "LA-6.1.c")
def test_refusal_needs_a_ground_of_the_agencys_own_list_and_a_note():
    page = factories.make_news("LA")
    factories.submit(page)
    state = page.current_workflow_state.current_task_state
    member = factories.user("la-member")
    own = {row.code for row in loader.load("LA").refusals}
    foreign = next(row.code for row in loader.load("QT").refusals if row.code not in own)
    for ground, note, words in (
        ("", "Lộ bí mật", "Hãy chọn lý do"),
        ("R02", "", "Hãy ghi rõ"),
        (foreign, "Ghi chú", "không có trong quy chế"),
        ("R99", "Ghi chú", "không có trong quy chế"),
    ):
        with pytest.raises(Refused, match=words):
            acts.take(state, member, acts.REFUSE, ground_code=ground, note=note)
    decision = acts.take(state, member, acts.REFUSE, ground_code="R02", note="Có số liệu mật.")
    assert (decision.ground_code, decision.note) == ("R02", "Có số liệu mật.")
    assert "LA-6.1.c" in decision.ground
    assert WorkflowState.objects.for_instance(page).active().count() == 0
    author = factories.user("la-contributor")
    assert "bị từ chối đăng" in author.notices.first().text


def test_author_withdraws_and_submits_again():
    page = factories.make_news("QT")
    factories.submit(page)
    with pytest.raises(Refused, match="Chỉ người viết"):
        factories.submissions.withdraw(page, factories.user("qt-head"))
    state = page.current_workflow_state.current_task_state
    factories.submissions.withdraw(page, page.owner)
    assert page.current_workflow_state is None
    stopped = rf"đã được {re.escape(str(page.owner))} dừng lúc .* không còn chờ xử lý"
    with pytest.raises(Refused, match=stopped):
        acts.take(state, factories.user("qt-head"), acts.PASS)
    factories.submit(page)
    factories.walk(page)
    assert page.live
    assert actions_of(page)[:3] == ["submitted", "withdrawn", "submitted"]


def test_a_step_is_taken_once():
    page = factories.make_news("QT")
    factories.submit(page)
    state = page.current_workflow_state.current_task_state
    acts.take(state, factories.user("qt-head"), acts.PASS)
    with pytest.raises(Refused, match=r"đã được .* xử lý"):
        acts.take(state, factories.user("qt-member"), acts.PASS)
    assert actions_of(page).count("approved") == 1
