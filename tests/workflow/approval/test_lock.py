"""While an item goes its chain, only the holder of an editing step changes it in the editor."""

import pytest
from django.urls import reverse

from tests import factories
from tests.editor import client_of, editor_form

pytestmark = pytest.mark.django_db

SUBMITTED = "Tóm tắt đã gửi."
CHANGED = "Sửa trong khi chờ duyệt."


def summary_after_saving(code: str, name: str) -> str:
    """The newest draft's summary after `name` saved another one at the item's first step."""
    page = factories.make_news(code, summary=SUBMITTED)
    factories.submit(page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client_of(name).post(url, editor_form(page, summary=CHANGED))
    page.refresh_from_db()
    return page.get_latest_revision_as_object().summary


@pytest.mark.parametrize("name", ["la-contributor", "la-head", "la-unit_head", "quan-tri"])
def test_the_item_is_closed_to_everybody_else(name):
    assert summary_after_saving("LA", name) == SUBMITTED


def test_the_editing_steps_holder_changes_it():
    assert summary_after_saving("LA", "la-member") == CHANGED


@pytest.mark.parametrize("name", ["qt-head", "qt-member", "qt-contributor"])
def test_who_decides_does_not_change_what_is_decided(name):
    assert summary_after_saving("QT", name) == SUBMITTED
