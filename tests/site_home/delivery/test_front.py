"""What the front keeps, what it never keeps, and that a change is seen by the next request."""

import gzip

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from sections.base import door
from site_home.delivery import epochs, kept, policy
from site_home.delivery.front import Front, wrapped
from tests import factories
from tests.site_home.delivery.reader import Reader
from workflow.approval.changes.site.addresses import redirects_door
from workflow.approval.changes.site.particulars import settings_door


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.EPOCH_DIR = tmp_path / "epochs"


def front(application) -> Front:
    return Front(application, memory_bytes=10_000_000)


def reader() -> Reader:
    """A process of its own, but for the epochs."""
    return Reader(front, WSGIHandler())


def through_the_door(page, **fields) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    with door.opened(door.key(page)):
        page.save()


@pytest.mark.usefixtures("real_database")
class TestPurge:
    """On a database that commits: two processes, each with its own memory."""

    def test_a_change_is_in_the_next_answer_of_every_process(self):
        news = factories.publish_news("LA", title="Tin thứ nhất")
        item, index = f"/tin-tuc/{news.slug}/", factories.news_index("LA")
        lists = ("/", "/tin-tuc/", "/tin-tuc/rss/", "/tin-tuc/atom/")
        here, there = reader(), reader()

        def seen(path, text, status=200):
            for process in (here, there):
                answer = process.get(path)
                assert (answer.status, text in answer.text) == (status, True), path

        for path in (*lists, item):
            seen(path, "Tin thứ nhất")
            seen(path, "Tin thứ nhất")
        assert (here.made, there.made) == (5, 5)
        elsewhere = here.get("/", "BP")
        portal = here.get("/", "")
        assert "Tin thứ nhất" in portal.text
        made = here.made

        news.refresh_from_db()
        through_the_door(news, title="Tin đã sửa")
        for path in (*lists, item):
            seen(path, "Tin đã sửa")
        assert "Tin đã sửa" in here.get("/", "").text
        # Five pages and the portal, but not the other agency's.
        assert here.made == made + 6
        assert here.get("/", "BP") == elsewhere
        assert here.made == made + 6

        index.refresh_from_db()
        through_the_door(index, title="Tin hoạt động mới")
        seen("/gioi-thieu/", "Tin hoạt động mới")
        seen(item, "Tin hoạt động mới")

        news.refresh_from_db()
        with door.opened(door.key(news)):
            PageViewRestriction.objects.create(page=news, restriction_type="login")
        for path in lists:
            assert "Tin đã sửa" not in there.get(path).text
        closed = there.get(item)
        assert closed.status == 302
        assert "no-store" in closed.headers["cache-control"]
        with door.opened(door.key(news)):
            PageViewRestriction.objects.all().delete()
        seen(item, "Tin đã sửa")

        through_the_door(news, live=False)
        for path in lists:
            assert "Tin đã sửa" not in here.get(path).text
        seen(item, "Không tìm thấy", 404)

        site = factories.agency("LA").site
        with door.opened(door.key(redirects_door(site))):
            Redirect.objects.create(
                site=site, old_path=item.rstrip("/"), redirect_link="/gioi-thieu/"
            )
        for process in (here, there):
            led = process.get(item)
            assert (led.status, led.headers["location"]) == (301, "/gioi-thieu/")

    def test_what_was_read_before_a_change_is_not_shown_after_it(self):
        """The change commits while the page is being made from what was there before."""
        agency = factories.agency("LA")

        def slow(environ, start_response):
            answer = WSGIHandler()(environ, start_response)
            if agency.person_responsible != "Người mới":
                agency.person_responsible = "Người mới"
                with door.opened(door.key(settings_door(agency))):
                    agency.save()
            return answer

        process = Reader(front, slow)
        assert "Người mới" not in process.get("/gioi-thieu/").text
        assert "Người mới" in process.get("/gioi-thieu/").text


