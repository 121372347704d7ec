"""The automatic check of web links."""

from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from sections import link_check
from sections.link_check import LinkCheck, check_due, trouble_of

pytestmark = pytest.mark.django_db


class Answer:
    """What a server says."""

    def __init__(self, status=200, location=""):
        self.status_code = status
        self.is_redirect = bool(location)
        self.headers = {"Location": location}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


@pytest.fixture
def web(monkeypatch):
    """Addresses and what they answer; every name is a public address unless it is «inside»."""
    answers = {}
    asked = []

    def get(url, **_options):
        asked.append(url)
        found = answers[url]
        if isinstance(found, Exception):
            raise found
        return found

    def addresses(host, port, **_options):
        if host == "missing.example":
            raise OSError
        return [(0, 0, 0, "", ("10.0.0.7" if host == "inside.example" else "93.184.216.34", port))]

    monkeypatch.setattr(link_check.requests, "get", get)
    monkeypatch.setattr(link_check.socket, "getaddrinfo", addresses)
    answers["asked"] = asked
    return answers


@pytest.mark.parametrize(
    ("url", "answer", "message"),
    [
        ("https://a.example/", Answer(), ""),
        ("https://a.example/", Answer(403), ""),
        ("https://a.example/", Answer(404), "Máy chủ trả lời lỗi 404."),
        ("https://a.example/", requests.Timeout(), "Máy chủ không trả lời."),
        ("https://a.example/", requests.ConnectionError(), "Không kết nối được."),
        ("https://a.example/", Answer(302, "/"), "Chuyển hướng quá nhiều lần."),
        (
            "https://a.example/",
            Answer(302, "http://inside.example/"),
            "Địa chỉ nằm trong mạng nội bộ.",
        ),
        ("https://missing.example/", None, "Không có tên miền này."),
        ("https://inside.example/", None, "Địa chỉ nằm trong mạng nội bộ."),
        ("ftp://a.example/", None, "Không phải địa chỉ web."),
    ],
)
def test_trouble_is_told(web, url, answer, message):
    web[url] = answer
    assert trouble_of(url) == message


def test_an_address_inside_the_network_is_never_asked(web):
    trouble_of("http://inside.example/admin")
    assert web["asked"] == []


def test_a_link_is_broken_when_it_failed_for_two_days(web):
    url = "https://a.example/"
    web[url] = Answer(500)
    assert check_due([url, url]) == 1
    row = LinkCheck.objects.get()
    assert (row.message, row.is_broken) == ("Máy chủ trả lời lỗi 500.", False)
    # Asked again at once, nothing happens; a day later what failed is asked again.
    assert check_due([url]) == 0
    ago = timezone.now() - timedelta(days=3)
    LinkCheck.objects.update(checked_at=ago, failing_since=ago)
    assert check_due([url]) == 1
    row.refresh_from_db()
    assert row.is_broken
    web[url] = Answer()
    LinkCheck.objects.update(checked_at=ago)
    check_due([url])
    row.refresh_from_db()
    assert (row.failing_since, row.message, row.is_broken) == (None, "", False)


def test_what_works_is_asked_once_a_week(web):
    url = "https://a.example/"
    web[url] = Answer()
    check_due([url])
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(days=6))
    assert check_due([url]) == 0
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(days=7))
    assert check_due([url]) == 1
