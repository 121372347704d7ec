"""What every section page shares: its section code in the rule book."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from sections.base.blocks import BodyBlock, SectionStreamField


class SectionMixin(models.Model):
    """The section of the regulation that the page carries (S01 … S53)."""

    class Meta:
        abstract = True

    section_code = models.CharField("mã chuyên mục", max_length=8, editable=False, default="")


class BodyMixin(models.Model):
    """A body made of blocks."""

    class Meta:
        abstract = True

    body = SectionStreamField(BodyBlock(required=False), verbose_name="nội dung", blank=True)

    body_panels = [FieldPanel("body")]
