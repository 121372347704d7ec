"""Resized copies are made when a page is published, so that reading it writes nothing."""

import logging

from wagtail.models import ReferenceIndex

from .models import AgencyImage

logger = logging.getLogger(__name__)

# The sizes the public templates ask for, in the order of the picture's importance.
PUBLIC_SPECS = (
    "fill-800x450|format-webp",
    "fill-320x180|format-webp",
    "max-1200x1200|format-webp",
    "fill-160x160|format-webp",
)


def prepare_pictures(page) -> int:
    """Make the missing public sizes of every image that `page` shows; how many images are ready.

    An image whose file is missing or damaged is logged and left out.
    """
    image_type = ReferenceIndex._get_base_content_type(AgencyImage).pk
    ids = {
        object_id
        for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(page)
        if content_type_id == image_type
    }
    ready = 0
    for image in AgencyImage.objects.filter(pk__in=ids):
        try:
            image.get_renditions(*PUBLIC_SPECS)
        except (OSError, SyntaxError):
            # What is approved gets published; SyntaxError is what Pillow says of a broken PNG.
            logger.warning("No public sizes for image %s of page %s", image.pk, page.pk, exc_info=1)
        else:
            ready += 1
    return ready


def on_page_published(sender, instance, **kwargs) -> None:
    """Receiver of `page_published`."""
    prepare_pictures(instance)
