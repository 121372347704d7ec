"""Who keeps the working calendar in the editing interface, and whose rows."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import agency, user
from workflow.calendar.models import CalendarYear, Holiday

pytestmark = pytest.mark.django_db

LIST = "calendar_holiday_modeladmin_index"
ADD = "calendar_holiday_modeladmin_create"
EDIT = "calendar_holiday_modeladmin_edit"
DELETE = "calendar_holiday_modeladmin_delete"
FORM = {"day": "25/11/2026", "name": "Nghỉ bão", "basis": "Công điện 12"}


@pytest.fixture(autouse=True)
def rows():
    """A shared day, one of Long An's and one of Bình Phước's, and nothing else."""
    Holiday.objects.all().delete()
    CalendarYear.objects.all().delete()
    return {
        code: Holiday.objects.create(
            day=date(2026, 11, 24), name=f"Ngày của {code or 'tất cả'}", basis="x", agency=whose
        )
        for code, whose in (("", None), ("LA", agency("LA")), ("BP", agency("BP")))
    }


@pytest.fixture
def officer(client):
    """Signed in as the officer of Long An who keeps accounts and the calendar."""
    client.force_login(user("la-operator"))
    return client


def test_the_list_shows_shared_and_own_rows(officer):
    text = officer.get(reverse(LIST)).content.decode()
    assert "Ngày của tất cả" in text
    assert "24/11/2026, thứ ba" in text
    assert "Ngày của LA" in text
    assert "Ngày của BP" not in text


def test_the_list_of_one_year(officer):
    text = officer.get(reverse(LIST), {"nam": "2025"}).content.decode()
    assert "Ngày của LA" not in text
    assert officer.get(reverse(LIST), {"nam": "\x00 x"}).status_code == 200


@pytest.mark.parametrize("name", ["la-contributor", "la-head", "la-member", "la-unit_head"])
def test_others_do_not_see_the_calendar(client, name):
    client.force_login(user(name))
    assert client.get(reverse(LIST)).status_code == 302
    assert client.get(reverse(ADD)).status_code == 302
    assert client.post(reverse(ADD), FORM).status_code == 302
    assert Holiday.objects.count() == 3


def test_an_officer_adds_a_day_for_the_own_agency_only(officer):
    page = officer.get(reverse(ADD))
    assert 'name="agency"' not in page.content.decode()
    officer.post(reverse(ADD), {**FORM, "agency": agency("BP").pk})
    added = Holiday.objects.get(name="Nghỉ bão")
    assert (added.agency, added.day, added.is_computed) == (agency("LA"), date(2026, 11, 25), False)


def test_a_second_row_for_the_day_is_refused_in_words(officer):
    answer = officer.post(reverse(ADD), {**FORM, "day": "24/11/2026"})
    assert "Ngày này đã có trong lịch" in answer.content.decode()
    assert 'value="Nghỉ bão"' in answer.content.decode()
    assert Holiday.objects.count() == 3


def test_an_officer_changes_the_own_row(officer, rows):
    Holiday.objects.filter(pk=rows["LA"].pk).update(is_computed=True)
    officer.post(reverse(EDIT, args=[rows["LA"].pk]), FORM)
    rows["LA"].refresh_from_db()
    assert (rows["LA"].name, rows["LA"].agency, rows["LA"].is_computed) == (
        "Nghỉ bão",
        agency("LA"),
        False,
    )


@pytest.mark.parametrize("whose", ["", "BP"])
def test_shared_rows_and_other_agencies_rows_are_out_of_reach(officer, rows, whose):
    row = rows[whose]
    for address in (EDIT, DELETE):
        url = reverse(address, args=[row.pk])
        assert officer.get(url).status_code in (302, 404)
        assert officer.post(url, FORM).status_code in (302, 404)
    row.refresh_from_db()
    assert row.name.startswith("Ngày của")


def test_a_superuser_keeps_the_shared_rows(admin_client, rows):
    page = admin_client.get(reverse(EDIT, args=[rows[""].pk])).content.decode()
    assert "Mọi cơ quan" in page
    admin_client.post(reverse(EDIT, args=[rows[""].pk]), {**FORM, "agency": ""})
    rows[""].refresh_from_db()
    assert (rows[""].name, rows[""].agency) == ("Nghỉ bão", None)
    answer = admin_client.post(reverse(ADD), {**FORM, "agency": ""})
    assert "Ngày này đã có trong lịch" in answer.content.decode()
