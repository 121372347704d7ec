"""Seeking in a recording: parts of a published file, for those who may have the file."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
RECORDING = bytes(range(256)) * 1000
SIZE = len(RECORDING)


@pytest.fixture
def film():
    """A recording that nobody has approved yet."""
    return factories.make_document("LA", file=ContentFile(RECORDING, name="phim.webm"))


@pytest.fixture
def published(film):
    """The recording, offered by a public item."""
    factories.publish_news("LA", body=[("document", {"document": film, "title": ""})])
    return film


def ask(document, **headers):
    """A reader's answer."""
    return Client(headers=headers).get(document.url, HTTP_HOST="long-an.localhost")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=65530-200000", 65_530, 200_000),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        (f"bytes=10-{SIZE * 2}", 10, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        ("Bytes = 5-9", 5, 9),
    ],
)
@pytest.mark.clause("LA-4.7-2")
def test_a_part_is_answered_with_its_place_in_the_file(published, asked, first, last):
    answer = ask(published, range=asked)
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer["Content-Type"] == "video/webm"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue() == RECORDING[first : last + 1]


@pytest.mark.parametrize(
    "asked",
    [
        f"bytes={SIZE}-", "bytes=5-2", "bytes=-0", "bytes=-", "bytes=", "bytes=a-b", "bytes=1",
        "bytes=--5", f"bytes={'9' * 5000}-", f"bytes=-{'9' * 5000}",
    ],
)  # fmt: skip
def test_where_there_is_no_such_part_the_size_is_told(published, asked):
    answer = ask(published, range=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{SIZE}"
    assert answer.content == b""


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "seconds=1-2", "lines"])
def test_what_is_no_single_part_is_answered_with_the_file(published, asked):
    answer = ask(published, range=asked)
    assert answer.status_code == 200
    assert answer.getvalue() == RECORDING


def test_the_file_says_that_it_has_parts_and_how_it_is_named(published):
    answer = ask(published)
    assert answer.status_code == 200
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == str(SIZE)
    assert answer["ETag"] == f'"{published.file_hash}"'
    assert answer.getvalue() == RECORDING


def test_of_a_file_that_was_replaced_no_part_is_mixed_with_the_old(published):
    answer = ask(published)
    for name in ("ETag", "Last-Modified"):
        part = ask(published, range="bytes=0-9", if_range=answer[name])
        assert (part.status_code, part.getvalue()) == (206, RECORDING[:10])
    for held in ('"cu"', f"W/{answer['ETag']}", "Sun, 01 Jan 2023 00:00:00 GMT"):
        whole = ask(published, range="bytes=0-9", if_range=held)
        assert (whole.status_code, whole.getvalue()) == (200, RECORDING)


def test_head_and_what_is_unchanged_have_no_part(published):
    address, host = published.url, "long-an.localhost"
    head = Client().head(address, HTTP_HOST=host, headers={"range": "bytes=0-9"})
    assert (head.status_code, head["Content-Length"]) == (200, str(SIZE))
    kept = ask(published, range="bytes=0-9", if_none_match=head["ETag"])
    assert kept.status_code == 304


def test_a_part_of_what_is_not_approved_is_not_served_to_readers(film):
    assert ask(film, range="bytes=0-9").status_code == 404
    insider = Client()
    insider.force_login(factories.user("la-contributor"))
    part = insider.get(film.url, HTTP_HOST="long-an.localhost", headers={"range": "bytes=0-9"})
    assert (part.status_code, part.getvalue()) == (206, RECORDING[:10])