@pytest.mark.django_db
class TestAnswers:
    """One process, nothing changes."""

    def test_a_reader_who_has_it_hears_304(self):
        process = reader()
        first = process.get("/gioi-thieu/")
        assert first.headers["cache-control"] == policy.FOR_EVERYONE
        assert first.headers["vary"] == "Accept-Encoding"
        tag = first.headers["etag"]
        for known in (tag, f'W/{tag}, "khac"', "*"):
            again = process.get("/gioi-thieu/", HTTP_IF_NONE_MATCH=known)
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
            assert "content-length" not in again.headers
        assert process.get("/gioi-thieu/", HTTP_IF_NONE_MATCH='"khac"') == first
        assert process.made == 1

    def test_a_proxy_is_told_anew_until_when_it_is_fresh(self, monkeypatch):
        process = reader()
        process.get("/gioi-thieu/")
        monkeypatch.setattr(policy, "end_of_this_second", lambda: "@4000000000")
        known = process.get("/gioi-thieu/", HTTP_IF_NONE_MATCH="*")
        assert known.until == process.get("/gioi-thieu/").until == "@4000000000"
        colours = process.get("/mau-sac.css")
        assert "max-age=3600" in colours.headers["cache-control"]
        assert colours.until is None

    def test_each_encoding_is_its_own_representation(self):
        process = reader()
        plain = process.get("/gioi-thieu/")
        zipped = process.get("/gioi-thieu/", HTTP_ACCEPT_ENCODING="gzip, deflate")
        best = process.get("/gioi-thieu/", HTTP_ACCEPT_ENCODING="gzip, deflate, br, zstd")
        assert gzip.decompress(zipped.body) == brotli.decompress(best.body) == plain.body
        assert len({plain.headers["etag"], zipped.headers["etag"], best.headers["etag"]}) == 3
        for answer, name in ((zipped, "gzip"), (best, "br")):
            assert answer.headers["content-encoding"] == name
            assert answer.headers["content-length"] == str(len(answer.body))
        refused = process.get("/gioi-thieu/", HTTP_ACCEPT_ENCODING="br;q=0, gzip; q=0.0")
        assert refused == plain

    def test_head_has_the_headers_of_get(self):
        process = reader()
        got = process.get("/gioi-thieu/")
        head = process.get("/gioi-thieu/", method="HEAD")
        assert (head.status, head.headers, head.body) == (200, got.headers, b"")
        assert process.get("/gioi-thieu/?trang=2", method="HEAD").status == 200
        assert process.made == 2

    @pytest.mark.parametrize(
        "headers",
        [
            {"HTTP_COOKIE": "sessionid=abc"},
            {"HTTP_COOKIE": "a=b; csrftoken=abc"},
            {"HTTP_AUTHORIZATION": "Basic abc"},
        ],
    )
    def test_who_may_be_somebody_is_answered_by_django_alone(self, headers):
        process = reader()
        process.get("/gioi-thieu/")
        for _time in range(2):
            answer = process.get("/gioi-thieu/", **headers)
            assert answer.headers["cache-control"] == "private, no-store"
            assert "etag" not in answer.headers
        assert process.made == 3

    def test_strangers_cookies_make_no_difference(self):
        process = reader()
        first = process.get("/gioi-thieu/", HTTP_COOKIE="_ga=1; co-chu=lon")
        assert process.get("/gioi-thieu/") == first
        assert process.made == 1

    @pytest.mark.parametrize(
        "path",
        [
            "/admin/login/",
            "/khong-co/",
            "/gioi-thieu",
            "/gioi-thieu/?" + "&".join(f"a=t{n}" for n in range(6)),
            "/gioi-thieu/?A=1",
            "/gioi-thieu/?a=" + "x" * 300,
            "/healthz",
        ],
    )
    def test_not_kept(self, path):
        process = reader()
        process.get(path)
        process.get(path)
        assert process.made == 2

    def test_hosts_queries_and_schemes_are_kept_apart(self, settings):
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        process = reader()
        answers = {
            process.get("/").body,
            process.get("/", "BP").body,
            process.get("/", HTTP_X_FORWARDED_PROTO="https").body,
        }
        assert len(answers) == 3
        assert process.get("/", HTTP_X_FORWARDED_PROTO="gopher").body in answers
        assert process.made == 3
        for query in ("?trang=1", "?trang=2", "?trang=1"):
            process.get(f"/tin-tuc/{query}")
        assert process.made == 5

    def test_kept_for_a_minute_at_most(self, monkeypatch):
        process = reader()
        process.get("/gioi-thieu/")
        now = kept.time.monotonic()
        monkeypatch.setattr(kept.time, "monotonic", lambda: now + 61)
        process.get("/gioi-thieu/")
        assert process.made == 2


