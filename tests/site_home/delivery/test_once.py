"""The parts of pages that are made once for a site: never another site's, never yesterday's."""

from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from sections.base import door
from site_home.context import site_agency
from site_home.delivery import memory
from site_home.home import HomePage
from site_home.mosaic import gathering
from tests import factories
from tests.site_home.delivery.reader import Reader
from workflow.approval.changes.site.particulars import settings_door

PATHS = ("/", "/tin-tuc/", "/gioi-thieu/", "/lien-he/", "/tim-kiem/?q=tin", "/khong-co/")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.EPOCH_DIR = tmp_path / "epochs"


def reader() -> Reader:
    """Every page is made anew; what is made once for a site is kept."""
    return Reader(lambda application: application, WSGIHandler())


def seen_at(path: str, code: str = "LA"):
    """The agency as a request for `path` has it."""
    request = RequestFactory(SERVER_NAME=factories.agency(code).site.hostname).get(path)
    return site_agency(request)["site_agency"]


def rendered(word: str, agency, **context) -> str:
    """A part named «phần» that shows `word`."""
    template = Template('{% load frame %}{% once "phần" kind %}{{ word }}{% endonce %}')
    request = context.pop("request", None) or RequestFactory().get("/")
    return template.render(
        Context({"site_agency": agency, "request": request, "word": word, **context})
    )


@pytest.mark.django_db
class TestParts:
    """What one process keeps of a site that does not change."""

    def test_a_page_is_the_same_whether_its_parts_were_kept_or_not(self):
        factories.publish_news("LA", title="Tin thứ nhất")
        process = reader()
        for code in ("LA", "BP"):
            fresh = {}
            for path in PATHS:
                memory.forget()
                fresh[path] = process.get(path, code).body
            for _time in range(2):
                for path in PATHS:
                    assert process.get(path, code).body == fresh[path], path

    def test_a_site_keeps_its_own(self):
        ours, theirs = seen_at("/"), seen_at("/", "BP")
        assert rendered("Long An", ours) == "Long An"
        assert rendered("Bình Phước", theirs) == "Bình Phước"
        assert rendered("khác", seen_at("/gioi-thieu/")) == "Long An"
        assert rendered("khác", seen_at("/", "BP")) == "Bình Phước"

    def test_each_variant_is_kept_apart(self):
        agency = seen_at("/")
        assert rendered("một", agency, kind=1) == "một"
        assert rendered("hai", agency, kind=2) == "hai"
        assert rendered("khác", agency, kind=1) == "một"

    @pytest.mark.parametrize("apart", ["preview", "paper", "post", "no request"])
    def test_a_draft_or_a_form_neither_fills_nor_reads(self, apart):
        request = RequestFactory().get("/")
        context = {"request": request}
        if apart == "preview":
            request.is_preview = True
        elif apart == "paper":
            context["for_paper"] = True
        elif apart == "post":
            context["request"] = RequestFactory().post("/")
        template = Template('{% load frame %}{% once "phần" %}{{ word }}{% endonce %}')

        def show(word):
            shown = {"site_agency": agency, "word": word, **context}
            if apart == "no request":
                del shown["request"]
            return template.render(Context(shown))

        agency = seen_at("/")
        assert show("nháp") == "nháp"
        public = Context({"site_agency": agency, "word": "đã đăng", "request": request_of_all()})
        assert template.render(public) == "đã đăng"
        assert show("nháp") == "nháp"

    def test_without_an_agency_nothing_is_kept(self):
        fake = SimpleNamespace()
        for agency in (None, fake):
            assert rendered("một", agency) == "một"
            assert rendered("hai", agency) == "hai"

    def test_a_change_lets_go_of_all_of_it(self, django_capture_on_commit_callbacks):
        assert rendered("cũ", seen_at("/")) == "cũ"
        agency = factories.agency("LA")
        with django_capture_on_commit_callbacks(execute=True):
            agency.phone = "0123"
            with door.opened(door.key(settings_door(agency))):
                agency.save()
            # Not committed: others still see the old facts, this transaction the new ones.
            assert rendered("mới", seen_at("/")) == "mới"
        assert rendered("mới hơn", seen_at("/")) == "mới hơn"

    def test_what_was_made_of_old_facts_stays_with_them(self, django_capture_on_commit_callbacks):
        """A request that read the agency before a change fills nothing for those after it."""
        connection.run_on_commit = []
        before = seen_at("/")
        agency = factories.agency("LA")
        with django_capture_on_commit_callbacks(execute=True):
            agency.phone = "0123"
            with door.opened(door.key(settings_door(agency))):
                agency.save()
        assert rendered("cũ", before) == "cũ"
        assert rendered("mới", seen_at("/")) == "mới"

    @pytest.mark.parametrize(
        ("path", "place"),
        [
            ("/", "/"),
            ("/tin-tuc/", "/tin-tuc/"),
            ("/tin-tuc/mot-tin/", "/tin-tuc/…"),
            ("/tin-tuc/thang/2026/01/", "/tin-tuc/…"),
            ("/khong-co/", ""),
        ],
    )
    def test_the_menu_has_few_variants(self, path, place):
        assert seen_at(path).place == place

    def test_the_words_looked_for_stay_with_who_looks(self):
        process = reader()
        process.get("/gioi-thieu/")
        assert 'value="đất đai"' in process.get("/tim-kiem/?q=%C4%91%E1%BA%A5t+%C4%91ai").text
        assert "đất đai" not in process.get("/gioi-thieu/").text


