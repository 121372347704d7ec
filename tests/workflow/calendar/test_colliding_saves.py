"""Two people save rows for the same days at once: one is saved, the other is told in words."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from wagtail_modeladmin.views import CreateView

from tests.factories import user
from tests.real_database import PATIENCE_SECONDS, together
from workflow.calendar.forms import ALREADY_THERE
from workflow.calendar.models import Holiday, OfficeHours

HOURS = {
    "weekdays": ["0", "1"],
    "morning_opens": "06:30",
    "morning_closes": "11:00",
    "valid_from": "16/04/2026",
    "basis": "Quyết định 12/QĐ-STP",
}
DAY_OFF = {"day": "22/12/2026", "name": "Nghỉ bù", "basis": "Thông báo 9/TB-STP"}

pytestmark = pytest.mark.usefixtures("real_database")


@pytest.fixture
def both_checked(monkeypatch):
    """Nobody saves before the forms of both are found right."""
    save, both = CreateView.form_valid, threading.Barrier(2)

    def save_together(self, form):
        both.wait(PATIENCE_SECONDS)
        return save(self, form)

    monkeypatch.setattr(CreateView, "form_valid", save_together)


def saved_at_once(url: str, form: dict) -> str:
    """The page that the second of two officers sees who save the same form at once."""

    def save():
        client = Client()
        client.force_login(user("la-operator"))
        return client.post(url, form)

    second, first = sorted(together(save, save), key=lambda answer: answer.status_code)
    assert (second.status_code, first.status_code) == (200, 302)
    return second.content.decode()


def test_office_hours(both_checked):
    html = saved_at_once(reverse("calendar_officehours_modeladmin_create"), HOURS)
    assert "Thứ Hai, thứ Ba đã có giờ làm việc trong thời gian này" in html
    assert 'value="06:30"' in html
    assert 'value="Quyết định 12/QĐ-STP"' in html
    assert OfficeHours.objects.count() == 1


def test_days_off(both_checked):
    html = saved_at_once(reverse("calendar_holiday_modeladmin_create"), DAY_OFF)
    assert ALREADY_THERE in html
    assert 'value="Nghỉ bù"' in html
    assert Holiday.objects.filter(day=date(2026, 12, 22)).count() == 1


def test_what_the_form_cannot_explain_stays_an_error(monkeypatch):
    def fail(self, form):
        raise IntegrityError("something else")

    monkeypatch.setattr(CreateView, "form_valid", fail)
    client = Client()
    client.force_login(user("la-operator"))
    with pytest.raises(IntegrityError, match="something else"):
        client.post(reverse("calendar_holiday_modeladmin_create"), DAY_OFF)
