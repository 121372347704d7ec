"""What readers are told of a document: its pages and how the first looks."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sections.media import describing, first_page
from sections.media.models import AgencyDocument
from tests import factories


def pdf(pages: int = 3, size=A4) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=size)
    for number in range(pages):
        canvas.drawString(72, 700, f"Trang {number + 1}")
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def packed(name: str, text: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as parts:
        parts.writestr(name, text)
    return output.getvalue()


def stored(content: bytes, name: str, **fields) -> AgencyDocument:
    return factories.make_document("LA", file=ContentFile(content, name=name), **fields)


def test_the_first_page_of_a_pdf_is_drawn():
    found = first_page.read(pdf(), "pdf")
    picture = Image.open(io.BytesIO(found.picture))
    assert found.pages == 3
    assert (picture.format, picture.size) == ("WEBP", (800, found.height))
    assert found.height == round(A4[1] * 800 / A4[0])
    # Something is written on it.
    assert len(picture.convert("L").getcolors(256)) > 1


def test_an_endless_page_is_cut():
    found = first_page.read(pdf(size=(100, 10_000)), "pdf")
    assert Image.open(io.BytesIO(found.picture)).size == (800, found.height)
    assert found.height == 2_400


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (packed("docProps/app.xml", "<Properties><Pages>12</Pages></Properties>"), "docx", 12),
        (packed("docProps/app.xml", "<Properties><Pages>0</Pages></Properties>"), "docx", None),
        (packed("docProps/app.xml", "<Slides>7</Slides>"), "pptx", 7),
        (packed("meta.xml", '<meta:document-statistic meta:page-count="4"/>'), "odt", 4),
        (packed("word/document.xml", ""), "docx", None),
        (b"not a file of that kind", "docx", None),
        (b"%PDF-1.7 cut off", "pdf", None),
        (b"", "pdf", None),
    ],
)
def test_office_files_say_how_many_pages_they_had(content, kind, pages):
    assert first_page.read(content, kind) == first_page.FirstPage(pages=pages)


@pytest.mark.django_db
def test_the_worker_describes_a_new_file(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = stored(pdf(), "ke-hoach.PDF")
    document.refresh_from_db()
    assert document.page_count == 3
    answer = Client().get(document.first_page_url, HTTP_HOST="long-an.localhost")
    assert answer["Content-Type"] == "image/webp"
    # Once.
    assert describing.describe(document.pk) is False
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert not default_storage.exists(document.first_page)


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_stays_as_it_is(django_capture_on_commit_callbacks, caplog):
    with django_capture_on_commit_callbacks(execute=True):
        broken, other = stored(b"%PDF-1.7", "hong.pdf"), stored(b"abc", "bang.csv")
    for document in (broken, other):
        document.refresh_from_db()
        assert (document.page_count, document.first_page) == (None, "")


@pytest.mark.django_db
def test_readers_see_pages_and_size_before_they_take_a_file(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = stored(pdf(), "ke-hoach.pdf", title="Kế hoạch")
    document.refresh_from_db()
    item = factories.publish_news(
        "LA", body=[("document", {"document": document, "title": "Kế hoạch năm"})]
    )
    html = Client().get(item.url, HTTP_HOST="long-an.localhost").content.decode()
    assert "PDF, 3 trang, " in html
    assert f'src="{document.first_page_url}" width="800"' in html
    assert "Xem trang đầu" in html
