"""Images and documents with what the regulations ask of files."""

import mimetypes

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """App `media`."""

    name = "sections.media"
    label = "media"
    verbose_name = "hình ảnh và tệp tài liệu"

    def ready(self):
        """Guard stored files; resize pictures when a page is published."""
        # Older systems have no name for it, and browsers ignore a picture without.
        mimetypes.add_type("image/avif", ".avif")
        from wagtail.signals import page_published

        from . import guards, models, renditions

        guards.connect(models.AgencyImage, models.AgencyDocument)
        page_published.connect(renditions.on_page_published, dispatch_uid="media.renditions")
