"""The list of accounts: who is in it, how it is searched and filtered, what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import agency, user
from workflow.agencies.models import RoleGroup, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client) -> User:
    person = user("la-operator")
    client.force_login(person)
    return person


def add(count: int, code: str = "LA") -> None:
    group = RoleGroup.objects.get(agency__code=code, role_code="contributor").group
    for number in range(count):
        person = User.objects.create(
            username=f"them-{code.lower()}-{number}",
            full_name=f"Người thứ {number}",
            agency=agency(code),
            unit=agency(code).units.first(),
        )
        person.groups.add(group)


def listed(client, query: str = "") -> set[str]:
    response = client.get(reverse("accounts:list") + query)
    return {account.username for account in response.context["object_list"]}


def test_lists_the_own_agency_without_superusers(client, officer):
    User.objects.filter(username="la-head").update(is_superuser=True)
    expected = User.objects.filter(agency__code="LA").exclude(username="la-head")
    assert listed(client) == set(expected.values_list("username", flat=True))


def test_superusers_list_every_agency_and_filter_by_it(client):
    client.force_login(user("quan-tri"))
    assert {"la-head", "bp-head"} <= listed(client)
    chosen = listed(client, f"?agency={agency('BP').pk}")
    assert chosen == set(User.objects.filter(agency__code="BP").values_list("username", flat=True))


@pytest.mark.parametrize("query", ["Đặng Thị Ánh", "dang thi anh", "ÁNH đặng", "dta", "dta@"])
def test_search_is_blind_to_accents(client, officer, query):
    User.objects.create(
        username="dta", full_name="Đặng Thị Ánh", email="dta@x.vn", agency=agency("LA")
    )
    assert listed(client, f"?q={query}") == {"dta"}


def test_filters_by_role(client, officer):
    row = RoleGroup.objects.get(agency__code="LA", role_code="member")
    assert listed(client, f"?role={row.pk}") == {"la-member"}


def test_a_role_of_another_agency_is_no_filter(client, officer):
    row = RoleGroup.objects.get(agency__code="BP", role_code="member")
    assert "bp-member" not in listed(client, f"?role={row.pk}")


@pytest.mark.parametrize(
    ("state", "expected"), [("ended", {"la-head"}), ("invited", {"la-member"})]
)
def test_filters_by_state(client, officer, state, expected):
    User.objects.filter(username="la-head").update(is_active=False)
    invited = user("la-member")
    invited.set_unusable_password()
    invited.save()
    assert listed(client, f"?state={state}") == expected
    assert not listed(client, "?state=active") & {"la-head", "la-member"}


def test_shows_roles_unit_last_sign_in_and_state(client, officer):
    person = user("la-contributor")
    User.objects.filter(pk=person.pk).update(last_login=timezone.now(), is_active=False)
    html = client.get(reverse("accounts:list") + "?q=la-contributor").content.decode()
    title = RoleGroup.objects.get(agency__code="LA", role_code="contributor").title
    for words in (person.full_name, "la-contributor", title, person.unit.name, "Ngừng hoạt động"):
        assert words in html


def test_costs_the_same_for_one_and_for_fifty(client, officer):
    url = reverse("accounts:list")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    add(45)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few) <= 18
