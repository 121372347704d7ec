"""Resized copies are made when a page is published, so that reading it writes nothing."""

import logging

from django.db.models import Prefetch, prefetch_related_objects
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
    """Make the missing public sizes of every image that `page`, as it stands in memory, shows.

    How many images are ready; one whose file is missing or damaged is logged and left out.
    """
    image_type = ReferenceIndex._get_base_content_type(AgencyImage).pk
    ids = {
        object_id
        for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(page)
        if content_type_id == image_type
    }
    return _prepare(list(AgencyImage.objects.filter(pk__in=ids)), page)


def _prepare(images: list[AgencyImage], page) -> int:
    wanted = AgencyImage.get_rendition_model().objects.filter(filter_spec__in=PUBLIC_SPECS)
    prefetch_related_objects(
        images, Prefetch("renditions", queryset=wanted, to_attr="prefetched_renditions")
    )
    ready = 0
    for image in images:
        try:
            image.get_renditions(*PUBLIC_SPECS)
        except (OSError, SyntaxError):
            # What is approved gets published; SyntaxError is what Pillow says of a broken PNG.
            logger.warning("No public sizes for image %s of page %s", image.pk, page.pk, exc_info=1)
        else:
            ready += 1
    return ready


def on_page_published(sender, instance, files: list | None = None, **kwargs) -> None:
    """Receiver of `page_published`; `files` are those that the page shows, where known."""
    if files is None:
        prepare_pictures(instance)
    else:
        _prepare([file for file in files if isinstance(file, AgencyImage)], instance)
