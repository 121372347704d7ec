"""What the page's script may send, and what is kept of it."""

import pytest
from django.conf import settings as project_settings
from django.test import Client

from site_home.visits import folding, spool
from site_home.visits.models import DailyVisits
from site_home.visits.robots import is_robot

from .readers import CHROME, COCCOC, FIREFOX, GOOGLEBOT, HOSTS, IPHONE, MORNING, send

pytestmark = pytest.mark.django_db


def lines(folder):
    """What was written to the spool."""
    path = folder / "beats"
    return path.read_text().splitlines() if path.exists() else []


@pytest.mark.clause("LA-4.22")
def test_a_view_is_one_line_without_database_cookie_or_address(
    spool_folder, django_assert_num_queries
):
    # A process reads once which sites there are.
    send("LA", "/lien-he/", HTTP_USER_AGENT=GOOGLEBOT)
    with django_assert_num_queries(0):
        answer = send("LA", "/lien-he/", REMOTE_ADDR="203.0.113.7")
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    (line,) = lines(spool_folder)
    beat = spool.beat_of(line)
    assert (beat.host, beat.path) == (HOSTS["LA"], "/lien-he/")
    assert "203.0.113.7" not in line
    assert "Firefox" not in line


def test_a_reader_has_one_mark_a_day_and_another_one_elsewhere(spool_folder):
    for address, browser in (("203.0.113.7", FIREFOX), ("203.0.113.7", FIREFOX),
                             ("203.0.113.7", CHROME), ("203.0.113.8", FIREFOX)):  # fmt: skip
        send("LA", "/", REMOTE_ADDR=address, HTTP_USER_AGENT=browser)
    marks = [spool.beat_of(line).mark for line in lines(spool_folder)]
    assert marks[0] == marks[1]
    assert len(set(marks)) == 3
    (salt,) = spool_folder.glob("salt-*")
    assert salt.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("lien-he", 400),
        ("/a\tb", 400),
        ("/a\n/b", 400),
        ("//tin\0", 400),
        ("/tin-tức/", 400),
        (b"\xff\xfe", 400),
        ("/" + "a" * 500, 413),
        ("/" + "a" * 100_000, 413),
    ],
)
def test_what_is_no_path_is_refused(spool_folder, body, status):
    assert send("LA", body).status_code == status
    assert lines(spool_folder) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "none"}, 403),
        ({"HTTP_SEC_FETCH_SITE": None}, 403),
        ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "https://la.example"}, 403),
        ({"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": f"https://{HOSTS['LA']}"}, 204),
    ],
)
def test_only_the_sites_own_pages_may_tell(spool_folder, headers, status):
    assert send("LA", "/", **headers).status_code == status
    assert len(lines(spool_folder)) == (status == 204)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": GOOGLEBOT},
        {"HTTP_USER_AGENT": None},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_robots_and_pages_fetched_ahead_are_not_counted(spool_folder, headers):
    assert send("LA", "/", **headers).status_code == 204
    assert lines(spool_folder) == []


@pytest.mark.parametrize("user_agent", [FIREFOX, CHROME, COCCOC, IPHONE])
def test_browsers_are_readers(user_agent):
    assert not is_robot(user_agent)


@pytest.mark.parametrize(
    "user_agent",
    [
        "",
        "curl/8.15.0",
        "python-requests/2.32.5",
        "Go-http-client/2.0",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        GOOGLEBOT,
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        FIREFOX.replace("Firefox", "HeadlessChrome"),
        CHROME + " Chrome-Lighthouse",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
        "+https://openai.com/gptbot)",
    ],
)
def test_programs_are_robots(user_agent):
    assert is_robot(user_agent)


def test_only_a_post_tells(spool_folder):
    assert Client().get("/luot-doc/", HTTP_HOST=HOSTS["LA"]).status_code == 405


def test_a_disk_that_cannot_be_written_disturbs_no_reader(spool_folder, settings, caplog):
    send("LA", "/")
    (spool_folder / "beats").unlink()
    (spool_folder / "beats").mkdir()
    assert send("LA", "/").status_code == 503
    assert "could not be written" in caplog.text


def test_nothing_is_kept_where_the_log_is_counted_instead(spool_folder, settings):
    settings.VISITS_BEACON = False
    assert send("LA", "/").status_code == 204
    assert lines(spool_folder) == []


@pytest.mark.clause("LA-4.22")
def test_live_numbers_are_those_of_the_site_and_come_apart_from_the_page(
    spool_folder, django_assert_num_queries
):
    for who in range(3):
        send("LA", "/", REMOTE_ADDR=f"203.0.113.{who}")
    send("BP", "/lien-he/")
    folding.fold(MORNING)
    client = Client()
    answer = client.get("/luot-doc/so-lieu.json", HTTP_HOST=HOSTS["LA"])
    assert answer.json() == {"online": 3, "today": 3, "month": 3, "total": 3}
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    assert answer.cookies == {}
    with django_assert_num_queries(0):
        client.get("/luot-doc/so-lieu.json", HTTP_HOST=HOSTS["LA"])
    of_bp = client.get("/luot-doc/so-lieu.json", HTTP_HOST=HOSTS["BP"])
    assert of_bp.json()["total"] == 1
    assert client.get("/luot-doc/so-lieu.json", HTTP_HOST="localhost").status_code == 404
    assert DailyVisits.objects.count() == 2


def test_the_addresses_are_apart_from_kept_pages():
    assert "/luot-doc/".startswith(project_settings.DELIVERY_APART)
