"""From an address to a page: who may read it, what it brings along."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from sections.base import door
from sections.base.models import BasePage
from tests import factories
from tests.sections.filled import put_public

pytestmark = pytest.mark.django_db

HOST = "long-an.localhost"


@pytest.fixture
def item(db):
    """A public item."""
    page = factories.make_news("LA", title="Tin nội bộ")
    put_public(page)
    return page


def restrict(page, kind: str) -> PageViewRestriction:
    with door.opened(door.key(page)):
        return PageViewRestriction.objects.create(
            page=page, restriction_type=kind, password="mot-hai-ba"
        )


def above(item, levels: int):
    return item.get_ancestors(inclusive=True).order_by("-depth")[levels]


@pytest.mark.parametrize("levels", [0, 1, 2], ids=["the page", "its section", "the site"])
@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_restriction_closes_the_page_and_what_stands_below(item, levels, kind):
    restrict(above(item, levels), kind)
    for end in ("", "ban-in/", "ban-luu/"):
        answer = Client().get(f"/tin-tuc/{item.slug}/{end}", HTTP_HOST=HOST)
        assert answer.status_code == (200 if kind == "password" else 302)
        assert "Nội dung của tin" not in answer.content.decode()
        assert ("mật khẩu" in answer.content.decode().lower()) == (kind == "password")


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_what_stands_above_or_beside_stays_open(item, kind):
    other = factories.make_news("LA", title="Tin khác")
    put_public(other)
    restrict(item, kind)
    for path in ("/", "/tin-tuc/", f"/tin-tuc/{other.slug}/"):
        assert Client().get(path, HTTP_HOST=HOST).status_code == 200


def test_who_is_let_in_reads_it(item):
    group = Group.objects.create(name="Người đọc")
    restriction = restrict(item.get_parent(), "groups")
    with door.opened(door.key(item.get_parent())):
        restriction.groups.add(group)
    reader, stranger = factories.user("la-contributor"), factories.user("la-head")
    reader.groups.add(group)
    for person, status in ((reader, 200), (stranger, 302)):
        client = Client()
        client.force_login(person)
        answer = client.get(f"/tin-tuc/{item.slug}/", HTTP_HOST=HOST)
        assert answer.status_code == status


def test_a_restriction_counts_from_the_moment_it_is_made(item):
    path = f"/tin-tuc/{item.slug}/"
    assert Client().get(path, HTTP_HOST=HOST).status_code == 200
    made = restrict(item, "login")
    assert Client().get(path, HTTP_HOST=HOST).status_code == 302
    with door.opened(door.key(item)):
        made.delete()
    assert Client().get(path, HTTP_HOST=HOST).status_code == 200


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", 2), ("/tin-tuc/", 3), ("/tin-tuc/{slug}/", 4), ("/tin-tuc/{slug}/ban-in/", 4),
        ("/tin-tuc/khong-co/", None), ("/khong-co/tin-tuc/", None), ("/{slug}/", None),
        ("/tin-tuc/{slug}/khong-co/", None), ("/" + "a" * 300 + "/", None), ("/tin-tuc//", 3),
    ],
)  # fmt: skip
def test_two_queries_whatever_the_address(item, path, found):
    request = RequestFactory().get("/", HTTP_HOST=HOST)
    request.user = AnonymousUser()
    Site.find_for_request(request).root_page  # noqa: B018 at hand in a running site
    with CaptureQueriesContext(connection) as queries:
        result = BasePage.route_for_request(request, path.format(slug=item.slug))
    # Where nothing answers, the page above is asked for a child of that name.
    assert len(queries) <= (2 if found else 3), [row["sql"][:300] for row in queries]
    assert (result.page.depth if result else None) == found


def test_the_parent_is_known_and_nothing_of_it_is_asked_for_again(item):
    request = RequestFactory().get("/", HTTP_HOST=HOST)
    page = BasePage.route_for_request(request, f"/tin-tuc/{item.slug}/").page
    with CaptureQueriesContext(connection) as queries:
        parent = page.get_parent()
        told = parent.title, parent.get_url(request), parent.section_code, parent.live
    assert told == (item.get_parent().title, "/tin-tuc/", "S04", True)
    assert [row["sql"] for row in queries if "wagtailcore_site" not in row["sql"]] == []
    # Where more is asked for, it is found.
    assert parent.specific.get_children().count() == 1
    assert parent.first_published_at == item.get_parent().first_published_at


def test_a_draft_answers_nobody():
    page = factories.make_news("LA")
    assert Client().get(f"/tin-tuc/{page.slug}/", HTTP_HOST=HOST).status_code == 404
