"""Nobody decides on what they wrote, edited or submitted; superusers are not exempt."""

import pytest

from sections.base.door import Refused
from tests import factories
from workflow.approval import acts
from workflow.approval.models import ItemEdit
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db


def give_role(name: str, like: str) -> None:
    """Let the account also hold the role of another account."""
    factories.user(name).groups.add(*factories.user(like).groups.all())


def decide(page, name: str):
    """Take the current step as `name`."""
    return acts.take(
        page.current_workflow_state.current_task_state, factories.user(name), acts.PASS
    )


@pytest.mark.clause("LA-8.3.c-4")
@pytest.mark.parametrize(
    ("code", "decider", "before"),
    [
        ("LA", "la-head", ["la-member"]),
        ("BP", "bp-unit_head", []),
        ("DL", "dl-head", ["dl-secretary"]),
        ("QT", "qt-head", []),
        ("KT", "kt-unit_head", []),
    ],
)
def test_the_writer_does_not_decide(code, decider, before):
    """The decider wrote a draft that somebody else submits; another person may decide."""
    other = f"{code.lower()}-contributor"
    give_role(other, decider)
    page = factories.make_news(code, owner=factories.user(decider))
    factories.edit(page, factories.user(f"{code.lower()}-member"), summary="Sửa.")
    editor = factories.user(f"{code.lower()}-member")
    page.get_workflow().start(page, editor)
    for name in before:
        decide(page, name)
    with pytest.raises(Refused, match="nguyên tắc hai người"):
        decide(page, decider)
    decide(page, other)


def test_who_submitted_does_not_decide():
    give_role("qt-deputy", "qt-member")
    page = factories.make_news("QT")
    page.get_workflow().start(page, factories.user("qt-head"))
    with pytest.raises(Refused, match="nguyên tắc hai người"):
        decide(page, "qt-head")
    decide(page, "qt-deputy")


def test_who_edited_in_the_run_does_not_decide():
    give_role("la-deputy", "la-head")
    page = factories.make_news("LA")
    factories.submit(page)
    decide(page, "la-member")
    factories.edit(page, factories.user("la-head"), summary="Trưởng ban sửa.")
    with pytest.raises(Refused, match="nguyên tắc hai người"):
        decide(page, "la-head")
    decide(page, "la-deputy")
    page.refresh_from_db()
    assert page.summary == "Trưởng ban sửa."


def test_a_save_without_change_makes_nobody_a_writer():
    page = factories.make_news("LA")
    factories.submit(page)
    decide(page, "la-member")
    edits = ItemEdit.objects.filter(page_id=page.pk).count()
    factories.edit(page, factories.user("la-head"))
    assert ItemEdit.objects.filter(page_id=page.pk).count() == edits
    decide(page, "la-head")
    page.refresh_from_db()
    assert page.live


def test_revision_rewritten_in_place_by_autosave_is_seen():
    page = factories.make_news("LA")
    factories.submit(page)
    decide(page, "la-member")
    draft = page.get_latest_revision_as_object()
    revision = draft.get_latest_revision()
    type(revision).objects.filter(pk=revision.pk).update(user=factories.user("la-head"))
    revision.refresh_from_db()
    draft.summary = "Sửa bằng tự lưu."
    draft.save_revision(user=factories.user("la-head"), overwrite_revision=revision)
    with pytest.raises(Refused, match="nguyên tắc hai người"):
        decide(page, "la-head")


def test_superuser_decides_nothing_without_the_role():
    page = factories.make_news("QT")
    factories.submit(page)
    with pytest.raises(Refused, match="không có vai trò"):
        decide(page, "quan-tri")


def test_submission_is_refused_naming_who_is_missing():
    page = factories.make_news("LA", owner=factories.user("la-head"))
    with pytest.raises(Refused, match=r"khác với người viết") as refused:
        factories.submit(page)
    assert "Trưởng" in str(refused.value)
    page.refresh_from_db()
    assert page.current_workflow_state is None
    assert page.get_latest_revision() is not None


def test_submission_without_anybody_in_a_role_is_refused_and_keeps_the_draft():
    factories.user("dl-secretary").groups.clear()
    page = factories.make_news("DL", title="Tin giữ lại")
    with pytest.raises(Refused, match="Chưa có tài khoản nào giữ vai trò"):
        factories.submit(page)
    assert page.get_latest_revision_as_object().title == "Tin giữ lại"


def test_a_refused_attempt_is_remembered():
    """The writer posts the decision although no screen offers it: the record tells the head."""
    give_role("la-contributor", "la-head")
    give_role("la-unit_head", "la-head")
    page = factories.make_news("LA", owner=factories.user("la-head"))
    factories.submit(page, factories.user("la-contributor"))
    factories.take_step(page, "la-member")
    state = page.current_workflow_state.current_task_state
    with pytest.raises(Refused):
        acts.take(state, factories.user("la-head"), acts.PASS)
    entry = Entry.objects.get(action="approval.attempt")
    assert (entry.actor_id, entry.subject_id) == (factories.user("la-head").pk, str(page.pk))
    assert "nguyên tắc hai người" in entry.note
