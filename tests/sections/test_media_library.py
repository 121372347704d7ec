"""The library: captions, what replaces picture and sound; conferences and their papers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sections.conferences import ConferencePage
from sections.media.models import AgencyDocument
from sections.media_library import MediaIndexPage, MediaKind, MediaPage
from sections.shapes.captions import NotCaptions, as_webvtt
from tests.editor import client_of
from tests.factories import agency
from tests.posted import posted
from tests.sections.filled import fill

SUBRIP = "1\r\n00:00:01,000 --> 00:00:02,500\r\nXin chào\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nTạm biệt\r\n"
WEBVTT = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nXin chào\n\n00:00:03.000 --> 00:00:04.000\nTạm biệt\n"
)


def test_subrip_becomes_webvtt_and_webvtt_stays():
    assert as_webvtt("\ufeff" + SUBRIP) == WEBVTT
    assert as_webvtt(WEBVTT) == WEBVTT
    assert as_webvtt("WEBVTT\n\n00:01.000 --> 00:02.000 align:start\nA\n").endswith(
        "00:01.000 --> 00:02.000 align:start\nA\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Xin chào", "WebVTT"),
        ("WEBVTT\n\n", "WebVTT"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nA", "dòng 3"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB", "dòng 6"),
    ],
)
def test_what_is_no_caption_is_refused(text, message):
    with pytest.raises(NotCaptions, match=message):
        as_webvtt(text)


@pytest.mark.parametrize(
    ("kind", "name", "fields"),
    [
        (MediaKind.VIDEO, "phim.mp4", {"transcript", "captions"}),
        (MediaKind.AUDIO, "loi.mp3", {"transcript"}),
        (MediaKind.AUDIO, "phim.avi", {"file", "transcript"}),
        (MediaKind.DOCUMENT, "to-gap.pdf", set()),
    ],
)
@pytest.mark.django_db
@pytest.mark.clause("LA-4.7-2", "LA-4.7-3")
def test_a_recording_has_what_replaces_it(kind, name, fields):
    page = MediaPage(kind=kind, file=AgencyDocument(file=name), summary="Tóm tắt")
    assert {problem.field for problem in page.own_problems()} == fields


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, ""), (270, "4 phút 30 giây"), (3600, "1 giờ"), (59, "59 giây")]
)
def test_the_length_in_words(seconds, words):
    page = MediaPage(duration=None if seconds is None else timedelta(seconds=seconds))
    assert page.length_words == words


@pytest.mark.django_db
def test_the_player_asks_this_site_for_the_captions():
    film, sound, _leaflet = fill(agency("LA"), "S13")
    visitor = Client(HTTP_HOST=agency("LA").site.hostname)
    html = visitor.get(f"/thu-vien/{film.slug}/").content.decode()
    assert f'src="{film.file.url}"' in html
    assert f'src="/thu-vien/{film.slug}/phu-de/"' in html
    track = visitor.get(f"/thu-vien/{film.slug}/phu-de/")
    assert track["Content-Type"] == "text/vtt; charset=utf-8"
    assert track.content.decode() == film.captions
    assert visitor.get(f"/thu-vien/{sound.slug}/phu-de/").status_code == 404
    listed = visitor.get("/thu-vien/?noi-dung=practice").context["items"]
    assert [item.pk for item in listed] == [sound.pk]


@pytest.mark.django_db
def test_captions_are_taken_from_a_file():
    index = MediaIndexPage.objects.child_of(agency("LA").site.root_page).get()
    client = client_of("la-contributor")
    address = f"/admin/pages/add/sections/mediapage/{index.pk}/"
    data = posted(client.get(address).content.decode(), "page-edit-form")
    data |= {"title": "Phim", "slug": "phim", "body-count": "0"}
    upload = SimpleUploadedFile("phu-de.srt", SUBRIP.encode(), content_type="text/plain")
    client.post(address, data | {"captions_file": upload})
    page = MediaPage.objects.child_of(index).get(slug="phim")
    assert page.get_latest_revision_as_object().captions == WEBVTT


@pytest.mark.django_db
@pytest.mark.clause("LA-4.10", "BP-5.9.đ")
def test_a_conference_keeps_its_papers_and_goes_into_a_calendar():
    pages = fill(agency("LA"), "S18")
    past, coming = pages
    assert (past.is_over, coming.is_over) == (True, False)
    visitor = Client(HTTP_HOST=agency("LA").site.hostname)
    html = visitor.get(f"/tai-lieu-hoi-nghi/{past.slug}/").content.decode()
    for paper in past.papers:
        assert paper.value["author"] in html
        assert visitor.get(paper.value["document"].url).status_code == 200
    text = visitor.get(f"/tai-lieu-hoi-nghi/{coming.slug}/lich-ics/").content.decode()
    assert f"UID:hoi-nghi-{coming.pk}@{agency('LA').site.hostname}\r\n" in text
    listed = visitor.get("/tai-lieu-hoi-nghi/?loai=training").context["items"]
    assert [item.pk for item in listed] == [coming.pk]


def test_a_conference_ends_after_it_begins():
    fields = {problem.field for problem in ConferencePage(title="Hội nghị").own_problems()}
    assert fields == {"starts_at", "place", "body"}
