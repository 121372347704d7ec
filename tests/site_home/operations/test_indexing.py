"""The editing interface finds what was saved once the worker has done its task, and not what is gone."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.signing import SignedPackage
from wagtail.search.models import IndexEntry

from sections.news import NewsPage
from site_home.operations.indexing import TASK
from tests import factories
from tests.editor import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(django_capture_on_commit_callbacks):
    """A block after which the worker has done what was asked for in it."""
    assert settings.Q_CLUSTER["sync"]
    return lambda: django_capture_on_commit_callbacks(execute=True)


def asked_for() -> list[tuple[str, ...]]:
    """What the worker is asked to bring up to date: of each task the model and the keys."""
    tasks = [SignedPackage.loads(row.payload) for row in OrmQ.objects.order_by("pk")]
    return [task["args"] for task in tasks if task["func"] == TASK]


def found(url_name: str, query: str, *args) -> str:
    response = client_of("la-head").get(reverse(url_name, args=args), {"q": query})
    assert response.status_code == 200
    return response.content.decode()


def test_a_new_page_is_found_by_words_of_its_title_with_or_without_accents(worker):
    with worker():
        page = factories.make_news("LA", title="Phổ biến pháp luật ở ấp Bình Hòa")
    for query in ("Bình Hòa", "binh hoa"):
        assert page.title in found("wagtailadmin_pages:search_results", query)


def test_a_changed_title_is_found_once_it_is_public(worker):
    with worker():
        page = factories.publish_news("LA", title="Tên trước")
        factories.edit(page, page.owner, title="Thư ngỏ tháng mười một")
        factories.submit(NewsPage.objects.get(pk=page.pk))
        factories.walk(NewsPage.objects.get(pk=page.pk))
    assert "Thư ngỏ tháng mười một" in found("wagtailadmin_pages:search_results", "thư ngỏ")


@pytest.mark.parametrize(
    ("make", "screen"),
    [
        (factories.make_image, "wagtailimages:index_results"),
        (factories.make_document, "wagtaildocs:index_results"),
    ],
)
def test_a_new_file_is_found_and_a_deleted_one_is_not(worker, make, screen):
    with worker():
        file = make("LA", title="Quang cảnh lễ ký kết")
    assert file.title in found(screen, "lễ ký kết")
    with worker():
        file.delete()
    assert "Quang cảnh" not in found(screen, "lễ ký kết")


def test_what_was_deleted_before_the_worker_came_is_no_error(worker):
    with worker():
        page = factories.make_news("LA", title="Bản nháp bị xóa ngay")
        page.delete()
    assert "Bản nháp bị xóa ngay" not in found("wagtailadmin_pages:search_results", "xóa ngay")


def test_saving_asks_the_worker_and_leaves_the_index_alone(
    django_capture_on_commit_callbacks, monkeypatch
):
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.make_news("LA")
    monkeypatch.setattr(Conf, "SYNC", False)
    with (
        CaptureQueriesContext(connection) as made,
        django_capture_on_commit_callbacks(execute=True),
    ):
        page.title = "Tên khác"
        page.save()
    assert not any("wagtailsearch_indexentry" in query["sql"] for query in made)
    assert asked_for() == [("sections.newspage", str(page.pk))]


def test_a_transaction_asks_once_for_what_it_saved_of_a_model(
    django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(Conf, "SYNC", False)
    with django_capture_on_commit_callbacks(execute=True):
        first = factories.make_news("LA")
        first.save()
        with transaction.atomic():
            second = factories.make_news("LA")
        image = factories.make_image("LA")
    pages = sorted([str(first.pk), str(second.pk)])
    assert asked_for() == [("sections.newspage", *pages), (image._meta.label_lower, str(image.pk))]


def test_what_is_saved_after_something_was_undone_is_asked_for(
    django_capture_on_commit_callbacks, monkeypatch
):
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.make_news("LA")
    monkeypatch.setattr(Conf, "SYNC", False)
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(LookupError), transaction.atomic():
            page.save()
            raise LookupError
        assert asked_for() == []
        page.save()
    assert asked_for() == [("sections.newspage", str(page.pk))]


def test_a_draft_that_is_saved_asks_for_nothing(django_capture_on_commit_callbacks, monkeypatch):
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.make_news("LA")
    monkeypatch.setattr(Conf, "SYNC", False)
    with django_capture_on_commit_callbacks(execute=True):
        factories.edit(page, page.owner, summary="Chỉ bản nháp.")
    assert asked_for() == []


def test_the_whole_index_can_be_made_again(worker):
    with worker():
        page = factories.make_news("LA", title="Phổ biến pháp luật ở ấp Bình Hòa")
        image = factories.make_image("LA", title="Quang cảnh lễ ký kết")
    IndexEntry.objects.all().delete()
    assert page.title not in found("wagtailadmin_pages:search_results", "Bình Hòa")
    call_command("update_index", verbosity=0)
    assert page.title in found("wagtailadmin_pages:search_results", "Bình Hòa")
    assert image.title in found("wagtailimages:index_results", "lễ ký kết")
