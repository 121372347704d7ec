"""Own image and document models: fingerprint, alternative text, no hidden metadata."""

import os
import secrets
from contextlib import suppress
from functools import cache

from django.core.files.storage import default_storage
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as StockDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as StockImage

from sections.base.text import clean_text

from . import guards
from .cleaning import check_whole, sha256_of, without_metadata

# The fields that tell what is in a document's file.
DESCRIBED = ("page_count", "first_page", "first_page_height")


class AgencyImage(AbstractImage):
    """An image; its file is stripped of metadata (place, device) before it is stored."""

    class Meta(AbstractImage.Meta):
        verbose_name = "hình ảnh"
        verbose_name_plural = "hình ảnh"

    alt_text = models.CharField(
        "mô tả ảnh",
        max_length=255,
        blank=True,
        help_text="Ảnh cho thấy gì: đọc cho người khiếm thị, hiện khi ảnh không tải được.",
    )
    credit = models.CharField("người chụp, nguồn ảnh", max_length=255, blank=True)
    sha256 = models.CharField(
        "dấu SHA-256", max_length=64, blank=True, editable=False, db_index=True
    )

    # Without tags: Wagtail shows the most used tags of every agency beside the file lists.
    admin_form_fields = (
        *(name for name in StockImage.admin_form_fields if name != "tags"),
        "alt_text",
        "credit",
    )

    # What visitors see of an image besides its file: the focal point decides how it is cropped.
    fixed_when_live = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")

    def clean(self):
        """Refuse a replaced file and a picture that is damaged or not wholly uploaded."""
        super().clean()
        guards.validate_change(self)
        if self.file and not self.file._committed:
            check_whole(self.file)

    def save(self, *args, **kwargs):
        """Save with texts in NFC; a new file is cleaned and fingerprinted first.

        Raises `ValidationError` if the picture cannot be decoded.
        """
        self.title, self.alt_text, self.credit = map(
            clean_text, (self.title, self.alt_text, self.credit)
        )
        uncleaned = None
        if self.file and (self._state.adding or not self.file._committed):
            # The upload of many files stores each file before it saves the record.
            uncleaned = self.file.name if self.file._committed else None
            self.file = without_metadata(self.file)
            self.sha256 = sha256_of(self.file)
            self.file_size = self.file.size
        super().save(*args, **kwargs)
        if uncleaned and not AgencyImage.objects.filter(file=uncleaned).exists():
            self.file.storage.delete(uncleaned)

    def get_upload_to(self, filename):
        """Where the file is stored; nobody can guess the name, which the public sizes share."""
        # In front, because long names are cut at their end.
        return super().get_upload_to(f"{secrets.token_hex(8)}-{os.path.basename(filename)}")

    def get_rendition(self, filter):
        """As Wagtail's; a size that is at hand is not put into the cache at each reading."""
        if self._get_prefetched_renditions() is not None and not self.is_svg():
            known = _filter(filter) if isinstance(filter, str) else filter
            with suppress(AgencyRendition.DoesNotExist):
                return self.find_existing_rendition(known)
        return super().get_rendition(filter)

    @property
    def default_alt_text(self):
        """What Wagtail uses when a template gives no alternative text."""
        return self.alt_text or self.title


@cache
def _filter(spec: str) -> Filter:
    """Reading what a size means takes longer than finding the picture."""
    return Filter(spec=spec)


class AgencyRendition(AbstractRendition):
    """A resized copy of an image."""

    image = models.ForeignKey(AgencyImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "bản ảnh"
        verbose_name_plural = "bản ảnh"
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]


class AgencyDocument(AbstractDocument):
    """A file offered for download."""

    class Meta(AbstractDocument.Meta):
        verbose_name = "tệp tài liệu"
        verbose_name_plural = "tệp tài liệu"

    sha256 = models.CharField(
        "dấu SHA-256", max_length=64, blank=True, editable=False, db_index=True
    )

    # What the worker finds in the file (`describing.py`).
    page_count = models.PositiveIntegerField("số trang", null=True, editable=False)
    first_page = models.CharField("ảnh trang đầu", max_length=255, blank=True, editable=False)
    first_page_height = models.PositiveSmallIntegerField(default=0, editable=False)

    admin_form_fields = tuple(name for name in StockDocument.admin_form_fields if name != "tags")

    # What visitors see of a document besides its file.
    fixed_when_live = ("title",)

    def get_file_size(self):
        """The size in bytes; unlike Wagtail's, never written while somebody reads."""
        if self.file_size is None:
            try:
                return self.file.size
            except OSError:
                return None
        return self.file_size

    def clean(self):
        """Refuse a replaced file, and a new title while a live page shows it."""
        super().clean()
        self.title = clean_text(self.title)
        guards.validate_change(self)

    def save(self, *args, **kwargs):
        """Save with the title in NFC; a new file is measured and fingerprinted."""
        self.title = clean_text(self.title)
        if self.file and (self._state.adding or not self.file._committed):
            self.sha256 = sha256_of(self.file)
            self.page_count, self.first_page, self.first_page_height = None, "", 0
            # Else the first reader's request would have to write it.
            self.file_size = self.file.size
        super().save(*args, **kwargs)

    @property
    def first_page_url(self) -> str:
        """The picture of the first page, `first_page.WIDTH` pixels wide; "" without."""
        return default_storage.url(self.first_page) if self.first_page else ""
