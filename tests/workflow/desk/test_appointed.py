"""An approved item that waits for its hour, and one that was taken down, on the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sections.base.models import BasePage
from tests import factories
from tests.editor import client_of
from workflow.approval import schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def appointed():
    page = factories.make_news("QT", go_live_at=timezone.now() + timedelta(hours=3))
    factories.submit(page)
    factories.walk(page)
    return page


def screen(page, name: str) -> str:
    return client_of(name).get(reverse("desk:item", args=[page.pk])).content.decode()


def test_the_hour_is_told_and_the_author_drops_it(appointed):
    hour = timezone.localtime(appointed.go_live_at)
    text = screen(appointed, "qt-contributor")
    assert "Đã duyệt, hẹn giờ đăng" in text
    assert f"{hour:%H:%M, %d/%m/%Y}" in text
    client = client_of("qt-contributor")
    client.post(reverse("desk:unschedule", args=[appointed.pk]))
    assert not BasePage.objects.get(pk=appointed.pk).approved_schedule
    assert schedule.run_due(appointed.go_live_at) == 0


def test_a_stranger_is_told_why_not(appointed):
    answer = client_of("qt-deputy").post(reverse("desk:unschedule", args=[appointed.pk]))
    assert answer.status_code == 409
    assert "mới bỏ được hẹn giờ" in answer.content.decode()
    assert BasePage.objects.get(pk=appointed.pk).approved_schedule


def test_who_decides_sees_the_hours():
    at = timezone.now() + timedelta(hours=3)
    page = factories.make_news("QT", go_live_at=at, expire_at=at + timedelta(days=1))
    factories.submit(page)
    text = screen(page, "qt-head")
    assert "Hẹn đăng lúc" in text and "Hẹn gỡ lúc" in text


def test_what_was_taken_down_is_no_mere_draft():
    at = timezone.now() + timedelta(hours=3)
    page = factories.publish_news("QT", expire_at=at)
    schedule.run_due(at)
    assert "Đã gỡ khỏi trang công khai" in screen(page, "qt-contributor")


def test_the_editor_offers_the_hours():
    page = factories.make_news("QT")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    text = client_of("qt-contributor").get(url).content.decode()
    assert 'name="go_live_at"' in text and "Hẹn giờ" in text
