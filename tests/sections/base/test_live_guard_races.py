"""A change of a draft and its publishing at the same time, in transactions that really commit."""

import threading
import time

import pytest
from django.db import transaction

from sections.base import door
from sections.base.models import BasePage
from sections.news import NewsTag, TaggedNews
from tests import factories
from tests.real_database import PATIENCE_SECONDS, together

pytestmark = pytest.mark.usefixtures("real_database")


def test_a_row_added_to_a_draft_does_not_slip_through_its_publishing():
    page = factories.make_news("QT")
    tag = NewsTag.objects.create(name="chen ngang")
    added = threading.Event()

    def add():
        with transaction.atomic():
            TaggedNews.objects.create(content_object=page, tag=tag)
            added.set()
            # Publishing begins before this is committed.
            time.sleep(0.5)

    def publish():
        added.wait(PATIENCE_SECONDS)
        with door.opened(door.key(page)):
            page.get_latest_revision().publish(skip_permission_checks=True)

    assert together(add, publish) == [None, None]
    assert BasePage.objects.get(pk=page.pk).live
    assert not TaggedNews.objects.filter(content_object=page).exists()
