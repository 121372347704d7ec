"""Stored files are not replaced, and what visitors see of a live file does not change."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from sections.base.door import Refused
from tests import factories
from tests.sections.media.test_cleaning import cut_off
from workflow.approval.content import hash_of_page

pytestmark = pytest.mark.django_db

FOCUS = {
    "focal_point_x": 10,
    "focal_point_y": 10,
    "focal_point_width": 5,
    "focal_point_height": 5,
}


def edit_form(kind: str, record, **fields):
    """The answer to sending the edit form of an image or document as its agency's secretary."""
    client = Client()
    client.force_login(factories.user("quan-tri"))
    form = {"title": record.title, "collection": record.collection_id, **fields}
    return client.post(reverse(f"wagtail{kind}:edit", args=[record.pk]), form, follow=True)


def test_unused_files_are_not_replaced_either():
    image, document = factories.make_image("QT"), factories.make_document("QT")
    image.file = factories.picture_file("anh.png", size=(50, 50))
    document.file = ContentFile(b"khac", name=document.file.name)
    for record in (image, document):
        with pytest.raises(Refused, match="chọn tệp mới đó trong trang"):
            record.save()


def test_image_form_refuses_the_file_and_keeps_what_was_typed():
    image = factories.make_image("QT", title="Ảnh")
    stored = image.file.name
    answer = edit_form(
        "images",
        image,
        title="Tên mới gõ",
        alt_text="Mô tả mới gõ",
        credit="Nguồn mới gõ",
        file=factories.picture_file("thay.png", size=(60, 60)),
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Không thể thay tệp", "Tên mới gõ", "Mô tả mới gõ", "Nguồn mới gõ"):
        assert words in html
    image.refresh_from_db()
    assert (image.file.name, image.width, image.title) == (stored, 40, "Ảnh")
    assert image.file.storage.exists(stored)


def test_document_form_refuses_the_file_and_leaves_the_stored_one():
    document = factories.make_document("QT")
    answer = edit_form(
        "docs", document, title="Tên mới gõ", file=ContentFile(b"khac", name="khac.txt")
    )
    html = answer.content.decode()
    assert "Không thể thay tệp" in html
    assert "Tên mới gõ" in html
    document.refresh_from_db()
    with document.file.open("rb") as stored:
        assert stored.read() == b"noi dung"


def test_broken_upload_is_told_beside_the_file_and_the_title_stays():
    client = Client()
    client.force_login(factories.user("la-member"))
    form = {
        "title": "Ảnh hội nghị",
        "collection": factories.agency("LA").collection.pk,
        "file": cut_off(),
    }
    html = client.post(reverse("wagtailimages:add"), form).content.decode()
    assert "Ảnh bị hỏng hoặc chưa tải lên đủ" in html
    assert "Ảnh hội nghị" in html


def test_title_of_a_document_on_a_live_page_stays():
    document = factories.make_document("QT", title="Quyết định 1")
    document.title = "Quyết định 2"
    document.save()
    factories.publish_news("QT", body=[("document", {"document": document, "title": ""})])
    document.title = "Quyết định 3"
    with pytest.raises(Refused, match="Không thể đổi tên tệp «Quyết định 2»"):
        document.save()
    answer = edit_form("docs", document, title="Quyết định 3")
    assert "Không thể đổi tên tệp" in answer.content.decode()
    document.refresh_from_db()
    assert document.title == "Quyết định 2"


def test_crop_of_an_image_on_a_live_page_stays():
    image = factories.make_image("QT")
    factories.publish_news("QT", illustration=image, illustration_alt="Ảnh")
    answer = edit_form("images", image, **FOCUS)
    assert "Không thể đổi vùng chính của ảnh" in answer.content.decode()
    image.focal_point_x = 3
    with pytest.raises(Refused, match="Không thể đổi vùng chính"):
        image.save()
    image.refresh_from_db()
    assert image.focal_point_x is None
    image.title = "Tên khác"
    image.save()
    image.refresh_from_db()
    assert image.title == "Tên khác"


def test_title_and_crop_are_part_of_what_is_approved():
    image, document = factories.make_image("QT"), factories.make_document("QT")
    page = factories.make_news(
        "QT",
        illustration=image,
        illustration_alt="Ảnh",
        body=[("document", {"document": document, "title": ""})],
    )
    hashes = [hash_of_page(page)]
    document.title = "Tên khác"
    document.save()
    hashes.append(hash_of_page(page))
    for name, value in FOCUS.items():
        setattr(image, name, value)
    image.save()
    hashes.append(hash_of_page(page))
    assert len(set(hashes)) == 3
