"""Resized copies are made before a page is public, so that reading it writes nothing."""

import logging
from functools import partial

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django_q.tasks import async_task
from wagtail.models import ReferenceIndex

from .models import AgencyImage
from .pictures import LATER_SPECS, PUBLIC_SPECS

logger = logging.getLogger(__name__)

TASK = "sections.media.tasks.prepare_images"


def prepare_pictures(page) -> int:
    """Make the missing public sizes of every image that `page`, as it stands in memory, shows.

    In all formats: for the worker. How many images are ready; one whose file is missing or damaged
    is logged and left out.
    """
    image_type = ReferenceIndex._get_base_content_type(AgencyImage).pk
    ids = {
        object_id
        for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(page)
        if content_type_id == image_type
    }
    return prepare_images(ids)


def prepare_images(ids) -> int:
    """The same for images by primary key."""
    images = _with_sizes(list(AgencyImage.objects.filter(pk__in=ids)))
    return len(_made(images, PUBLIC_SPECS + LATER_SPECS))


def on_page_published(sender, instance, files: list | None = None, **kwargs) -> None:
    """Receiver of `page_published`; `files` are those that the page shows, where known.

    Makes what a page cannot do without; the rest is left to the worker.
    """
    if files is None:
        prepare_pictures(instance)
        return
    images = _with_sizes([file for file in files if isinstance(file, AgencyImage)])
    late = [image.pk for image in _made(images, PUBLIC_SPECS) if _lacks_any(image, LATER_SPECS)]
    if late:
        transaction.on_commit(partial(async_task, TASK, late), robust=True)


def _with_sizes(images: list[AgencyImage]) -> list[AgencyImage]:
    wanted = AgencyImage.get_rendition_model().objects.filter(
        filter_spec__in=PUBLIC_SPECS + LATER_SPECS
    )
    prefetch_related_objects(
        images, Prefetch("renditions", queryset=wanted, to_attr="prefetched_renditions")
    )
    return images


def _made(images: list[AgencyImage], specs: tuple[str, ...]) -> list[AgencyImage]:
    """The images that have the sizes now; one whose file is missing or damaged is logged."""
    made = []
    for image in images:
        try:
            image.get_renditions(*specs)
        except (OSError, SyntaxError):
            # What is approved gets published; SyntaxError is what Pillow says of a broken PNG.
            logger.warning("No public sizes for image %s", image.pk, exc_info=1)
        else:
            made.append(image)
    return made


def _lacks_any(image: AgencyImage, specs: tuple[str, ...]) -> bool:
    return not set(specs) <= {made.filter_spec for made in image.prefetched_renditions}
