"""Asking for verification, answering, giving the item to somebody: it stays at its step."""

import pytest
from django.core import mail
from django.urls import reverse

from sections.base.door import Refused
from tests.factories import edit, make_news, submit, take_step, user
from workflow.approval import acts, asking
from workflow.approval.decision import Decision
from workflow.approval.models import Notice

from .people import current_state, entrust, signed_in

pytestmark = pytest.mark.django_db

SUPPLIER = "nguoi.cung.cap@example.com"


def at_head(**fields):
    """An item of Long An at the head's step, from a supplier without an account."""
    page = make_news("LA", title="Tin cần xác minh", **{"supplier_email": SUPPLIER, **fields})
    submit(page)
    take_step(page, "la-member")
    return page


def actions_of(page) -> list[str]:
    return list(Decision.objects.filter(page_id=page.pk).values_list("action", flat=True))


def text(response) -> str:
    return response.content.decode()


def item(username: str, page) -> str:
    return text(signed_in(username).get(reverse("desk:item", args=[page.pk])))


def post(username: str, name: str, page, **fields):
    args = [page.pk] if name == "answer" else [page.pk, current_state(page).pk]
    return signed_in(username).post(reverse(f"desk:{name}", args=args), fields)


# Asking


@pytest.mark.clause("BP-12.1-1")
@pytest.mark.clause("DL-14-2")
def test_the_question_is_evidence_and_reaches_author_and_supplier():
    page = at_head()
    state = current_state(page)
    mail.outbox.clear()
    assert post("la-head", "ask", page, note="Số liệu lấy ở đâu?").status_code == 302
    asked = Decision.objects.get(page_id=page.pk, action="asked")
    assert (asked.note, asked.step_code, asked.task_state_id) == (
        "Số liệu lấy ở đâu?",
        "duyet",
        state.pk,
    )
    assert asked.actor_id == user("la-head").pk
    assert current_state(page) == state
    to = sorted(address for message in mail.outbox for address in message.to)
    assert to == sorted([user("la-contributor").email, SUPPLIER])
    assert all("Số liệu lấy ở đâu?" in message.body for message in mail.outbox)
    supplier_mail = next(message for message in mail.outbox if message.to == [SUPPLIER])
    assert "/admin/" not in supplier_mail.body
    assert supplier_mail.reply_to == [user("la-head").email]
    notice = Notice.objects.filter(user=user("la-contributor")).first()
    assert notice.text == "«Tin cần xác minh»: đề nghị xác minh, bổ sung."


def test_a_supplier_with_an_account_gets_one_mail():
    page = at_head(supplier_email=user("la-contributor").email.upper())
    mail.outbox.clear()
    asking.ask(current_state(page), user("la-head"), "Nguồn ảnh?")
    assert [message.to for message in mail.outbox] == [[user("la-contributor").email]]


def test_the_item_is_marked_and_may_still_be_decided():
    page = at_head()
    asking.ask(current_state(page), user("la-head"), "Nguồn ảnh?")
    supplier = user("la-contributor").full_name
    assert f"Đang chờ xác minh từ {supplier}." in item("la-head", page)
    index = text(signed_in("la-head").get(reverse("desk:index")))
    assert "Đang chờ xác minh" in index
    acts.take(current_state(page), user("la-head"), acts.PASS)
    assert actions_of(page)[-3:] == ["asked", "approved", "published"]
    assert "Đang chờ xác minh" not in item("la-head", page)


@pytest.mark.parametrize("name", ["la-contributor", "la-deputy", "la-member", "quan-tri"])
def test_only_who_may_take_the_step_asks(name):
    page = at_head()
    with pytest.raises(Refused, match="giữ"):
        asking.ask(current_state(page), user(name), "Hỏi")
    assert "asked" not in actions_of(page)


def test_who_wrote_it_asks_nothing():
    page = make_news("QT", owner=user("qt-member"))
    submit(page)
    with pytest.raises(Refused, match="nguyên tắc hai người"):
        asking.ask(current_state(page), user("qt-member"), "Hỏi")


def test_an_empty_question_is_refused_and_a_typed_one_kept():
    page = at_head()
    response = post("la-head", "ask", page, note="  ")
    assert response.status_code == 409
    assert asking.QUESTION_NEEDED in text(response)
    assert "asked" not in actions_of(page)


def test_a_step_that_was_taken_is_not_asked_about():
    page = at_head()
    state = current_state(page)
    acts.take(state, user("la-head"), acts.PASS)
    with pytest.raises(Refused, match="đã kết thúc"):
        asking.ask(state, user("la-head"), "Hỏi")


def test_who_asks_by_delegation_asks_on_behalf():
    page = at_head()
    entrust("la-head", "la-deputy")
    asked = asking.ask(current_state(page), user("la-deputy"), "Nguồn?")
    assert asked.on_behalf_of.startswith("thay mặt Trưởng Ban Biên tập")
    assert "12/QĐ-BBT" in asked.on_behalf_of