class TestPeer:
    """Whose word about the reader's address is believed."""

    @pytest.mark.parametrize(
        ("is_behind", "peer", "header", "address"),
        [
            (True, "", "203.0.113.7", "203.0.113.7"),
            (True, "127.0.0.1", "203.0.113.7", "203.0.113.7"),
            (True, "203.0.113.1", "203.0.113.7", "203.0.113.1"),
            (True, "127.0.0.1", "", "127.0.0.1"),
            (False, "127.0.0.1", "203.0.113.7", "127.0.0.1"),
        ],
    )
    def test_only_a_proxy_of_this_machine(self, settings, is_behind, peer, header, address):
        settings.BEHIND_PROXY = is_behind
        settings.FRONT_MEMORY_BYTES = 0
        seen = []

        def application(environ, start_response):
            seen.append(environ["REMOTE_ADDR"])
            start_response("204 No Content", [])
            return []

        Reader(wrapped, application).get("/", REMOTE_ADDR=peer, HTTP_X_REAL_IP=header)
        assert seen == [address]


class TestForeignAnswers:
    """Answers that an application may give beside pages."""

    @staticmethod
    def times_made(response) -> int:
        def application(environ, start_response):
            environ[policy.MADE_UNDER] = (1, epochs.committed(1))
            start_response(f"{response.status_code} X", list(response.items()))
            return response

        process = Reader(front, application)
        process.get("/")
        process.get("/")
        return process.made

    @pytest.mark.parametrize(
        ("times", "values"),
        [
            (1, {}),
            (2, {"Cache-Control": "private, no-store"}),
            (2, {"Cache-Control": "no-cache, public"}),
            (2, {"Set-Cookie": "a=b"}),
            (2, {"Content-Type": "application/pdf"}),
            (2, {"Content-Length": "2000000"}),
            (2, {"Content-Encoding": "gzip"}),
        ],
    )
    def test_only_what_is_the_same_for_everybody(self, times, values):
        headers = {"Cache-Control": "public", "Content-Length": "4", **values}
        assert self.times_made(HttpResponse(b"bytes"[:4], headers=headers)) == times


class TestMemory:
    """Bounded by bytes."""

    def put(self, memory, name, size):
        memory.put((name,), kept.Kept(1, epochs.committed(1), [], b"x" * size))

    def test_the_longest_unused_goes_first(self):
        memory = kept.Memory(3 * (10_000 + kept.OVERHEAD_BYTES))
        for name in "abc":
            self.put(memory, name, 10_000)
        assert memory.get(("a",)) is not None
        self.put(memory, "d", 10_000)
        held = {name for name in "abcd" if memory.get((name,))}
        assert held == {"a", "c", "d"}

    def test_sizes_are_given_back(self):
        memory = kept.Memory(100_000)
        for _time in range(50):
            self.put(memory, "a", 20_000)
        self.put(memory, "b", 20_000)
        assert len(memory) == 2
        self.put(memory, "c", 200_000)
        assert len(memory) == 0
        self.put(memory, "d", 20_000)
        assert len(memory) == 1
