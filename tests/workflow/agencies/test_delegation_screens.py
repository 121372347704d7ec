"""The screens: who sees what, what a form keeps, what a second click does."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.editor import client_of
from tests.factories import agency, user
from workflow.agencies.delegations.models import Absence, Delegation
from workflow.agencies.models import User

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
INDEX = "/admin/uy-quyen/"
NEW = "/admin/uy-quyen/uy-quyen-moi/"
NEW_ASSIGNMENT = "/admin/uy-quyen/phan-cong-moi/"
ABSENCES = "/admin/uy-quyen/vang-mat/"


def row(giver: str = "la-head", receiver: str = "la-deputy", **values) -> Delegation:
    """An act in force since an hour ago."""
    person, now = user(giver), timezone.now()
    return Delegation.objects.create(
        **{
            "agency": person.agency,
            "kind": "delegation",
            "giver": person,
            "receiver": user(receiver),
            "valid_from": now - HOUR,
            "valid_to": now + 8 * HOUR,
            "decision_number": "12/QĐ-BBT",
            "reason": "Đi công tác",
            "created_by": person,
            **values,
        }
    )


def typed(moment) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


def form(receiver: str = "la-deputy", **changes) -> dict:
    return {
        "receiver": user(receiver).pk if receiver else "",
        "steps": ["duyet"],
        "sections": ["S04"],
        "valid_from": "",
        "valid_to": typed(timezone.now() + 8 * HOUR),
        "decision_number": "12/QĐ-BBT",
        "reason": "Đi công tác",
        **changes,
    }


def html_of(response) -> str:
    return unescape(response.content.decode())


def numbers(client: Client, query: str = "") -> set[str]:
    response = client.get(INDEX + query)
    return {line.row.decision_number for line in response.context["lines"]}


def test_the_head_delegates_and_sees_it():
    client = client_of("la-head")
    response = client.post(NEW, form(), follow=True)
    made = Delegation.objects.get()
    assert response.redirect_chain == [(reverse("delegations:detail", args=[made.pk]), 302)]
    assert (made.kind, made.steps, made.sections) == ("delegation", ["duyet"], ["S04"])
    assert abs(made.valid_from - timezone.now()) < timedelta(minutes=1)
    html = html_of(response)
    for words in (
        "Ủy quyền số 12/QĐ-BBT",
        "đang có hiệu lực",
        "«thay mặt Trưởng Ban Biên tập Trưởng Ban Biên tập (demo) theo Quyết định ủy quyền số "
        "12/QĐ-BBT»",
        "Đã lưu ủy quyền số 12/QĐ-BBT.",
    ):
        assert words in html


def test_the_head_assigns_without_an_end():
    client_of("kt-head").post(
        NEW_ASSIGNMENT, form("kt-member", steps=["kiem-duyet"], valid_to=""), follow=True
    )
    made = Delegation.objects.get()
    assert (made.kind, made.valid_to) == ("assignment", None)


def test_a_second_click_makes_no_second_one():
    client, data = client_of("la-head"), form()
    addresses = {client.post(NEW, data).url for _click in range(2)}
    assert addresses == {reverse("delegations:detail", args=[Delegation.objects.get().pk])}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"receiver": ""}, "Hãy chọn người nhận."),
        ({"valid_to": "ngày mai"}, "Hãy viết ngày giờ theo dạng"),
        ({"valid_to": ""}, "Ủy quyền phải có thời điểm kết thúc."),
        ({"valid_to": "01/01/2020 08:00"}, "Thời điểm kết thúc phải sau thời điểm bắt đầu."),
        ({"valid_from": "01/01/2020 08:00"}, "Thời điểm bắt đầu đã qua"),
        ({"steps": ["bien-tap"]}, "Bước «bien-tap» không thuộc các bước bạn giao được."),
        ({"sections": ["S99"]}, "Chuyên mục «S99» không có trong Quy chế."),
        ({"decision_number": ""}, "Hãy ghi số văn bản"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(changes, words):
    response = client_of("la-head").post(NEW, form(reason="Lý do đã gõ", **changes))
    html = html_of(response)
    assert response.status_code == 409
    assert words in html
    assert "Lý do đã gõ" in html
    assert 'value="S04"' in html.replace(" checked", "")
    assert Delegation.objects.count() == 0


def test_an_overlap_is_told_and_the_form_keeps_what_was_typed():
    row("bp-head", "bp-deputy")
    data = form("bp-member", steps=["xac-thuc"], decision_number="13/QĐ-BBT")
    response = client_of("bp-head").post(NEW, data)
    html = html_of(response)
    assert "Trùng với ủy quyền số 12/QĐ-BBT cho Phó Trưởng Ban Biên tập (demo)" in html
    assert 'value="13/QĐ-BBT"' in html
    assert f'<option value="{user("bp-member").pk}" selected>' in html


def test_only_those_who_may_receive_are_offered():
    response = client_of("la-head").get(NEW)
    offered = response.context["form"].fields["receiver"].queryset
    assert [person.username for person in offered] == ["la-deputy"]
    assert "Phó Trưởng Ban Biên tập (demo) – Phó Trưởng Ban Biên tập" in html_of(response)


@pytest.mark.parametrize("receiver", ["la-member", "bp-deputy", "la-head"])
def test_ids_put_into_the_form_by_hand_are_refused(receiver):
    response = client_of("la-head").post(NEW, form(receiver))
    assert "Người này không nhận được việc của bạn" in html_of(response)
    assert Delegation.objects.count() == 0


@pytest.mark.parametrize("name", ["la-deputy", "la-member", "kt-head", "quan-tri"])
def test_who_gives_nothing_by_role_has_no_form_to_delegate(name):
    row()
    client = client_of(name)
    for act in (lambda: client.get(NEW), lambda: client.post(NEW, form())):
        assert act().status_code == 302
    assert Delegation.objects.count() == 1
    assert NEW not in html_of(client.get(INDEX))


@pytest.mark.parametrize("name", ["la-deputy", "bp-secretary", "quan-tri"])
def test_who_is_no_head_has_no_form_to_assign(name):
    client = client_of(name)
    assert client.post(NEW_ASSIGNMENT, form()).status_code == 302
    assert Delegation.objects.count() == 0
    assert NEW_ASSIGNMENT not in html_of(client.get(INDEX))


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("bp-head", {"1", "2"}),
        ("bp-deputy", {"1", "2"}),
        ("bp-member", {"2"}),
        ("bp-secretary", set()),
        ("la-head", {"3"}),
        ("quan-tri", {"1", "2", "3"}),
    ],
)
def test_receivers_see_their_own_inspectors_all_others_nothing(name, seen):
    row("bp-head", "bp-deputy", decision_number="1", steps=["xac-thuc"])
    row("bp-head", "bp-member", decision_number="2", steps=["kiem-tra-cuoi"])
    row("la-head", "la-deputy", decision_number="3")
    assert numbers(client_of(name)) == seen


@pytest.mark.parametrize("name", ["la-contributor", "la-operator", "dl-unit_head"])
def test_the_screens_are_closed_to_whom_they_do_not_concern(name):
    client = client_of(name)
    for address in (INDEX, NEW, ABSENCES):
        assert client.get(address).status_code == 302
    assert f'"{INDEX}"' not in html_of(client.get("/admin/"))


@pytest.mark.parametrize("name", ["la-head", "la-deputy", "la-member", "bp-unit_head"])
def test_the_menu_leads_to_the_screens(name):
    assert f'"{INDEX}"' in html_of(client_of(name).get("/admin/"))


@pytest.mark.parametrize("name", ["bp-head", "la-member"])
def test_what_is_not_visible_does_not_exist(name):
    made = row()
    client = client_of(name)
    for act in ("revoke", "shorten"):
        address = reverse(f"delegations:{act}", args=[made.pk])
        assert client.post(address, {"reason": "x"}).status_code == 404
    assert client.get(reverse("delegations:detail", args=[made.pk])).status_code == 404
    made.refresh_from_db()
    assert made.revoked_at is None


def test_the_receiver_sees_no_way_to_end_it_and_has_none():
    made = row()
    client = client_of("la-deputy")
    assert "Thu hồi ngay" not in html_of(client.get(reverse("delegations:detail", args=[made.pk])))
    response = client.post(reverse("delegations:revoke", args=[made.pk]), {"reason": "x"})
    assert response.status_code == 409
    assert "Chỉ người đã giao hoặc Trưởng Ban Biên tập" in html_of(response)
    made.refresh_from_db()
    assert made.revoked_at is None


def test_the_giver_revokes_with_a_reason():
    made = row()
    client, address = client_of("la-head"), reverse("delegations:revoke", args=[made.pk])
    assert "Hãy ghi lý do thu hồi." in html_of(client.post(address, {"reason": " "}))
    html = html_of(client.post(address, {"reason": "Về sớm"}, follow=True))
    made.refresh_from_db()
    assert made.revoke_reason == "Về sớm"
    assert "đã thu hồi" in html
    assert "Thu hồi ngay" not in html


def test_a_second_revocation_is_told_by_whom_it_was_done():
    made = row()
    client, address = client_of("la-head"), reverse("delegations:revoke", args=[made.pk])
    client.post(address, {"reason": "Về sớm"})
    response = client.post(address, {"reason": "Lần hai"})
    assert response.status_code == 409
    assert "đã được Trưởng Ban Biên tập (demo) thu hồi lúc" in html_of(response)
    made.refresh_from_db()
    assert made.revoke_reason == "Về sớm"


def test_the_giver_lets_it_end_earlier():
    made = row()
    client, address = client_of("la-head"), reverse("delegations:shorten", args=[made.pk])
    late = client.post(address, {"valid_to": typed(made.valid_to + HOUR)})
    assert "Chỉ rút ngắn được" in html_of(late)
    assert typed(made.valid_to + HOUR) in html_of(late)
    ends = (timezone.now() + HOUR).replace(second=0, microsecond=0)
    client.post(address, {"valid_to": typed(ends)})
    made.refresh_from_db()
    assert made.valid_to == ends


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"now", "soon", "over", "gone", "stand"}),
        ("?state=in_force", {"now", "stand"}),
        ("?state=coming", {"soon"}),
        ("?state=ended", {"over", "gone"}),
        ("?kind=assignment", {"stand"}),
        ("?state=in_force&kind=delegation", {"now"}),
        ("?state=lạ&kind=lạ&person=lạ", {"now", "soon", "over", "gone", "stand"}),
    ],
)
def test_filters(query, expected):
    now = timezone.now()
    row(decision_number="now")
    row(decision_number="soon", valid_from=now + HOUR)
    row(decision_number="over", valid_to=now - timedelta(minutes=1))
    row(decision_number="gone", revoked_at=now, revoked_by=user("la-head"))
    row(decision_number="stand", kind="assignment", valid_to=None)
    assert numbers(client_of("la-head"), query) == expected


def test_filters_by_person():
    row("bp-head", "bp-deputy", decision_number="1")
    row("bp-head", "bp-member", decision_number="2")
    client = client_of("bp-head")
    assert numbers(client, f"?person={user('bp-member').pk}") == {"2"}
    assert numbers(client, f"?person={user('bp-head').pk}") == {"1", "2"}


def test_what_serves_nobody_any_more_says_so():
    row()
    User.objects.filter(username="la-deputy").update(is_active=False)
    assert "Hiện không có tác dụng" in html_of(client_of("la-head").get(INDEX))


def test_the_list_costs_the_same_for_one_and_for_many():
    row()
    client = client_of("la-head")
    client.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        client.get(INDEX)
    for number in range(15):
        row(decision_number=str(number))
    with CaptureQueriesContext(connection) as many:
        client.get(INDEX)
    assert len(many) == len(few)


def test_a_long_list_has_pages_that_keep_the_filter():
    for number in range(21):
        row(decision_number=str(number))
    client = client_of("la-head")
    assert len(numbers(client)) == 20
    assert len(numbers(client, "?trang=2")) == 1
    assert "?state=in_force&trang=2" in html_of(client.get(INDEX + "?state=in_force"))


def test_a_member_reports_the_own_absence_only():
    client = client_of("kt-member")
    data = {
        "person": user("kt-deputy").pk,
        "valid_from": "",
        "valid_to": typed(timezone.now() + 8 * HOUR),
        "note": "Nghỉ phép",
    }
    html = html_of(client.post(ABSENCES, data, follow=True))
    made = Absence.objects.get()
    assert (made.user.username, made.created_by.username) == ("kt-member", "kt-member")
    assert "Nghỉ phép" in html
    client.post(reverse("delegations:absence_end", args=[made.pk]))
    made.refresh_from_db()
    assert made.ended_by.username == "kt-member"


def test_the_head_reports_the_absence_of_a_member():
    data = {
        "person": user("kt-member").pk,
        "valid_from": "",
        "valid_to": typed(timezone.now() + 8 * HOUR),
        "note": "",
    }
    client_of("kt-head").post(ABSENCES, data)
    assert Absence.objects.get().user.username == "kt-member"


@pytest.mark.parametrize("person", ["qt-member", "kt-contributor"])
def test_the_head_reports_nobody_of_another_agency_or_outside_the_chain(person):
    data = {"person": user(person).pk, "valid_to": typed(timezone.now() + HOUR)}
    response = client_of("kt-head").post(ABSENCES, data)
    assert "Người này không giữ bước nào ở cơ quan của bạn" in html_of(response)
    assert Absence.objects.count() == 0


def test_a_refused_absence_keeps_what_was_typed():
    data = {"valid_from": "", "valid_to": "01/01/2020 08:00", "note": "Nghỉ phép"}
    response = client_of("kt-member").post(ABSENCES, data)
    html = html_of(response)
    assert response.status_code == 409
    assert "Thời điểm trở lại phải sau thời điểm bắt đầu vắng mặt." in html
    assert "Nghỉ phép" in html
    assert "01/01/2020 08:00" in html


def test_absences_of_others_do_not_exist_for_a_member_or_another_agency():
    person, now = user("kt-deputy"), timezone.now()
    made = Absence.objects.create(
        user=person, valid_from=now, valid_to=now + HOUR, note="Riêng tư", created_by=person
    )
    for name in ("kt-member", "qt-head"):
        client = client_of(name)
        assert "Riêng tư" not in html_of(client.get(ABSENCES))
        address = reverse("delegations:absence_end", args=[made.pk])
        assert client.post(address).status_code == 404
    made.refresh_from_db()
    assert made.ended_at is None
    assert agency("KT").pk == person.agency_id
