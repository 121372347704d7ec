"""What the item's screen tells who decides: differences, authority, who is left, what is urgent."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import edit, make_news, publish_news, submit, take_step, user
from workflow.approval import acts
from workflow.approval.emergencies.emergency import Emergency
from workflow.desk.states import ItemState, state_of
from workflow.duties.models import Duty

from .people import current_state, entrust, make_duty, signed_in

pytestmark = pytest.mark.django_db


def item(username: str, page) -> str:
    response = signed_in(username).get(reverse("desk:item", args=[page.pk]))
    assert response.status_code == 200
    return response.content.decode()


def index(username: str) -> str:
    return signed_in(username).get(reverse("desk:index")).content.decode()


def marked(html: str) -> tuple[list[str], list[str]]:
    """The words taken away and the words added, as the screen marks them."""
    parts = []
    for tag, sign in (("del", "bỏ"), ("ins", "thêm")):
        chunks = [part.split(f"</{tag}>")[0] for part in html.split(f"<{tag}>")[1:]]
        parts.append([chunk.split("</span>")[1].strip() for chunk in chunks if sign in chunk])
    return parts[0], parts[1]


# Differences


def test_a_new_item_has_nothing_to_compare_with():
    page = make_news("LA")
    submit(page)
    shown = item("la-member", page)
    assert "Khác bản" not in shown


def test_the_difference_to_the_public_version_stands_on_the_screen():
    page = publish_news("QT", summary="Tóm tắt đang đăng.")
    edit(page, page.owner, summary="Tóm tắt mới viết.")
    page.refresh_from_db()
    submit(page)
    shown = item("qt-head", page)
    assert "Khác bản đang hiển thị công khai" in shown
    removed, added = marked(shown)
    assert removed == ["đang đăng."]
    assert added == ["mới viết."]


def test_after_a_return_the_decider_sees_what_was_mended_since():
    page = make_news("QT", summary="Có mười đại biểu.")
    submit(page)
    acts.take(current_state(page), user("qt-head"), acts.RETURN, note="Đếm lại.")
    edit(page, page.owner, summary="Có hai mươi đại biểu.")
    submit(page)
    shown = item("qt-head", page)
    assert "Khác bản bạn đã xử lý (trả lại)" in shown
    assert marked(shown) == (["mười"], ["hai mươi"])
    assert "Khác bản bạn đã xử lý" not in item("qt-deputy", page)


def test_the_same_content_again_is_no_difference():
    page = make_news("QT")
    submit(page)
    acts.take(current_state(page), user("qt-head"), acts.RETURN, note="Xem lại.")
    submit(page)
    assert "Khác bản" not in item("qt-head", page)


# On whose behalf


def test_every_place_says_on_whose_behalf():
    page = make_news("LA")
    submit(page)
    take_step(page, "la-member")
    made = entrust("la-head", "la-deputy")
    words = (
        f"thay mặt Trưởng Ban Biên tập {made.giver.full_name} theo Quyết định ủy quyền số 12/QĐ-BBT"
    )
    assert f"Bạn làm {words}." in index("la-deputy")
    assert f"Bạn quyết định {words}." in item("la-deputy", page)
    client = signed_in("la-deputy")
    url = reverse("desk:take", args=[page.pk, current_state(page).pk])
    after = client.post(url, {"action": "pass"}, follow=True).content.decode()
    assert f"Ghi nhận {words}." in after
    # The stepper and the history.
    assert item("la-contributor", page).count(words) == 2
    assert f"thay mặt {words}" not in item("la-contributor", page)


def test_a_return_by_delegation_says_so_to_the_author():
    page = make_news("LA")
    submit(page)
    take_step(page, "la-member")
    entrust("la-head", "la-deputy")
    acts.take(current_state(page), user("la-deputy"), acts.RETURN, note="Thiếu ảnh.")
    assert "thay mặt Trưởng Ban Biên tập" in item("la-contributor", page)
    assert "thay mặt Trưởng Ban Biên tập" in index("la-contributor")


# Who is left


def test_the_only_decider_who_wrote_it_reads_the_way_out():
    page = make_news("LA")
    submit(page)
    edit(page, user("la-head"), summary="Trưởng ban sửa.")
    take_step(page, "la-member")
    assert "Hiện không còn ai khác được quyết định ở bước này." in item("la-head", page)
    entrust("la-head", "la-deputy")
    assert "Hiện không còn ai khác" not in item("la-head", page)


def test_the_sheet_is_one_click_away():
    page = make_news("LA")
    submit(page)
    assert f'href="{reverse("desk:sheet", args=[page.pk])}"' in item("la-member", page)


# What I sent back


def test_what_i_sent_back_tells_what_became_of_it():
    page = make_news("LA", title="Tin trả lại")
    submit(page)
    acts.take(current_state(page), user("la-member"), acts.RETURN, note="Thiếu nguồn ảnh.")
    mine = index("la-member").split('id="da-tra-ten"', 1)[1].split("</section>", 1)[0]
    assert "Tin trả lại" in mine
    assert "Thiếu nguồn ảnh." in mine
    assert "Nay: Được trả lại để sửa" in mine
    submit(page)
    assert "Nay: Đang chờ duyệt, bước «Thành viên biên tập»" in index("la-member")
    assert 'id="da-tra-ten"' not in index("la-head")


# Late, and by section


def test_late_items_are_named_and_can_be_listed_alone():
    now = timezone.now()
    fresh, late = make_news("LA", title="Tin còn hạn"), make_news("LA", title="Tin đã trễ")
    for page, due_at in ((fresh, now + timedelta(days=3)), (late, now - timedelta(days=3))):
        submit(page)
        Duty.objects.filter(page_id=page.pk).delete()
        make_duty(page, due_at)
    shown = index("la-member")
    waiting = shown.split('id="cho-toi-ten"', 1)[1].split("</section>", 1)[0]
    assert waiting.index("Tin đã trễ") < waiting.index("Tin còn hạn")
    assert "Trễ hạn: quá hạn" in waiting
    assert "Chỉ tin trễ hạn (1)" in waiting
    only = signed_in("la-member").get(reverse("desk:index"), {"tre": "1"}).content.decode()
    only = only.split('id="cho-toi-ten"', 1)[1].split("</section>", 1)[0]
    assert "Tin đã trễ" in only
    assert "Tin còn hạn" not in only


@pytest.mark.parametrize(("place", "found"), [("S04", True), ("S01", False), ("<b>", False)])
def test_the_list_is_filtered_by_section(place, found):
    page = make_news("LA", title="Tin trong chuyên mục")
    submit(page)
    client = signed_in("la-member")
    shown = client.get(reverse("desk:index"), {"muc": place}).content.decode()
    waiting = shown.split('id="cho-toi-ten"', 1)[1].split("</section>", 1)[0]
    assert ("Tin trong chuyên mục" in waiting) is found
    assert "<b>" not in waiting


# Urgent


def test_an_open_emergency_stands_in_red_on_desk_and_screen():
    page = publish_news("LA", title="Tin khẩn")
    now = timezone.now()
    emergency = Emergency.objects.create(
        agency_code="LA",
        page_id=page.pk,
        page_title=page.title,
        reason="Lũ đang lên.",
        user=user("la-head"),
        content_hash="0" * 64,
        published_at=now,
        due_at=now + timedelta(hours=4),
    )
    for shown in (index("la-deputy"), item("la-deputy", page)):
        assert '<strong class="desk-urgent">Khẩn cấp</strong>' in shown
        assert "Lũ đang lên." in shown
    assert "Lũ đang lên." not in index("bp-deputy")
    assert state_of(page, None, None, emergency) == ItemState.EMERGENCY
    emergency.settle("confirmed")
    assert "Khẩn cấp" not in index("la-deputy")
