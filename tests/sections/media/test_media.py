"""Files: fingerprints, no hidden metadata, clear words for what is not an image."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from sections.media.models import AgencyImage
from sections.media.pictures import PUBLIC_SPECS
from tests import factories

pytestmark = pytest.mark.django_db


def photo_with_place(orientation: int = 1) -> ContentFile:
    """A JPEG that tells where and with what it was taken."""
    picture = Image.new("RGB", (60, 40), (200, 120, 40))
    exif = picture.getexif()
    exif[Base.Make] = "Dien thoai"
    exif[Base.Orientation] = orientation
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (10.0, 32.0, 1.0)
    output = BytesIO()
    picture.save(output, "JPEG", exif=exif, comment=b"bi mat")
    return ContentFile(output.getvalue(), name="anh.jpg")


def test_the_photo_itself_carries_a_place():
    with Image.open(photo_with_place()) as picture:
        assert picture.getexif().get_ifd(IFD.GPSInfo)


def test_stored_image_has_no_place_device_or_comment():
    image = factories.make_image("LA", file=photo_with_place())
    with image.file.open("rb") as stored, Image.open(stored) as picture:
        assert dict(picture.getexif()) == {}
        assert "comment" not in picture.info


def test_sideways_photo_is_stored_upright():
    image = factories.make_image("LA", file=photo_with_place(orientation=6), width=60, height=40)
    with image.file.open("rb") as stored, Image.open(stored) as picture:
        assert picture.size == (40, 60)


def test_fingerprints_are_of_the_stored_files():
    image = factories.make_image("LA", file=photo_with_place())
    document = factories.make_document("LA", file=ContentFile(b"van ban", name="vb.txt"))
    with image.file.open("rb") as stored:
        assert image.sha256 == hashlib.sha256(stored.read()).hexdigest()
    assert document.sha256 == hashlib.sha256(b"van ban").hexdigest()


def test_an_image_that_is_not_an_image_gets_a_clear_message_and_keeps_the_title():
    client = Client()
    client.force_login(factories.user("la-member"))
    collection = factories.agency("LA").collection
    before = AgencyImage.objects.count()
    answer = client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Ảnh hội nghị",
            "collection": collection.pk,
            "file": ContentFile(b"day khong phai anh", name="anh.jpg"),
        },
    )
    html = answer.content.decode()
    assert AgencyImage.objects.count() == before
    assert "Ảnh hội nghị" in html
    assert "error-message" in html


def test_public_sizes_are_ready_when_the_item_is_public():
    image = factories.make_image("LA", file=factories.picture_file(size=(900, 600)))
    factories.publish_news("LA", illustration=image, illustration_alt="Ảnh")
    specs = set(image.renditions.values_list("filter_spec", flat=True))
    assert set(PUBLIC_SPECS) <= specs


def test_originals_and_documents_have_no_public_media_address():
    image = factories.make_image("LA")
    document = factories.make_document("LA")
    for path in (image.file.name, document.file.name, "../manage.py", "images/../documents/x"):
        answer = Client().get(f"/media/{path}", HTTP_HOST="long-an.localhost")
        assert answer.status_code == 404, path


def test_document_of_a_draft_is_not_served_to_readers():
    document = factories.make_document("LA", title="Dự thảo mật")
    answer = Client().get(document.url, HTTP_HOST="long-an.localhost")
    assert answer.status_code == 404
    insider = Client()
    insider.force_login(factories.user("la-contributor"))
    assert insider.get(document.url, HTTP_HOST="long-an.localhost").status_code == 200
    stranger = Client()
    stranger.force_login(factories.user("bp-head"))
    assert stranger.get(document.url, HTTP_HOST="long-an.localhost").status_code == 404


def test_document_of_a_public_item_is_served():
    document = factories.make_document("LA")
    factories.publish_news("LA", body=[("document", {"document": document, "title": ""})])
    answer = Client().get(document.url, HTTP_HOST="long-an.localhost")
    assert answer.status_code == 200
    assert answer.cookies == {}
