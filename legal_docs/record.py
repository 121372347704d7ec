"""The record of a document: number, kind, who issued and signed it, its days (Decree 30/2020)."""

from datetime import date

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.submission import Problem

from .vocabulary import clean_number, folded_number, is_number


class Status(models.TextChoices):
    """What the days of a document say on a day."""

    COMING = "coming", "Chưa có hiệu lực"
    IN_FORCE = "in_force", "Còn hiệu lực"
    ENDED = "ended", "Hết hiệu lực"
    UNKNOWN = "unknown", "Chưa rõ hiệu lực"


class LegalRecord(models.Model):
    """What is recorded of every document; a page type adds `kind` with its own choices.

    Structure and relations of documents (amended, replaced, guided) join this record by its
    number, kind and issuing day.
    """

    class Meta:
        abstract = True

    number = models.CharField(
        "số, ký hiệu", max_length=100, blank=True, help_text="Ví dụ: 33/2018/QĐ-UBND."
    )
    # For comparing and looking up; accents, blanks and case make no difference.
    number_key = models.CharField(max_length=120, editable=False, default="", db_index=True)
    issuing_authority = models.CharField("cơ quan ban hành", max_length=255, blank=True)
    issued_on = models.DateField(
        "ngày ban hành", null=True, blank=True, help_text="Thời hạn cung cấp tính từ ngày này."
    )
    effective_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    ended_from = models.DateField(
        "hết hiệu lực từ", null=True, blank=True, help_text="Để trống khi còn hiệu lực."
    )
    signer = models.CharField("người ký", max_length=255, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=255, blank=True)
    field = models.CharField(
        "lĩnh vực", max_length=150, blank=True, help_text="Viết giống nhau để lọc được."
    )

    number_panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("number")]),
        FieldPanel("issuing_authority"),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("field")]),
        FieldRowPanel([FieldPanel("signer"), FieldPanel("signer_title")]),
    ]
    effect_panels = [FieldRowPanel([FieldPanel("effective_from"), FieldPanel("ended_from")])]
    legal_panels = [
        MultiFieldPanel(number_panels, heading="Văn bản"),
        MultiFieldPanel(effect_panels, heading="Hiệu lực"),
    ]

    def full_clean(self, *args, **kwargs):
        """Write the number as it is printed before validating: a draft holds what gets published."""
        self._clean_number()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        """Save with the number as it is printed and its key."""
        self._clean_number()
        super().save(*args, **kwargs)

    def _clean_number(self):
        self.number = clean_number(self.number)
        self.number_key = folded_number(self.number)

    def status_on(self, day: date) -> Status:
        """The status on `day`; the day of the end is the first without effect."""
        if self.ended_from and self.ended_from <= day:
            return Status.ENDED
        if self.effective_from is None:
            return Status.UNKNOWN
        return Status.COMING if self.effective_from > day else Status.IN_FORCE

    @property
    def status(self) -> Status:
        """The status today."""
        return self.status_on(timezone.localdate())

    @property
    def citation(self) -> str:
        """«Quyết định số 33/2018/QĐ-UBND ngày 05/02/2018 của …» without the subject."""
        kind = self.get_kind_display().split(" (", maxsplit=1)[0]
        parts = [kind]
        if self.number:
            parts.append(f"số {self.number}")
        if self.issued_on:
            parts.append(f"ngày {self.issued_on:%d/%m/%Y}")
        if self.issuing_authority:
            parts.append(f"của {self.issuing_authority}")
        return " ".join(parts)

    def record_problems(self) -> list[Problem]:
        """What a document must carry before it is submitted."""
        found = []
        if not self.number.strip():
            found.append(Problem("number", "Hãy ghi số, ký hiệu của văn bản."))
        elif not is_number(self.number):
            found.append(
                Problem("number", "Số, ký hiệu chưa đúng dạng; ví dụ 33/2018/QĐ-UBND, 105/QĐ-STP.")
            )
        if not self.issued_on:
            found.append(Problem("issued_on", "Hãy ghi ngày ban hành."))
        elif self.issued_on > timezone.localdate():
            found.append(Problem("issued_on", "Ngày ban hành đang ở tương lai; hãy kiểm tra lại."))
        if not self.issuing_authority.strip():
            found.append(Problem("issuing_authority", "Hãy ghi cơ quan ban hành."))
        if self.issued_on and self.effective_from and self.effective_from < self.issued_on:
            found.append(
                Problem("effective_from", "Ngày có hiệu lực không thể trước ngày ban hành.")
            )
        if self.effective_from and self.ended_from and self.ended_from < self.effective_from:
            found.append(Problem("ended_from", "Ngày hết hiệu lực phải sau ngày có hiệu lực."))
        return found
