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
        from django.db.models.signals import post_delete, post_save
        from wagtail.signals import page_published

        from . import describing, guards, models, renditions

        guards.connect(models.AgencyImage, models.AgencyDocument)
        document = models.AgencyDocument
        post_save.connect(describing.on_saved, sender=document, dispatch_uid="media.describe")
        post_delete.connect(describing.on_deleted, sender=document, dispatch_uid="media.described")
        page_published.connect(renditions.on_page_published, dispatch_uid="media.renditions")
