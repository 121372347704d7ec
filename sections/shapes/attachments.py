"""Files that belong to an item, offered below its text."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from sections.base.blocks import FileBlock, SectionStreamField


class AttachmentsMixin(models.Model):
    """The column `files`; shown by `components/attachments.html`."""

    class Meta:
        abstract = True

    files = SectionStreamField(
        [("file", FileBlock())],
        verbose_name="tệp đính kèm",
        blank=True,
        help_text="Tệp chỉ mở được từ ngoài sau khi mục này được duyệt và đăng.",
    )

    files_panels = [FieldPanel("files")]
