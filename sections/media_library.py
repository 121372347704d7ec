"""The library of recordings and documents (S13)."""

from datetime import timedelta

from django import forms
from django.db import models
from django.http import Http404, HttpResponse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path

from sections.base.exporting import Column
from sections.base.forms import BasePageForm
from sections.base.submission import Problem

from .shapes.captions import MAX_BYTES, NOT_CAPTIONS, NotCaptions, as_webvtt
from .shapes.filters import ChoiceFilter, YearFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage

PLAYED_BY_BROWSERS = {
    "video": frozenset({"mp4", "webm"}),
    "audio": frozenset({"mp3", "m4a", "ogg", "wav"}),
}


class MediaKind(models.TextChoices):
    """What the file is."""

    VIDEO = "video", "Video"
    AUDIO = "audio", "Âm thanh"
    DOCUMENT = "document", "Tài liệu"


class MediaSubject(models.TextChoices):
    """What it is published for (LA-4.7-2, LA-4.7-3)."""

    MATERIAL = "material", "Tài liệu tuyên truyền"
    TECHNOLOGY = "technology", "Công nghệ mới"
    PRACTICE = "practice", "Cách làm hay"


class MediaIndexPage(ListingPage):
    """LA-4.7-2 (materials and recordings that explain the law), LA-4.7-3 (new technology, good
    practice)."""

    class Meta:
        verbose_name = "thư viện tài liệu, video"
        verbose_name_plural = "thư viện tài liệu, video"

    subpage_types = ["sections.MediaPage"]
    item_type = "sections.MediaPage"
    item_word = "mục"
    item_template = "sections/_media_card.html"
    template = "sections/media_index_page.html"
    filters = (
        ChoiceFilter("noi-dung", "Nội dung", "subject", MediaSubject.choices),
        ChoiceFilter("loai", "Loại", "kind", MediaKind.choices),
        YearFilter(),
    )
    columns = (
        Column("Tên", lambda row: row.title),
        Column("Nội dung", lambda row: row.get_subject_display()),
        Column("Loại", lambda row: row.get_kind_display()),
        Column("Thời lượng", lambda row: row.length_words),
        Column("Tác giả", lambda row: row.byline),
        Column("Nguồn", lambda row: row.source_name),
        Column("Ngày đăng", lambda row: row.first_published_at),
    )


class MediaForm(BasePageForm):
    """Takes the captions from a file as well."""

    captions_file = forms.FileField(
        label="Tệp phụ đề",
        required=False,
        help_text="Tệp .vtt hoặc .srt; nội dung được đưa vào ô phụ đề và duyệt cùng bài.",
    )

    def clean(self):
        """Read the file, make WebVTT of what was given."""
        cleaned = super().clean()
        upload = cleaned.get("captions_file")
        if upload:
            if upload.size > MAX_BYTES:
                self.add_error("captions_file", "Tệp phụ đề lớn hơn 1 MB.")
                return cleaned
            try:
                cleaned["captions"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("captions_file", "Tệp phụ đề phải ở bảng mã UTF-8.")
                return cleaned
        if cleaned.get("captions"):
            try:
                cleaned["captions"] = as_webvtt(cleaned["captions"])
            except NotCaptions as error:
                self.add_error("captions_file" if upload else "captions", str(error))
        return cleaned


class MediaPage(ItemPage):
    """A recording or document with what is needed by those who cannot see or hear it."""

    class Meta:
        verbose_name = "mục thư viện"
        verbose_name_plural = "mục thư viện"

    parent_page_types = ["sections.MediaIndexPage"]
    base_form_class = MediaForm
    facts_template = "sections/_media_facts.html"
    template = "sections/media_page.html"
    # The transcript says the same without the times.
    not_searched = frozenset({"captions"})

    kind = models.CharField(
        "loại", max_length=16, choices=MediaKind.choices, default=MediaKind.VIDEO
    )
    subject = models.CharField(
        "nội dung", max_length=16, choices=MediaSubject.choices, default=MediaSubject.MATERIAL
    )
    file = models.ForeignKey(
        "media.AgencyDocument",
        verbose_name="tệp",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Video: mp4, webm. Âm thanh: mp3, m4a, ogg, wav. Ảnh bìa là ảnh minh họa.",
    )
    duration = models.DurationField(
        "thời lượng", null=True, blank=True, help_text="Giờ:phút:giây, ví dụ 00:04:30."
    )
    is_silent = models.BooleanField("không có lời nói", default=False)
    captions = models.TextField(
        "phụ đề", blank=True, help_text="Nội dung tệp .vtt hoặc .srt; bắt buộc với video có lời."
    )
    transcript = models.TextField(
        "nội dung bằng chữ",
        blank=True,
        help_text="Lời nói và điều cần thấy trong hình, cho người không nghe, không nhìn được.",
    )

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("subject")]),
                FieldPanel("file"),
                FieldRowPanel([FieldPanel("duration"), FieldPanel("is_silent")]),
                FieldPanel("captions_file"),
                FieldPanel("captions"),
                FieldPanel("transcript"),
            ],
            heading="Tệp và nội dung thay thế",
        )
    )

    @property
    def length_words(self) -> str:
        """«4 phút 30 giây»; "" where it is not known."""
        if not self.duration:
            return ""
        minutes, seconds = divmod(int(self.duration / timedelta(seconds=1)), 60)
        hours, minutes = divmod(minutes, 60)
        parts = ((hours, "giờ"), (minutes, "phút"), (seconds, "giây"))
        return " ".join(f"{number} {unit}" for number, unit in parts if number)

    @path("phu-de/")
    def captions_track(self, request):
        """The captions for the player, as WebVTT."""
        if not self.captions:
            raise Http404
        return HttpResponse(
            self.captions,
            content_type="text/vtt; charset=utf-8",
            headers={"Content-Disposition": f'inline; filename="{self.slug}.vtt"'},
        )

    def own_problems(self) -> list[Problem]:
        """Adds the file, and what replaces picture and sound (WCAG 1.2.1, 1.2.2)."""
        found = super().own_problems()
        if not self.file:
            found.append(Problem("file", "Hãy chọn tệp."))
        elif self.kind in PLAYED_BY_BROWSERS:
            found += self._recording_problems()
        if not self.summary.strip():
            found.append(Problem("summary", "Hãy viết tóm tắt."))
        return found

    def _recording_problems(self) -> list[Problem]:
        found = []
        allowed = PLAYED_BY_BROWSERS[self.kind]
        if self.file.file_extension.lower() not in allowed:
            text = f"Trình duyệt không phát được tệp này; hãy dùng {', '.join(sorted(allowed))}."
            found.append(Problem("file", text))
        if not self.transcript.strip():
            text = "Hãy ghi nội dung bằng chữ cho người không nghe, không nhìn được."
            found.append(Problem("transcript", text))
        if self.kind == MediaKind.VIDEO and not self.is_silent and not self.captions:
            found.append(Problem("captions", "Video có lời nói cần phụ đề."))
        if self.captions and not self.captions.startswith("WEBVTT"):
            found.append(Problem("captions", NOT_CAPTIONS))
        return found
