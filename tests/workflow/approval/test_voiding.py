"""What is published is what was approved; an edit voids what no longer holds."""

import pytest

from sections.base.door import Refused
from sections.media.models import AgencyImage
from tests import factories
from workflow.approval import acts
from workflow.approval.decision import Decision

pytestmark = pytest.mark.django_db


def step_of(page) -> str:
    """The step where the item waits."""
    return page.current_workflow_state.current_task_state.task.specific.step_code


@pytest.mark.clause("BP-15.1", "BP-9.1.a-1")
def test_editing_in_the_editing_step_keeps_the_unit_heads_sign_off():
    page = factories.make_news("BP")
    factories.submit(page)
    factories.take_step(page, "bp-unit_head")
    factories.take_step(page, "bp-secretary")
    factories.edit(page, factories.user("bp-member"), summary="Biên tập lại.")
    assert step_of(page) == "bien-tap"
    assert not Decision.objects.filter(page_id=page.pk, action="voided").exists()
    factories.walk(page)
    assert page.summary == "Biên tập lại."


def test_edit_by_somebody_else_in_the_editing_step_voids_the_unit_heads_sign_off():
    page = factories.make_news("BP")
    factories.submit(page)
    factories.take_step(page, "bp-unit_head")
    factories.take_step(page, "bp-secretary")
    factories.edit(page, factories.user("quan-tri"), summary="Sửa từ ngoài.")
    assert step_of(page) == "don-vi-duyet"
    assert Decision.objects.filter(page_id=page.pk, action="voided").count() == 1


def test_edit_after_the_first_board_decision_voids_the_boards_decisions():
    page = factories.make_news("BP")
    factories.submit(page)
    for name in ("bp-unit_head", "bp-secretary", "bp-member", "bp-head"):
        factories.take_step(page, name)
    assert step_of(page) == "kiem-tra-cuoi"
    head = factories.user("bp-head")
    factories.edit(page, factories.user("bp-deputy"), summary="Sửa sau xác thực.")
    assert step_of(page) == "don-vi-duyet"
    voided = Decision.objects.get(page_id=page.pk, action="voided")
    names = set(Decision.objects.filter(pk__in=voided.voids).values_list("step_code", flat=True))
    assert "xac-thuc" in names
    assert any("không còn hiệu lực" in notice.text for notice in head.notices.all())
    page.refresh_from_db()
    assert not page.live


def test_edit_while_waiting_to_be_posted_goes_back_to_the_board():
    page = factories.make_news("QT")
    factories.submit(page)
    factories.take_step(page, "qt-head")
    assert step_of(page) == "dang-tai"
    factories.edit(page, page.owner, summary="Sửa sau khi duyệt.")
    assert step_of(page) == "kiem-duyet"
    factories.walk(page)
    assert page.summary == "Sửa sau khi duyệt."
    assert Decision.objects.filter(page_id=page.pk, action="approved").count() == 2


def test_a_voided_approval_stays_void_when_the_content_comes_back():
    """The steps are then moved on behind the chain: only decisions that still hold count."""
    page = factories.make_news("QT", summary="Bản đầu.")
    factories.submit(page)
    factories.take_step(page, "qt-head")
    factories.edit(page, page.owner, summary="Bản khác.")
    factories.edit(page, page.owner, summary="Bản đầu.")
    run = page.current_workflow_state
    run.current_task_state.approve(user=factories.user("quan-tri"))
    run.refresh_from_db()
    with pytest.raises(Refused, match="chưa được đăng"):
        run.current_task_state.approve(user=factories.user("quan-tri"))
    page.refresh_from_db()
    assert not page.live


def test_stale_screen_decides_nothing():
    page = factories.make_news("QT")
    factories.submit(page)
    state = page.current_workflow_state.current_task_state
    seen = Decision.objects.get(page_id=page.pk, action="submitted").content_hash
    factories.edit(page, page.owner, summary="Sửa trong lúc người duyệt đang đọc.")
    head = factories.user("qt-head")
    with pytest.raises(Refused, match="vừa được sửa"):
        acts.take(state, head, acts.PASS, seen_hash=seen)
    assert not Decision.objects.filter(page_id=page.pk, action="approved").exists()


def test_a_step_that_an_edit_sent_back_was_taken_by_nobody():
    page = factories.make_news("BP")
    factories.submit(page)
    for name in ("bp-unit_head", "bp-secretary", "bp-member"):
        factories.take_step(page, name)
    state = page.current_workflow_state.current_task_state
    factories.edit(page, page.owner, summary="Sửa trong lúc người duyệt đang đọc.")
    assert step_of(page) == "don-vi-duyet"
    with pytest.raises(Refused, match=r"vừa được sửa sau khi bạn mở xem.* quay lại bước trước"):
        acts.take(state, factories.user("bp-head"), acts.PASS)
    assert step_of(page) == "don-vi-duyet"


def test_file_under_an_image_is_not_replaced_and_is_part_of_the_content():
    image = factories.make_image("QT")
    page = factories.make_news("QT", illustration=image, illustration_alt="Ảnh hội nghị")
    factories.submit(page)
    factories.take_step(page, "qt-head")
    image.file = factories.picture_file("khac.png", size=(50, 50))
    with pytest.raises(Refused, match="Không thể thay tệp"):
        image.save()
    AgencyImage.objects.filter(pk=image.pk).update(sha256="0" * 64)
    with pytest.raises(Refused, match="chưa được đăng"):
        factories.take_step(page, "qt-operator")
    page.refresh_from_db()
    assert not page.live


def test_task_approved_behind_the_chain_publishes_nothing():
    """`TaskState.approve()` in a shell moves the run on, but leaves no decision."""
    page = factories.make_news("QT")
    factories.submit(page)
    run = page.current_workflow_state
    run.current_task_state.approve(user=factories.user("quan-tri"))
    run.refresh_from_db()
    with pytest.raises(Refused, match="chưa được đăng"):
        run.current_task_state.approve(user=factories.user("quan-tri"))
    page.refresh_from_db()
    assert not page.live
