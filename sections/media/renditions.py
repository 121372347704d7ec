"""Resized copies are made when a page is published, so that reading it writes nothing."""

from wagtail.models import ReferenceIndex

from .models import AgencyImage

# The sizes the public templates ask for, in the order of the picture's importance.
PUBLIC_SPECS = (
    "fill-800x450|format-webp",
    "fill-320x180|format-webp",
    "max-1200x1200|format-webp",
    "fill-160x160|format-webp",
)


def prepare_pictures(page) -> int:
    """Make the missing public sizes of every image that `page` shows; the number of images."""
    image_type = ReferenceIndex._get_base_content_type(AgencyImage).pk
    ids = {
        object_id
        for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(page)
        if content_type_id == image_type
    }
    images = AgencyImage.objects.filter(pk__in=ids)
    for image in images:
        image.get_renditions(*PUBLIC_SPECS)
    return len(images)


def on_page_published(sender, instance, **kwargs) -> None:
    """Receiver of `page_published`."""
    prepare_pictures(instance)
