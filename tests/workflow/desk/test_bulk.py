"""Approving several items at once: only what was opened, each by itself, each with its reason."""

import pytest
from django.urls import reverse

from tests.factories import edit, make_news, submit, take_step, user
from workflow.approval import acts, asking
from workflow.approval.decision import Decision
from workflow.desk import bulk
from workflow.desk.models import Opening

from .people import current_state, entrust, signed_in

pytestmark = pytest.mark.django_db

CHOSEN = "desk:approve_chosen"


def waiting(*titles: str) -> list:
    pages = [make_news("LA", title=title) for title in titles]
    for page in pages:
        submit(page)
    return pages


def opened(client, page) -> None:
    assert client.get(reverse("desk:item", args=[page.pk])).status_code == 200


def choose(client, *pages):
    return client.post(reverse(CHOSEN), {"chon": [current_state(page).pk for page in pages]})


def actions_of(page) -> list[str]:
    return list(Decision.objects.filter(page_id=page.pk).values_list("action", flat=True))


def text(response) -> str:
    return response.content.decode()


def test_opened_items_are_taken_each_with_its_own_evidence():
    client, pages = signed_in("la-member"), waiting("Tin một", "Tin hai")
    for page in pages:
        opened(client, page)
    response = choose(client, *pages)
    assert response.status_code == 200
    assert "2 tin, bài đã ghi nhận" in text(response)
    for page in pages:
        assert actions_of(page) == ["submitted", "edited"]
        assert Opening.objects.get(page_id=page.pk).content_hash == (
            Decision.objects.get(page_id=page.pk, action="edited").content_hash
        )


def test_what_was_never_opened_is_refused_and_the_others_are_taken():
    client, (first, second) = signed_in("la-member"), waiting("Đã mở", "Chưa mở")
    opened(client, first)
    shown = text(choose(client, second, first))
    assert "1 tin, bài đã ghi nhận" in shown
    assert "1 tin, bài chưa ghi nhận" in shown
    assert bulk.NOT_OPENED in shown
    assert actions_of(first) == ["submitted", "edited"]
    assert actions_of(second) == ["submitted"]


def test_what_was_changed_since_it_was_opened_is_refused():
    client, [page] = signed_in("la-member"), waiting("Tin sửa sau khi mở")
    opened(client, page)
    edit(page, user("la-member"), summary="Sửa ở cửa sổ khác.")
    assert "vừa được sửa sau khi bạn mở xem" in text(choose(client, page))
    assert actions_of(page) == ["submitted"]
    opened(client, page)
    choose(client, page)
    assert actions_of(page) == ["submitted", "edited"]


def test_what_somebody_else_opened_is_not_opened():
    [page] = waiting("Tin người khác mở")
    take_step(page, "la-member")
    entrust("la-head", "la-deputy")
    opened(signed_in("la-head"), page)
    assert bulk.NOT_OPENED in text(choose(signed_in("la-deputy"), page))
    assert actions_of(page) == ["submitted", "edited"]


def test_who_may_not_take_the_step_gets_the_reason():
    [page] = waiting("Tin không thuộc bước")
    opened(signed_in("la-contributor"), page)
    assert Opening.objects.count() == 0
    state = current_state(page)
    Opening.objects.create(
        user_id=user("la-contributor").pk,
        page_id=page.pk,
        content_hash="0" * 64,
        at=state.started_at,
    )
    assert "chưa ghi nhận ý kiến" in text(choose(signed_in("la-contributor"), page))
    assert actions_of(page) == ["submitted"]


def test_the_two_person_rule_holds_in_bulk():
    page = make_news("QT", owner=user("qt-member"), title="Tin tự viết")
    submit(page)
    client = signed_in("qt-member")
    opened(client, page)
    from_head = signed_in("qt-head")
    opened(from_head, page)
    own = Opening.objects.get(user_id=user("qt-head").pk)
    Opening.objects.create(
        user_id=user("qt-member").pk,
        page_id=page.pk,
        content_hash=own.content_hash,
        at=own.at,
    )
    assert "nguyên tắc hai người" in text(choose(client, page))
    assert actions_of(page) == ["submitted"]


def test_people_of_another_agency_learn_nothing():
    [page] = waiting("Tin của Long An")
    shown = text(choose(signed_in("bp-member"), page))
    assert bulk.NOT_FOUND in shown
    assert "Tin của Long An" not in shown
    assert actions_of(page) == ["submitted"]


def test_a_step_taken_meanwhile_says_by_whom():
    client, [page] = signed_in("la-member"), waiting("Tin vừa được xử lý")
    opened(client, page)
    state = current_state(page)
    acts.take(state, user("la-member"), acts.PASS)
    shown = text(client.post(reverse(CHOSEN), {"chon": [state.pk]}))
    assert "trang này đã cũ" in shown
    assert actions_of(page) == ["submitted", "edited"]


def test_nothing_and_too_much_are_refused_as_a_whole():
    client, [page] = signed_in("la-member"), waiting("Tin thứ nhất")
    opened(client, page)
    nothing = client.post(reverse(CHOSEN))
    assert nothing.status_code == 409
    assert bulk.NOTHING_CHOSEN in text(nothing)
    state = current_state(page).pk
    response = client.post(reverse(CHOSEN), {"chon": [state, *range(10**6, 10**6 + 50)]})
    assert response.status_code == 409
    assert "tối đa 50" in text(response)
    assert actions_of(page) == ["submitted"]


def test_the_same_item_twice_is_taken_once():
    client, [page] = signed_in("la-member"), waiting("Tin chọn hai lần")
    opened(client, page)
    state = current_state(page).pk
    shown = text(client.post(reverse(CHOSEN), {"chon": [state, state, "khong-phai-so"]}))
    assert "1 tin, bài đã ghi nhận" in shown
    assert actions_of(page) == ["submitted", "edited"]


def test_a_box_stands_only_beside_what_was_opened_in_its_present_content():
    client, (first, second) = signed_in("la-member"), waiting("Đã mở", "Chưa mở")
    box = 'name="chon" value="{}"'
    index = reverse("desk:index")
    assert 'name="chon"' not in text(client.get(index))
    opened(client, first)
    shown = text(client.get(index))
    assert box.format(current_state(first).pk) in shown
    assert box.format(current_state(second).pk) not in shown
    edit(first, user("la-member"), summary="Sửa sau khi mở.")
    assert 'name="chon"' not in text(client.get(index))


def test_no_box_stands_beside_what_was_given_to_somebody_else():
    client = signed_in("qt-head")
    given, own = make_news("QT", title="Đã giao"), make_news("QT", title="Của mình")
    for page in (given, own):
        submit(page)
        opened(client, page)
    asking.assign(current_state(given), user("qt-head"), user("qt-deputy"))
    shown = text(client.get(reverse("desk:index")))
    assert shown.count('name="chon"') == 1
    assert f'name="chon" value="{current_state(own).pk}"' in shown
    assert "Đã giao" in shown.split('id="nguoi-khac-ten"', 1)[1].split("</section>", 1)[0]


def test_bulk_reads_only_by_post():
    assert signed_in("la-member").get(reverse(CHOSEN)).status_code == 405


def test_opening_twice_keeps_one_row():
    client, [page] = signed_in("la-member"), waiting("Tin mở hai lần")
    opened(client, page)
    before = Opening.objects.get()
    opened(client, page)
    assert Opening.objects.get().at == before.at
