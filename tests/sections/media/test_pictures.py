"""Pictures of the public pages: widths, formats, alternative text."""

import re

import pytest
from django.test import Client

from sections.media.pictures import PUBLIC_SPECS, picture
from sections.media.renditions import prepare_images
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return factories.make_image("LA", file=factories.picture_file(size=(1600, 900)))


def test_a_picture_is_offered_in_two_formats_and_widths(image):
    prepare_images([image.pk])
    html = picture(image, "article", 'Ảnh "một"', loading="lazy")
    assert re.findall(r"\.(avif|webp) (\d+)w", html) == [
        ("avif", "400"),
        ("avif", "800"),
        ("webp", "400"),
        ("webp", "800"),
    ]
    assert 'alt="Ảnh &quot;một&quot;"' in html
    assert 'width="800"' in html
    assert 'height="450"' in html
    assert 'loading="lazy"' in html
    assert html.count("sizes=") == 2


def test_until_the_worker_has_made_the_better_format_pages_do_without(image):
    image.get_renditions(*PUBLIC_SPECS)
    html = picture(image, "article", "")
    assert "avif" not in html
    assert 'alt=""' in html
    assert not image.renditions.filter(filter_spec__contains="avif").exists()


def test_a_small_original_is_offered_once():
    image = factories.make_image("LA", file=factories.picture_file(size=(300, 200)))
    prepare_images([image.pk])
    html = picture(image, "figure", "Ảnh")
    assert re.findall(r" \d+w", html) == []
    assert html.count("sizes=") == 0
    assert 'type="image/avif"' in html


def test_browsers_are_told_what_the_file_is(image):
    prepare_images([image.pk])
    file = image.renditions.filter(filter_spec__contains="avif").first()
    answer = Client().get(file.url, HTTP_HOST="long-an.localhost")
    assert answer["Content-Type"] == "image/avif"