def request_of_all():
    """A request of somebody who is nobody."""
    return RequestFactory().get("/")


@pytest.mark.usefixtures("real_database")
class TestHome:
    """The blocks of a home page, on a database that commits."""

    def test_they_are_read_once_until_something_changes(self):
        factories.publish_news("LA", title="Tin thứ nhất")
        process = reader()
        first = process.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert process.get("/").body == first.body
        # The page itself.
        assert len(queries) == 1
        news = factories.publish_news("LA", title="Tin thứ hai")
        assert "Tin thứ hai" in process.get("/").text
        news.title = "Tin đã sửa"
        with door.opened(door.key(news)):
            news.save()
        assert "Tin thứ hai" not in process.get("/").text
        assert "Tin đã sửa" in process.get("/").text
        news.live = False
        with door.opened(door.key(news)):
            news.save()
        assert "Tin đã sửa" not in process.get("/").text
        assert "Tin thứ nhất" not in process.get("/", "BP").text

    def test_a_draft_of_the_page_fills_and_reads_nothing(self):
        factories.publish_news("LA", title="Tin thứ nhất")
        home = HomePage.objects.get(pk=factories.agency("LA").site.root_page_id)
        asked = []
        real = gathering.gather
        process = reader()

        def preview():
            draft = HomePage.objects.get(pk=home.pk)
            draft.main = [("news", {"count": 3})]
            return draft.make_preview_request().content.decode()

        with pytest.MonkeyPatch.context() as patch:
            for module in ("site_home.home", "site_home.mosaic.gathering"):
                patch.setattr(f"{module}.gather", lambda *args: asked.append(1) or real(*args))
            assert "Tin thứ nhất" in preview()
            process.get("/")
            assert "Tin thứ nhất" in preview()
            process.get("/")
        # Twice for the draft, once for all visitors.
        assert len(asked) == 3

    def test_another_arrangement_asks_anew(self):
        """A page that was read just before the board arranged it leaves nothing to the new one."""
        factories.publish_news("LA", title="Tin thứ nhất")
        agency = seen_at("/")
        home = agency.site.root_page.specific
        first = gathering.gathered_once(home, [("links", None)], agency)
        second = gathering.gathered_once(home, [("news", {"count": 3})], agency)
        assert first.items == {}
        assert [row.title for row in second.items["S04"]] == ["Tin thứ nhất"]
        assert gathering.gathered_once(home, [("news", {"count": 3})], agency) is second
