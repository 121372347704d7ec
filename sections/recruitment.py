"""Recruitment, selection, training (S42)."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sections.base.exporting import Column
from sections.base.submission import Problem

from .shapes.attachments import AttachmentsMixin
from .shapes.filters import ChoiceFilter, Filter, Option, YearFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage

OPEN, CLOSED = "dang-nhan", "da-het-han"


class RecruitmentKind(models.TextChoices):
    """What people can apply for."""

    RECRUITMENT = "recruitment", "Tuyển dụng"
    SELECTION = "selection", "Tuyển chọn"
    TRAINING = "training", "Đào tạo, bồi dưỡng"
    STUDY_ABROAD = "study_abroad", "Đào tạo, bồi dưỡng ở nước ngoài"
    RESULT = "result", "Kết quả"


@dataclass(frozen=True, slots=True)
class ClosingFilter(Filter):
    """Narrows to what one can still apply for, or no longer; the closing day itself counts."""

    name: str = "han"
    label: str = "Nhận hồ sơ"
    lookup: str = "closes_on"

    def options(self, items) -> list[Option]:
        """Both, without a query."""
        return [Option(OPEN, "Đang nhận hồ sơ"), Option(CLOSED, "Đã hết hạn")]

    def apply(self, items, value: str):
        """The items that are open or closed today."""
        today = timezone.localdate()
        if value == CLOSED:
            return items.filter(closes_on__lt=today)
        return items.filter(closes_on__gte=today)


class RecruitmentIndexPage(ListingPage):
    """DL-8.1.i-3: posts and courses with their closing days, those still open first."""

    class Meta:
        verbose_name = "chuyên mục tuyển dụng, đào tạo"
        verbose_name_plural = "chuyên mục tuyển dụng, đào tạo"

    subpage_types = ["sections.RecruitmentPage"]
    item_type = "sections.RecruitmentPage"
    item_word = "thông báo"
    item_template = "sections/_recruitment_row.html"
    template = "sections/recruitment_index_page.html"
    order = (models.F("closes_on").desc(nulls_last=True), "-first_published_at", "-pk")
    filters = (
        ChoiceFilter("loai", "Loại", "kind", RecruitmentKind.choices),
        ClosingFilter(),
        YearFilter(),
    )
    columns = (
        Column("Tên", lambda item: item.title),
        Column("Loại", lambda item: item.get_kind_display()),
        Column("Số lượng", lambda item: item.places, "Số người cần tuyển, số học viên"),
        Column("Nhận hồ sơ từ", lambda item: item.opens_on),
        Column("Hết hạn", lambda item: item.closes_on, "Ngày cuối cùng nhận hồ sơ"),
        Column("Ngày thi, khai giảng", lambda item: item.held_on),
        Column("Nơi nhận hồ sơ", lambda item: item.apply_at),
    )


class RecruitmentPage(AttachmentsMixin, ItemPage):
    """DL-8.1.i-3."""

    class Meta:
        verbose_name = "thông báo tuyển dụng, đào tạo"
        verbose_name_plural = "thông báo tuyển dụng, đào tạo"

    parent_page_types = ["sections.RecruitmentIndexPage"]
    facts_template = "sections/_recruitment_facts.html"
    template = "sections/recruitment_page.html"

    kind = models.CharField(
        "loại", max_length=16, choices=RecruitmentKind.choices, default=RecruitmentKind.RECRUITMENT
    )
    places = models.PositiveIntegerField("số lượng", null=True, blank=True)
    requirements = models.TextField("điều kiện, tiêu chuẩn", blank=True)
    opens_on = models.DateField("nhận hồ sơ từ ngày", null=True, blank=True)
    closes_on = models.DateField(
        "đến hết ngày",
        null=True,
        blank=True,
        help_text="Ngày cuối cùng nhận hồ sơ; sau ngày này trang tự ghi «Đã hết hạn».",
    )
    held_on = models.DateField("ngày thi, khai giảng", null=True, blank=True)
    apply_at = models.CharField("nơi nhận hồ sơ", max_length=500, blank=True)
    apply_url = models.URLField("địa chỉ nộp trực tuyến", max_length=1000, blank=True)

    content_panels = item_panels(
        FieldRowPanel([FieldPanel("kind"), FieldPanel("places")]),
        FieldPanel("requirements"),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        FieldPanel("held_on"),
        FieldRowPanel([FieldPanel("apply_at"), FieldPanel("apply_url")]),
        *AttachmentsMixin.files_panels,
    )

    def is_closed_on(self, day: date) -> bool:
        """Whether nobody can apply any more on `day`."""
        return self.closes_on is not None and self.closes_on < day

    @property
    def standing(self) -> str:
        """«Sắp nhận hồ sơ», «Đang nhận hồ sơ», «Đã hết hạn»; "" without a closing day."""
        today = timezone.localdate()
        if self.closes_on is None:
            return ""
        if self.is_closed_on(today):
            return "Đã hết hạn"
        if self.opens_on and self.opens_on > today:
            return "Sắp nhận hồ sơ"
        return "Đang nhận hồ sơ"

    def own_problems(self) -> list[Problem]:
        """Adds what applicants must know: until when and where; results need none of it."""
        found = super().own_problems()
        if self.kind != RecruitmentKind.RESULT:
            if not self.closes_on:
                found.append(Problem("closes_on", "Hãy ghi ngày cuối cùng nhận hồ sơ, đăng ký."))
            if not (self.apply_at.strip() or self.apply_url):
                found.append(Problem("apply_at", "Hãy ghi nơi nhận hồ sơ, đăng ký."))
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            found.append(Problem("closes_on", "Ngày hết hạn sớm hơn ngày bắt đầu nhận hồ sơ."))
        if not self.body:
            found.append(Problem("body", "Thông báo chưa có nội dung."))
        return found
