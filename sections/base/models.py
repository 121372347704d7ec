"""The base page: the regulation's record of an item, once, for every page type."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Left
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import (
    AbstractPage,
    DefaultBasePageMixin,
    PageViewRestriction,
)
from wagtail.models.pages import AbstractPageMeta

from . import at_hand, door, routing
from .clock_fields import ClockFields
from .forms import BasePageForm, VietnameseSlugInput
from .permissions import BoardPagePermissionTester
from .search_text import numbers_of, text_of
from .submission import Problem
from .text import clean_text, clean_values, fold, slugify

NOT_THROUGH_THE_DOOR = (
    "«{title}» chưa được thay đổi trên trang công khai: nội dung chỉ được đăng, sửa hoặc gỡ sau khi "
    "đi hết quy trình duyệt của Ban Biên tập. Hãy lưu nháp rồi gửi duyệt."
)

# Columns that change without a visitor seeing anything else.
BOOKKEEPING = frozenset(
    {
        "path",
        "depth",
        "numchild",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
        "supplied_at",
        "section_code",
        "folded",
        "wagtail_admin_comments",
    }
)

# References that Wagtail takes from the page's row whatever the revision says; each would be
# looked up first to see whether it still exists.
_OF_THE_ROW = frozenset(
    {"owner", "locale", "content_type", "latest_revision", "live_revision", "locked_by", "alias_of"}
)


class BasePage(AbstractPage, DefaultBasePageMixin):
    """What the regulations ask to be recorded of every item, and the guard of its public state."""

    class Meta(AbstractPageMeta):
        verbose_name = "trang"
        verbose_name_plural = "trang"
        indexes = [
            models.Index(fields=["depth", "path"], name="page_depth_path"),
            models.Index(fields=["url_path"], name="page_url_path"),
            models.Index(
                fields=["content_type", "-first_published_at"],
                condition=models.Q(live=True),
                name="page_newest_of_type",
            ),
            models.Index(
                fields=["section_code", "-first_published_at"],
                condition=models.Q(live=True),
                name="page_newest_of_section",
            ),
            models.Index(
                fields=["path"],
                condition=models.Q(has_unpublished_changes=True),
                name="page_being_changed",
            ),
            models.Index(
                Left("path", models.Value(-4)),
                models.F("first_published_at").desc(),
                models.F("id").desc(),
                condition=models.Q(live=True),
                name="page_newest_below",
            ),
            models.Index(
                Left("path", models.Value(-4)),
                models.F("latest_revision_created_at").desc(nulls_last=True),
                name="page_last_edited_below",
            ),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="page_folded_trigrams"),
        ]

    class DeadlineKind(models.TextChoices):
        """Picks the clock where the regulation has several (`[[deadline]].kind`)."""

        EVENT = "event", "Tin hoạt động, sự kiện"
        IMPORTANT_EVENT = (
            "important_event",
            "Hội nghị sơ kết, tổng kết, chuyên đề; sự kiện quan trọng",
        )
        DOMESTIC = "domestic", "Tin trong nước"
        FOREIGN = "foreign", "Tin ngoài nước"
        FROM_DOCUMENT = "from_document", "Tin viết từ văn bản chỉ đạo"
        OWN_FIELD = "own_field", "Thuộc lĩnh vực của cơ quan"
        MINISTRY = "ministry", "Phải hỏi ý kiến bộ, ngành"

    summary = models.TextField(
        "tóm tắt",
        blank=True,
        max_length=500,
        help_text="Hai, ba câu nêu nội dung chính; hiện trong danh sách tin và kết quả tìm kiếm.",
    )
    illustration = models.ForeignKey(
        "media.AgencyImage",
        verbose_name="ảnh minh họa",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    illustration_alt = models.CharField(
        "mô tả ảnh minh họa",
        max_length=255,
        blank=True,
        help_text="Bắt buộc khi có ảnh: người không nhìn thấy ảnh sẽ nghe đọc dòng này.",
    )
    unit = models.ForeignKey(
        "agencies.Unit",
        verbose_name="đơn vị cung cấp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    supplier_name = models.CharField("họ tên người cung cấp", max_length=255, blank=True)
    supplier_title = models.CharField("chức danh", max_length=255, blank=True)
    supplier_email = models.EmailField("thư điện tử người cung cấp", blank=True)
    supplier_phone = models.CharField("điện thoại hoặc địa chỉ liên hệ", max_length=255, blank=True)
    byline = models.CharField("tác giả", max_length=255, blank=True)
    source_name = models.CharField(
        "nguồn",
        max_length=255,
        blank=True,
        help_text="Tên cơ quan, báo, trang đã đăng, khi trích dẫn hoặc đăng lại.",
    )
    source_url = models.URLField("địa chỉ nguồn", max_length=1000, blank=True)
    source_published_on = models.DateField("ngày nguồn đăng", null=True, blank=True)
    happened_at = models.DateTimeField(
        "thời điểm diễn ra",
        null=True,
        blank=True,
        help_text="Thời hạn đăng tin tính từ lúc này, dạng ngày/tháng/năm giờ:phút.",
    )
    happened_until = models.DateTimeField("thời điểm kết thúc", null=True, blank=True)
    supplied_at = models.DateTimeField("thời điểm cung cấp", null=True, editable=False)
    deadline_kind = models.CharField(
        "loại thời hạn", max_length=32, blank=True, choices=DeadlineKind.choices
    )
    # The section of the regulation (S01 … S53) that the page is, or stands in.
    section_code = models.CharField("mã chuyên mục", max_length=8, editable=False, default="")
    folded = models.TextField(default="", editable=False)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        # Wagtail's admin sets its own form on the base page while the apps start, so every page
        # type carries ours itself, unless it (or a type above it) names another.
        between = [base for base in cls.__mro__ if base not in BasePage.__mro__]
        if not any("base_form_class" in vars(base) for base in between):
            cls.base_form_class = BasePageForm

    # Whether the page is an item that somebody supplies to the board, with clocks and sources.
    is_item = False
    # Whether readers are told when it happened; elsewhere that moment only starts a clock.
    tells_of_event = False

    # What starts and stops the clocks of an item of the type.
    clock_fields = ClockFields()

    # What every template of the type shows, read with the page itself.
    shown_relations: tuple[str, ...] = ("illustration", "unit")

    # For site search: relations whose records the page shows, own fields that it does not show.
    search_children: tuple[str, ...] = ()
    not_searched: frozenset[str] = frozenset()

    record_panels = [
        MultiFieldPanel(
            [
                FieldPanel("illustration"),
                FieldPanel("illustration_alt"),
            ],
            heading="Ảnh minh họa",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("happened_at"), FieldPanel("happened_until")]),
                FieldPanel("deadline_kind"),
            ],
            heading="Thời gian sự kiện",
        ),
        MultiFieldPanel(
            [
                FieldPanel("unit"),
                FieldRowPanel([FieldPanel("supplier_name"), FieldPanel("supplier_title")]),
                FieldRowPanel([FieldPanel("supplier_email"), FieldPanel("supplier_phone")]),
            ],
            heading="Người cung cấp thông tin",
        ),
        MultiFieldPanel(
            [
                FieldPanel("byline"),
                FieldPanel("source_name"),
                FieldRowPanel([FieldPanel("source_url"), FieldPanel("source_published_on")]),
            ],
            heading="Tác giả và nguồn",
        ),
    ]
    content_panels = [TitleFieldPanel("title"), FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", widget=VietnameseSlugInput),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading="Địa chỉ và công cụ tìm kiếm",
        ),
    ]
    settings_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("go_live_at", heading="Đăng lúc"),
                        FieldPanel("expire_at", heading="Gỡ lúc"),
                    ]
                )
            ],
            heading="Hẹn giờ",
            help_text=(
                "Để trống nếu đăng ngay khi duyệt xong và không gỡ. Giờ hẹn được duyệt cùng nội dung."
            ),
        ),
    ]

    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
    ]

    @staticmethod
    def route_for_request(request, path):
        """As Wagtail's, in two queries (`routing.route`)."""
        if not hasattr(request, "_wagtail_route_for_request"):
            request._wagtail_route_for_request = routing.route(BasePage, request, path)
        return request._wagtail_route_for_request

    def get_context(self, request, *args, **kwargs):
        """As Wagtail's, once all that the page's blocks show has been read."""
        at_hand.gather(self)
        return super().get_context(request, *args, **kwargs)

    def get_view_restrictions(self):
        """As Wagtail's, in one query, or none where the way here has shown that there is none.

        An alias is never public here, so none is looked for.
        """
        if getattr(self, routing.OPEN, False):
            return routing.no_restrictions()
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=above)

    def search_text(self) -> str:
        """What readers can look for beside the title, as plain text."""
        return text_of(self)

    def search_numbers(self) -> list[str]:
        """The document numbers by which the page is found, its own first."""
        return numbers_of(self)

    def search_date(self):
        """The moment or day by which search sorts and filters: a document has its own."""
        return self.first_published_at

    def is_about(self) -> tuple[str, date] | None:
        """Which period the item is about: "week", "month", "quarter" or "year" and its first day."""
        return None

    def own_problems(self) -> list[Problem]:
        """What the page itself finds wrong before submission."""
        found = []
        if self.illustration_id and not self.illustration_alt.strip():
            found.append(
                Problem("illustration_alt", "Ảnh minh họa cần có dòng mô tả cho người khiếm thị.")
            )
        if self.happened_until and self.happened_at and self.happened_until < self.happened_at:
            found.append(
                Problem("happened_until", "Thời điểm kết thúc phải sau thời điểm diễn ra.")
            )
        if self.happened_until and not self.happened_at:
            found.append(Problem("happened_at", "Hãy ghi thời điểm diễn ra."))
        return found

    def allowed_deadline_kinds(self, parent) -> frozenset[str]:
        """The `deadline_kind` values that make sense under `parent`; none by default."""
        return frozenset()

    def permissions_for_user(self, user):
        """The board's permission tester, for every page type."""
        return BoardPagePermissionTester(user, self)

    def full_clean(self, *args, **kwargs):
        """Clean the texts to NFC and make an ASCII slug of the title before validating."""
        self._clean_texts()
        super().full_clean(*args, **kwargs)

    def _set_core_field_defaults(self):
        if not self.slug and (self.path or getattr(self, "_cached_parent_obj", None)):
            self.slug = self._get_autogenerated_slug(slugify(self.title) or "trang")
        super()._set_core_field_defaults()

    def save(self, clean=True, user=None, log_action=False, **kwargs):
        """Save, unless that would change what the public sees outside the door (`door.Refused`)."""
        self._clean_texts()
        if self._state.adding and not self.section_code and self.path:
            self.section_code = getattr(self.get_parent(), "section_code", "")
        update_fields = kwargs.get("update_fields")
        if update_fields is None or {"title", "summary"} & set(update_fields):
            self.folded = f" {fold(f'{self.title} {self.summary}')} "
            if update_fields is not None:
                kwargs["update_fields"] = [*update_fields, "folded"]
        if not door.is_open(self):
            self._refuse_public_change(update_fields)
        return super().save(clean=clean, user=user, log_action=log_action, **kwargs)

    def _clean_texts(self):
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if isinstance(value, str):
                setattr(self, field.attname, clean_text(value))
        self.title = " ".join(self.title.split())

    def _refuse_public_change(self, update_fields):
        if update_fields is not None and BOOKKEEPING.issuperset(update_fields):
            return
        before = None
        if self.pk:
            before = type(self)._base_manager.filter(pk=self.pk).first()
        was_live = before is not None and before.live
        is_live = self.live if update_fields is None or "live" in update_fields else was_live
        if not was_live and not is_live:
            return
        if was_live != is_live or self._changed_public_fields(before, update_fields):
            raise door.Refused(NOT_THROUGH_THE_DOOR.format(title=self.title))

    def _changed_public_fields(self, before, update_fields) -> list[str]:
        changed = []
        if update_fields is None:
            # Child objects (tags, appointments) held in memory would be written with the page.
            changed.extend(self.__dict__.get("_cluster_related_objects", ()))
        for field in self._meta.concrete_fields:
            named = update_fields is None or field.name in update_fields
            if not named or field.name in BOOKKEEPING:
                continue
            if field.value_to_string(self) != field.value_to_string(before):
                changed.append(field.name)
        return changed

    def serializable_data(self):
        """The revision's content, every text in NFC (rich text and StreamField included)."""
        return clean_values(super().serializable_data())

    def with_content_json(self, content):
        """As Wagtail's; what belongs to the page's public record is never taken from a draft."""
        content = {name: value for name, value in content.items() if name not in _OF_THE_ROW}
        page = super().with_content_json(content)
        page.supplied_at = self.supplied_at
        page.section_code = self.section_code
        page.live_revision_id = self.live_revision_id
        # A revision keeps milliseconds only.
        page.first_published_at = self.first_published_at
        return page

    @property
    def language_code(self) -> str:
        """The language of the page for `lang` and Dublin Core."""
        return settings.LANGUAGE_CODE
