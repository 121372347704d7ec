"""An item before and after publishing."""

import pytest

from sections.base import door
from sections.news import NewsPage
from tests import factories


@pytest.fixture
def draft(db) -> NewsPage:
    """An item that nobody has approved."""
    return factories.make_news("QT", title="Tin chưa duyệt")


@pytest.fixture
def public(db) -> NewsPage:
    """A public item with a keyword."""
    page = factories.make_news("QT", title="Tin đã duyệt")
    page.tags.add("tư pháp")
    with door.opened(door.key(page)):
        page.save_revision().publish(skip_permission_checks=True)
    page.refresh_from_db()
    return page
