"""Whatever visitors see differently afterwards moves the epoch of that site, nothing else does."""

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from sections.base import door
from sections.base.models import BasePage
from sections.link_check import LinkCheck
from sections.media import guards
from sections.news import NewsTag
from site_home.delivery import epochs
from tests import factories
from workflow.approval.changes.site.addresses import redirects_door
from workflow.approval.changes.site.particulars import settings_door

pytestmark = pytest.mark.django_db


def moved(act, callbacks) -> set[str]:
    """The agencies whose epoch moved when `act()` was committed."""
    # What the test prepared counts as committed.
    connection.run_on_commit = []
    before = _epochs()
    with callbacks(execute=True):
        act()
    after = _epochs()
    return {code for code in before if before[code] != after[code]}


def _epochs() -> dict:
    return {code: epochs.committed(factories.agency(code).site_id) for code in factories.CODES}


@pytest.fixture
def news():
    return factories.publish_news("LA")


def save(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    with door.opened(door.key(page)):
        page.save()


def restrict(page):
    with door.opened(door.key(page)):
        PageViewRestriction.objects.create(page=page, restriction_type="login")


def lead(site, path="/cu"):
    with door.opened(door.key(redirects_door(site))):
        Redirect.objects.create(site=site, old_path=path, redirect_link="/moi/")


def lead_in_bulk(site):
    with door.opened(door.key(redirects_door(site))):
        Redirect.objects.bulk_create([Redirect(site=site, old_path="/b", redirect_link="/")])


def delete(page):
    with door.opened(door.key(page)):
        page.delete()


def change_agency(agency):
    agency.phone = "0123"
    with door.opened(door.key(settings_door(agency))):
        agency.save()


def rename_unit(agency):
    unit = agency.units.first()
    unit.name = "Đơn vị đổi tên"
    unit.save()


def plain_update(page):
    with door.opened(door.key(page)):
        BasePage.objects.filter(pk=page.pk).update(title="Đổi không qua lưu")


ACTS = {
    "edit": lambda page: save(page, title="Tên khác"),
    "unpublish": lambda page: save(page, live=False),
    "delete": delete,
    "restriction": restrict,
    "redirect": lambda page: lead(factories.agency("LA").site),
    "agency": lambda page: change_agency(factories.agency("LA")),
    "unit": lambda page: rename_unit(factories.agency("LA")),
    "section": lambda page: save(factories.news_index("LA"), title="Tin hoạt động"),
    "publish": lambda page: factories.publish_news("LA"),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_moves_its_site_only(news, name, django_capture_on_commit_callbacks):
    found = moved(lambda: ACTS[name](news), django_capture_on_commit_callbacks)
    assert found == {"LA"}


EVERYWHERE = {
    "redirect of every site": lambda page: lead(None),
    "redirects in bulk": lambda page: lead_in_bulk(factories.agency("LA").site),
    "rows past the model": plain_update,
    "home page": lambda page: save(factories.agency("LA").site.root_page.specific, title="Trang"),
    "site": lambda page: Site.objects.get(agency__code="BP").save(),
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_what_cannot_be_told_apart_moves_every_site(news, name, django_capture_on_commit_callbacks):
    found = moved(lambda: EVERYWHERE[name](news), django_capture_on_commit_callbacks)
    assert found == set(factories.CODES)


UNSEEN = {
    "draft": lambda page: factories.make_news("LA"),
    "revision of a live page": lambda page: page.save_revision(),
    "submission": lambda page: factories.submit(factories.make_news("LA", title="Nháp")),
    "upload": lambda page: factories.make_image("LA"),
    "keyword": lambda page: NewsTag.objects.create(name="từ khóa mới"),
    "check of a link": lambda page: LinkCheck.objects.create(url="/", checked_at=timezone.now()),
    "account": lambda page: factories.user("la-head").save(),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_moves_nothing(news, name, django_capture_on_commit_callbacks):
    assert moved(lambda: UNSEEN[name](news), django_capture_on_commit_callbacks) == set()


def test_a_renamed_file_moves_its_agency(news, django_capture_on_commit_callbacks):
    document = factories.make_document("LA")

    def rename():
        document.title = "Tên tệp mới"
        with door.opened(door.key(guards.file_door(document))):
            document.save()

    assert moved(rename, django_capture_on_commit_callbacks) == {"LA"}


def test_a_move_moves_the_site(news, django_capture_on_commit_callbacks):
    def move():
        first = factories.publish_news("LA")
        with door.opened(door.key(news)):
            first.refresh_from_db()
            news.refresh_from_db()
            news.move(first, pos="right")

    assert moved(move, django_capture_on_commit_callbacks) == {"LA"}
