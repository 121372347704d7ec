"""Deadlines on the edit page and the dashboard, and who sees whose."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from sections.news import NewsPage
from tests.factories import agency, make_news, submit, user
from tests.workflow.duties.made_duties import turn
from workflow.agencies.models import Unit
from workflow.duties.home_panel import DeadlinesPanel
from workflow.duties.models import Duty
from workflow.duties.panels import DeadlinePanel
from workflow.duties.queries import open_duties, open_duties_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


@pytest.fixture(autouse=True)
def only_what_the_test_makes(db):
    """A founded agency owes what comes again from its first day on."""
    Duty.objects.all().delete()


def titles(person) -> list[str]:
    return [duty.subject_title for duty in open_duties_for(person)]


def ago(**span):
    return timezone.now() - timedelta(**span)


def request_of(person):
    request = RequestFactory().get("/admin/")
    request.user = person
    return request


def rendered(person) -> str:
    return DeadlinesPanel().render_html({"request": request_of(person)})


def edit_panel(page) -> str:
    panel = DeadlinePanel().bind_to_model(NewsPage)
    return panel.get_bound_panel(instance=page, request=request_of(None)).render_html({})


def test_open_duties_come_oldest_due_first_and_measured_ones_last():
    make_news("DL", title="Mới", happened_at=ago(minutes=1))
    make_news("DL", title="Cũ", happened_at=ago(hours=30))
    Duty.objects.filter(subject_title="Mới", deadline_code="D20").update(due_at=None)
    assert [(duty.subject_title, duty.deadline_code) for duty in open_duties("DL")][::3] == [
        ("Cũ", "D23"),
        ("Mới", "D20"),
    ]


def test_the_board_sees_its_agency_and_nobody_another():
    make_news("LA", title="Của LA")
    make_news("BP", title="Của BP")
    assert titles(user("la-head")) == ["Của LA"]
    assert titles(user("la-member")) == ["Của LA"]
    assert titles(user("bp-secretary")) == ["Của BP"]
    assert titles(user("la-operator")) == []
    assert titles(user("dl-head")) == []


def test_a_contributor_sees_the_own_items_only():
    make_news("LA", title="Của tôi")
    make_news("LA", title="Của người khác", owner=user("la-member"))
    assert titles(user("la-contributor")) == ["Của tôi"]


def test_a_unit_head_sees_the_unit():
    head = user("la-unit_head")
    other = Unit.objects.filter(agency=head.agency).exclude(pk=head.unit_id).first()
    make_news("LA", title="Của đơn vị", unit=head.unit)
    make_news("LA", title="Của đơn vị khác", unit=other)
    assert titles(head) == ["Của đơn vị"]


def test_what_is_supplied_leaves_the_list():
    page = make_news("LA")
    submit(page)
    assert titles(user("la-head")) == []


def test_the_dashboard_shows_words_clause_and_link(client):
    page = make_news("LA", title="Tin <b>", happened_at=ago(days=30))
    text = rendered(user("la-contributor"))
    assert "Tin &lt;b&gt;" in text
    assert "quá hạn" in text
    assert "LA-9.2.a" in text
    assert reverse("desk:item", args=[page.pk]) in text
    client.force_login(user("la-contributor"))
    assert "bang-thoi-han" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_dashboard_without_duties():
    assert "Không có thời hạn nào đang chạy." in rendered(user("la-contributor"))


def test_the_dashboard_shows_ten_in_a_fixed_number_of_queries(django_assert_num_queries):
    def render(shown: int, rest: int) -> None:
        person = user("la-head")
        with django_assert_num_queries(5):
            text = rendered(person)
        assert text.count('class="desk-row"') == shown
        assert ("thời hạn khác" in text) is (rest > 0)
        if rest:
            assert f'<a href="/admin/thoi-han/dang-chay/?nhom=co-quan">Còn {rest} thời hạn' in text

    make_news("LA")
    render(1, 0)
    for _number in range(11):
        make_news("LA")
    render(10, 2)


def groups(person) -> dict[str, list[str]]:
    context = DeadlinesPanel().get_context_data({"request": request_of(person)})
    return {
        shown.group.whose.label: [row.duty.subject_title for row in shown.rows]
        for shown in context["groups"]
    }


def test_each_duty_is_in_one_group_of_those_that_apply():
    head = user("la-unit_head")
    other = Unit.objects.filter(agency=head.agency).exclude(pk=head.unit_id).first()
    make_news("LA", title="Của trưởng đơn vị", owner=head)
    make_news("LA", title="Của đơn vị", unit=head.unit)
    make_news("LA", title="Của đơn vị khác", unit=other, owner=user("la-member"))
    assert groups(head) == {"Của tôi": ["Của trưởng đơn vị"], "Của đơn vị tôi": ["Của đơn vị"]}
    assert groups(user("la-contributor")) == {"Của tôi": ["Của đơn vị"]}
    assert groups(user("la-member")) == {
        "Của tôi": ["Của đơn vị khác"],
        "Của cơ quan": ["Của trưởng đơn vị", "Của đơn vị"],
    }
    assert groups(user("bp-head")) == {}


def test_superusers_see_every_agency_in_one_group(superuser):
    make_news("LA", title="Của LA", happened_at=ago(days=20))
    make_news("BP", title="Của BP", happened_at=ago(days=10))
    assert groups(superuser) == {"Của cơ quan": ["Của LA", "Của BP"]}


def test_what_is_only_measured_is_shown_to_its_own_people_and_last():
    make_news("KT", title="Chỉ đo")
    assert groups(user("kt-head")) == {}
    assert groups(user("kt-contributor")) == {"Của tôi": ["Chỉ đo"]}
    make_news("KT", title="Có hạn")
    Duty.objects.filter(subject_title="Có hạn").update(due_at=ago(days=-1))
    assert groups(user("kt-contributor")) == {"Của tôi": ["Có hạn", "Chỉ đo"]}
    assert groups(user("kt-head")) == {"Của cơ quan": ["Có hạn"]}


def test_a_duty_that_is_given_by_name_is_mine():
    person = user("la-operator")
    duty = turn("LA", ago(days=3), ago(days=-3), person_id=person.pk)
    assert groups(person) == {"Của tôi": ["Năm 2026"]}
    assert f"/admin/thoi-han/{duty.pk}/" in rendered(person)


def test_the_list_of_a_group(client):
    for number in range(31):
        make_news("LA", title=f"Tin {number}", happened_at=ago(days=60 - number))
    client.force_login(user("la-head"))
    text = client.get("/admin/thoi-han/dang-chay/?nhom=co-quan").content.decode()
    assert text.count('class="desk-row"') == 30
    assert "?nhom=co-quan&amp;trang=2" in text
    answer = client.get("/admin/thoi-han/dang-chay/?nhom=co-quan&trang=2")
    assert [row.duty.subject_title for row in answer.context["standings"]] == ["Tin 30"]
    assert client.get("/admin/thoi-han/dang-chay/").context["whose"].label == "Của tôi"
    assert client.get("/admin/thoi-han/dang-chay/?nhom=don-vi").status_code == 404
    client.force_login(user("la-contributor"))
    assert client.get("/admin/thoi-han/dang-chay/?nhom=co-quan").status_code == 404


def test_the_edit_page_shows_every_duty_of_the_item(django_assert_num_queries):
    page = make_news("DL", happened_at=ago(days=40))
    # Page and agency, duties, calendar; whether the late ones were explained.
    with django_assert_num_queries(4):
        text = edit_panel(page)
    assert text.count("quá hạn") == 2
    assert "DL-10.3.a-1" in text
    assert "DL-13.1-1" in text


def test_the_edit_page_of_an_agency_without_a_number():
    page = make_news("KT", happened_at=ago(hours=2, minutes=10))
    assert "không ấn định thời hạn; đã 2 giờ 10 phút" in edit_panel(page)


def test_a_new_item_is_told_when_its_clock_starts():
    assert "Thời hạn được tính theo quy chế khi bạn ghi thời điểm diễn ra" in edit_panel(NewsPage())


def test_the_agency_has_no_duties_of_its_own_pages():
    assert list(open_duties(agency("LA").code)) == []
