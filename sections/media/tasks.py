"""Tasks of the worker about images and files."""

from . import describing, renditions


def prepare_images(ids: list[int]) -> int:
    """Make the public sizes of images in all formats; how many images are ready."""
    return renditions.prepare_images(ids)


def describe_document(document_id: int) -> bool:
    """Count the pages of a document and draw its first; whether there was something to say."""
    return describing.describe(document_id)
