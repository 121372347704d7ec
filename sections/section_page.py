"""What section pages share."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from sections.base.blocks import BodyBlock, SectionStreamField


class BodyMixin(models.Model):
    """A body made of blocks."""

    class Meta:
        abstract = True

    body = SectionStreamField(BodyBlock(required=False), verbose_name="nội dung", blank=True)

    body_panels = [FieldPanel("body")]
