"""The page chooser among many pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.editor import client_of
from tests.sections.filled import put_public

pytestmark = pytest.mark.django_db


def test_states_are_read_for_all_pages_at_once():
    for number in range(8):
        put_public(factories.make_news("LA", title=f"Tin {number}"))
    factories.submit(factories.make_news("LA", title="Tin chờ duyệt"))
    browser = client_of("la-head")
    address = reverse("wagtailadmin_choose_page_child", args=[factories.news_index("LA").pk])
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        html = browser.get(address).json()["html"]
    assert "Tin 7" in html
    assert "Tin chờ duyệt" in html
    for table in ('FROM "wagtailcore_revision"', 'FROM "wagtailcore_workflowstate"'):
        asked = [row["sql"] for row in queries if row["sql"].split("WHERE")[0].count(table)]
        assert len(asked) <= 2


def test_searching_finds_own_pages_alone():
    for code in ("LA", "BP"):
        put_public(factories.make_news(code, title=f"Quy hoạch {code}"))
    answer = client_of("la-head").get(
        reverse("wagtailadmin_choose_page_search"), {"q": "quy hoạch"}
    )
    assert answer.status_code == 200
    assert "Quy hoạch BP" not in answer.content.decode()
