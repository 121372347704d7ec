"""Images and documents with what the regulations ask of files."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """App `media`."""

    name = "sections.media"
    label = "media"
    verbose_name = "hình ảnh và tệp tài liệu"

    def ready(self):
        """Guard files that live pages use."""
        from . import guards

        guards.connect()
