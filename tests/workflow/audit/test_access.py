"""Who reads the record: those to whom the rule book gives the right, and only of their agency."""

import pytest
from django.urls import reverse
from wagtail.admin.menu import admin_menu, reports_menu

from tests.factories import make_news, user
from workflow.audit.recording import record
from workflow.regulations import loader

pytestmark = pytest.mark.django_db

HEADS = {"head", "deputy"}
ACCOUNTS = [
    (f"{code.lower()}-{role.code}", role.code in HEADS)
    for code in loader.CODES
    for role in loader.load(code).roles
    if role.account
]


def test_the_rule_books_name_readers_and_others():
    assert {may for _username, may in ACCOUNTS} == {True, False}
    assert sum(may for _username, may in ACCOUNTS) == 2 * len(loader.CODES)


@pytest.mark.parametrize(("username", "may"), ACCOUNTS, ids=[row[0] for row in ACCOUNTS])
def test_heads_and_deputies_read_the_record_and_nobody_else(signed_in, username, may):
    client = signed_in(username)
    page = make_news(username[:2].upper())
    entry = record("page.edited", actor=user(username), subject=page)
    addresses = [
        reverse("audit:list"),
        reverse("audit:entry", args=[entry.pk]),
        reverse("audit:story", args=[page.pk]),
    ]

    assert [client.get(url).status_code for url in addresses] == [200 if may else 403] * 3
    assert client.post(reverse("audit:export")).status_code == (200 if may else 403)


@pytest.mark.parametrize(("username", "shown"), [*ACCOUNTS, ("quan-tri", True)], ids=str)
def test_menus_offer_the_record_to_its_readers_only(rf, username, shown):
    request = rf.get("/admin/")
    request.user = user(username)

    for menu in (admin_menu, reports_menu):
        names = [item.label for item in menu.menu_items_for_request(request)]
        assert ("Nhật ký" in names) is shown


def test_refusal_is_a_page_that_says_who_may(signed_in):
    response = signed_in("la-contributor").get(reverse("audit:list"))

    assert response.status_code == 403
    assert "Không có quyền xem nhật ký" in response.content.decode()


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page(client):
    response = client.get(reverse("audit:list"))

    assert response.status_code == 302
    assert response.url == f"{reverse('wagtailadmin_login')}?next={reverse('audit:list')}"


def test_deactivated_head_reads_nothing(signed_in):
    client, head = signed_in("la-head"), user("la-head")
    head.is_active = False
    head.save()

    assert client.get(reverse("audit:list")).status_code == 302


@pytest.fixture
def foreign():
    """A page of Bình Phước and a row about it."""
    page = make_news("BP", title="Tin của Bình Phước")
    return page, record("page.edited", actor=user("bp-member"), subject=page, agency_code="BP")


def test_head_sees_no_row_of_another_agency_at_any_door(signed_in, foreign):
    page, entry = foreign
    client = signed_in("la-head")
    asked = {"q": "Bình Phước"}

    assert "Tin của Bình Phước" not in client.get(reverse("audit:list"), asked).content.decode()
    assert client.get(reverse("audit:entry", args=[entry.pk])).status_code == 404
    assert client.get(reverse("audit:story", args=[page.pk])).status_code == 404


def test_head_cannot_ask_for_another_agency_or_its_people(signed_in, foreign):
    client = signed_in("la-head")

    by_agency = client.get(reverse("audit:list"), {"agency": "BP", "q": "Bình Phước"})
    by_person = client.get(reverse("audit:list"), {"person": user("bp-member").pk})

    assert by_agency.context["lines"] == []
    assert by_person.context["filter"].errors == {
        "person": ["Giá trị này không có trong danh sách."]
    }


def test_rows_of_no_agency_are_for_superusers_only(signed_in):
    record("account.sign_in_failed", subject_title="khong-co-ai")
    asked = {"q": "khong-co-ai"}

    assert signed_in("la-head").get(reverse("audit:list"), asked).context["lines"] == []
    (line,) = signed_in("quan-tri").get(reverse("audit:list"), asked).context["lines"]
    assert line.entry.subject_title == "khong-co-ai"


def test_superuser_sees_all_agencies_with_a_column_and_can_pick_one(signed_in, foreign):
    record("page.edited", subject=make_news("LA", title="Tin của Bình Phước"), agency_code="LA")
    client = signed_in("quan-tri")
    asked = {"q": "Tin của Bình Phước", "action": "page.edited"}

    everything = client.get(reverse("audit:list"), asked)
    only_one = client.get(reverse("audit:list"), {**asked, "agency": "BP"})

    assert {line.entry.agency_code for line in everything.context["lines"]} == {"LA", "BP"}
    assert {line.entry.agency_code for line in only_one.context["lines"]} == {"BP"}
    assert '<th scope="col">Cơ quan</th>' in everything.content.decode()
    own = signed_in("la-head").get(reverse("audit:list")).content.decode()
    assert '<th scope="col">Cơ quan</th>' not in own
