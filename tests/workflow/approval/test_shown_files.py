"""Which files an item shows, wherever it refers to them; what was just read is not read again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sections.media.models import AgencyImage
from tests import factories
from workflow.approval.content import hash_of_page, shown_files

pytestmark = pytest.mark.django_db


def item_with_files():
    """Two pictures and a file in blocks, another picture and file beside them; in their order."""
    images = [factories.make_image("LA") for _ in range(3)]
    documents = [factories.make_document("LA") for _ in range(2)]
    link = f'<p><a linktype="document" id="{documents[1].pk}">Tải về</a></p>'
    page = factories.make_news(
        "LA",
        illustration=images[1],
        illustration_alt="Ảnh",
        body=[
            ("image", {"image": images[2], "alt": "Ảnh", "caption": ""}),
            ("document", {"document": documents[0], "title": "Tệp"}),
            ("paragraph", link),
            ("image", {"image": images[0], "alt": "Ảnh", "caption": ""}),
        ],
    )
    return page, [*images, *documents]


@pytest.mark.parametrize("just_read", [True, False])
def test_every_file_is_found_once_in_order(just_read):
    page, files = item_with_files()
    draft = page.get_latest_revision_as_object()
    assert shown_files(draft, just_read=just_read) == files
    assert hash_of_page(draft, files) == hash_of_page(draft)


def test_what_the_blocks_hold_is_read_once():
    image = factories.make_image("LA")
    body = [("image", {"image": image, "alt": "Ảnh", "caption": ""})]
    page = factories.make_news("LA", body=body)

    def asked(*, just_read: bool) -> int:
        draft = page.get_latest_revision_as_object()
        with CaptureQueriesContext(connection) as made:
            assert shown_files(draft, just_read=just_read) == [image]
        return len(made)

    assert (asked(just_read=True), asked(just_read=False)) == (1, 2)


def test_a_page_held_in_memory_is_asked_for_its_files_again():
    """A file that was replaced since the page was read changes the hash."""
    image = factories.make_image("LA")
    body = [("image", {"image": image, "alt": "Ảnh", "caption": ""})]
    draft = factories.make_news("LA", body=body).get_latest_revision_as_object()
    before = hash_of_page(draft)
    AgencyImage.objects.filter(pk=image.pk).update(sha256=64 * "0")
    assert hash_of_page(draft) != before
