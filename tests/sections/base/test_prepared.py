"""A prepared query reads what its queryset would, with whatever values."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from sections.base.models import BasePage
from sections.base.prepared import Prepared
from sections.base.readership import IsOpen
from sections.news import NewsPage
from tests import factories

pytestmark = pytest.mark.django_db


def whole(key):
    """A page of another table, with relations, a null one among them, JSON and an annotation."""
    pages = NewsPage.objects.select_related("illustration", "unit", "owner")
    return pages.annotate(is_open=IsOpen("path")).filter(pk=key)


def values(page) -> dict:
    """All that was read, relations included."""
    own = {name: value for name, value in vars(page).items() if name not in {"_state", "body"}}
    cached = {
        name: related and {key: value for key, value in vars(related).items() if key != "_state"}
        for name, related in page._state.fields_cache.items()
    }
    return own | {"related": cached, "db": page._state.db, "adding": page._state.adding}


def test_the_same_as_the_queryset():
    picture = factories.make_image("LA")
    pages = [
        factories.publish_news("LA", illustration=picture, illustration_alt="Ảnh"),
        factories.publish_news("LA", title="Không có ảnh"),
    ]
    prepared = Prepared(whole)
    for page in pages:
        unit = page.unit.name
        (found,), (expected,) = prepared.rows(page.pk), whole(page.pk)
        assert values(found) == values(expected)
        assert list(found.body.raw_data) == list(expected.body.raw_data)
        assert type(found) is NewsPage
        with CaptureQueriesContext(connection) as queries:
            assert (found.unit.name, found.is_open) == (unit, True)
            assert (found.illustration and found.illustration.pk) == page.illustration_id
        assert len(queries) == 0
    assert prepared.rows(0) == []


def test_columns_left_out_are_read_when_asked_for():
    page = factories.publish_news("LA")
    prepared = Prepared(lambda key: BasePage.objects.filter(pk=key).only("title"))
    (found,) = prepared.rows(page.pk)
    assert found.get_deferred_fields() == (
        BasePage.objects.only("title").get(pk=page.pk).get_deferred_fields()
    )
    assert found.slug == page.slug


def test_several_values_numbers_and_texts():
    pages = [factories.publish_news("LA", title=f"Tin {number}") for number in range(3)]

    def among(first, second, but):
        found = BasePage.objects.filter(url_path__in=[first, second]).exclude(pk=but)
        return found.order_by("-pk")[:2]

    prepared = Prepared(among, 3)
    paths = [page.url_path for page in pages]
    assert [row.pk for row in prepared.rows(paths[0], paths[2], pages[1].pk)] == [
        pages[2].pk, pages[0].pk,
    ]  # fmt: skip
    assert [row.pk for row in prepared.rows(paths[0], paths[2], pages[2].pk)] == [pages[0].pk]
    assert prepared.rows("/' OR 1=1 --", "%s", 0) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda key: BasePage.objects.filter(live=True),
        lambda key: BasePage.objects.filter(Q(pk=key) | Q(owner_id=key)),
        lambda key: BasePage.objects.filter(pk=key).prefetch_related("illustration__renditions"),
    ],
)
def test_what_cannot_be_prepared_is_refused(make):
    with pytest.raises(ValueError, match="prepared query"):
        Prepared(make)
