"""Changes of agencies, of the calendar and of powers are recorded with what was and what is."""

from datetime import date

import pytest
from wagtail.log_actions import log

from sections.base import door
from tests.factories import agency, user
from workflow.agencies.models import User
from workflow.approval.changes.site.particulars import settings_door
from workflow.audit.before_after import WATCHED
from workflow.calendar.filling import fill_years
from workflow.calendar.models import CalendarYear, Holiday

pytestmark = pytest.mark.django_db


def facts(entry) -> tuple:
    return entry.action, entry.agency_code, entry.note


def test_public_facts_of_an_agency_are_recorded_with_before_and_after(entries):
    row = agency("LA")
    row.phone, row.fax = "0272 000 000", "0272 000 001"
    was = type(row).objects.get(pk=row.pk)
    with door.opened(door.key(settings_door(row))):
        row.save()
        row.save()

    (entry,) = entries()
    assert facts(entry) == (
        "agency.edited",
        "LA",
        f"điện thoại: {was.phone or '(trống)'} → 0272 000 000; "
        f"fax: {was.fax or '(trống)'} → 0272 000 001",
    )


def test_another_chain_for_an_agency_is_recorded_by_name(entries):
    row, other = agency("LA"), agency("BP").workflow
    was = row.workflow
    row.workflow = other
    row.save()

    assert facts(entries()[0]) == (
        "agency.edited",
        "LA",
        f"quy trình duyệt: {was} → {other}",
    )


def test_day_off_added_changed_and_removed_is_recorded_once_each(entries):
    day = Holiday.objects.create(
        day=date(2026, 3, 9), name="Ngày nghỉ thử", basis="Số 1/TB", agency=agency("KT")
    )
    log(day, "wagtail.create", user=user("kt-operator"))
    day.is_working_day = True
    day.save()
    day.delete()

    assert [facts(entry) for entry in entries()] == [
        ("calendar.created", "KT", ""),
        ("calendar.edited", "KT", "làm việc: không → có"),
        ("calendar.deleted", "KT", "Số 1/TB"),
    ]


def test_filling_a_year_is_one_act(entries):
    CalendarYear.objects.filter(year=2031).delete()
    fill_years([2031])
    CalendarYear.objects.filter(year=2031).delete()
    fill_years([2031])

    assert [(entry.action, entry.subject_title) for entry in entries()] == [
        ("calendar.filled", "2031"),
        ("calendar.filled", "2031"),
    ]


@pytest.mark.parametrize("name", ["is_superuser", "is_staff"])
def test_power_given_behind_the_screens_is_recorded(entries, name):
    account = user("la-contributor")
    setattr(account, name, True)
    account.save()

    (entry,) = entries()
    label = User._meta.get_field(name).verbose_name
    assert facts(entry) == ("account.powers_changed", "LA", f"{label}: không → có")


def test_account_ended_behind_the_screens_is_recorded(entries):
    account = user("la-contributor")
    account.is_active = False
    account.save(update_fields=["is_active"])

    (entry,) = entries()
    assert (entry.action, entry.data["changes"]) == (
        "account.powers_changed",
        {"is_active": ["có", "không"]},
    )


def test_new_superuser_is_recorded_and_a_new_ordinary_account_is_not(entries):
    User.objects.create_user("la-thuong", password="mat-khau-2026", agency=agency("LA"))
    User.objects.create_superuser("chu-moi", password="mat-khau-2026")

    (entry,) = entries()
    assert (entry.action, entry.subject_title) == ("account.powers_changed", "chu-moi")
    assert set(entry.data["changes"]) == {"is_superuser", "is_staff"}


def test_saving_the_last_sign_in_asks_nothing(django_assert_num_queries):
    account = user("la-head")
    with django_assert_num_queries(1):
        account.save(update_fields=["last_login"])


def test_every_watched_field_has_vietnamese_words():
    labels = {
        str(model._meta.get_field(name).verbose_name)
        for model, (_action, names) in WATCHED.items()
        for name in names
    }
    assert {label for label in labels if label.isascii()} == {"trang", "fax"}
