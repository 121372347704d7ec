"""Tasks of the worker about images and files."""

from . import renditions


def prepare_images(ids: list[int]) -> int:
    """Make the public sizes of images in all formats; how many images are ready."""
    return renditions.prepare_images(ids)