# Answering


def test_the_author_answers_on_the_screen_and_who_asked_is_told():
    page = at_head()
    asking.ask(current_state(page), user("la-head"), "Nguồn ảnh?")
    assert "Gửi câu trả lời" in item("la-contributor", page)
    mail.outbox.clear()
    assert post("la-contributor", "answer", page, note="Ảnh của Sở.").status_code == 302
    assert actions_of(page)[-1] == "verified"
    assert [message.to for message in mail.outbox] == [[user("la-head").email]]
    assert "Nguồn ảnh?" in mail.outbox[0].body
    assert "Ảnh của Sở." in mail.outbox[0].body
    shown = item("la-head", page)
    assert "Đang chờ xác minh" not in shown
    assert "Ảnh của Sở." in shown


def test_who_neither_wrote_nor_sent_it_answers_nothing():
    page = at_head()
    asking.ask(current_state(page), user("la-head"), "Nguồn ảnh?")
    assert "Gửi câu trả lời" not in item("la-member", page)
    response = post("la-member", "answer", page, note="Tôi trả lời thay.")
    assert response.status_code == 409
    assert "Chỉ người viết hoặc người gửi" in text(response)
    assert actions_of(page)[-1] == "asked"


def test_nothing_is_answered_that_was_not_asked_and_nothing_twice():
    page = at_head()
    run = page.current_workflow_state
    with pytest.raises(Refused, match="không có đề nghị xác minh"):
        asking.answer(run, user("la-contributor"), "Trả lời")
    asking.ask(current_state(page), user("la-head"), "Nguồn ảnh?")
    asking.answer(run, user("la-contributor"), "Ảnh của Sở.")
    with pytest.raises(Refused, match="không có đề nghị xác minh"):
        asking.answer(run, user("la-contributor"), "Lần hai")
    asking.ask(current_state(page), user("la-head"), "Ai chụp?")
    assert asking.pending([run.pk])[run.pk].note == "Ai chụp?"


@pytest.mark.parametrize("name", ["ask", "assign"])
def test_people_of_another_agency_find_nothing(name):
    page = at_head()
    assert post("bp-head", name, page, note="Hỏi", person="1").status_code == 404


# Giving to somebody


@pytest.mark.clause("LA-8.3.a-3")
def test_the_head_gives_a_step_to_who_holds_it():
    page = make_news("LA", title="Tin cần giao")
    submit(page)
    mail.outbox.clear()
    member = user("la-member")
    response = post("la-head", "assign", page, person=member.pk, note="Làm trong hôm nay.")
    assert response.status_code == 302
    given = Decision.objects.get(page_id=page.pk, action="assigned")
    assert given.assignee_id == member.pk
    assert given.note.startswith(f"Giao cho {member.full_name} (Thành viên Ban Biên tập).")
    assert given.note.endswith("Làm trong hôm nay.")
    assert [message.to for message in mail.outbox] == [[member.email]]
    assert f"Đã giao cho {member.full_name}." in item("la-head", page)


def test_nothing_is_given_to_who_may_not_take_it():
    page = make_news("LA")
    submit(page)
    for name in ("la-deputy", "la-contributor"):
        response = post("la-head", "assign", page, person=user(name).pk)
        assert response.status_code == 409
        assert "không có vai trò này" in text(response)
    assert actions_of(page) == ["submitted"]


def test_nothing_is_given_to_who_wrote_it():
    page = make_news("QT")
    submit(page)
    edit(page, user("qt-deputy"), summary="Sửa.")
    with pytest.raises(Refused, match="nguyên tắc hai người"):
        asking.assign(current_state(page), user("qt-head"), user("qt-deputy"))


@pytest.mark.parametrize("person", ["", "abc", "99999999"])
def test_nobody_chosen_is_said(person):
    page = make_news("LA")
    submit(page)
    response = post("la-head", "assign", page, person=person)
    assert response.status_code == 409
    assert "Hãy chọn người được giao." in text(response)


def test_a_person_of_another_agency_is_not_offered_and_not_accepted():
    page = make_news("LA")
    submit(page)
    foreign = user("bp-member")
    assert f'value="{foreign.pk}"' not in item("la-head", page)
    assert post("la-head", "assign", page, person=foreign.pk).status_code == 409
    assert actions_of(page) == ["submitted"]


def test_who_neither_leads_nor_holds_the_step_gives_nothing():
    page = make_news("LA")
    submit(page)
    response = post("la-contributor", "assign", page, person=user("la-member").pk)
    assert response.status_code == 409
    assert "mới giao được" in text(response)
    assert actions_of(page) == ["submitted"]
