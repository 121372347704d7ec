"""News and events (S04): the index with its archive and feeds, and the items."""

from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from sections.base.models import BasePage
from sections.base.readership import OF_A_CARD, children_of, for_everyone
from sections.base.reading import ReadingMixin
from sections.base.submission import Problem
from sections.base.text import clean_text, slugify
from workflow.agencies.queries import agency_of
from workflow.duties.panels import DeadlinePanel

from .section_page import BodyMixin
from .shapes.feeds import atom_feed, rss_feed
from .shapes.paging import PagesByMonth, kept

PER_PAGE = 12
SHOWN_TAGS = 20
NEWS_SECTION = "S04"


class NewsTag(TagBase):
    """A keyword of news items; one spelling, whatever the case or the Unicode form."""

    class Meta:
        verbose_name = "từ khóa"
        verbose_name_plural = "từ khóa"

    def slugify(self, tag, i=None):
        """An ASCII slug that reads Vietnamese."""
        slug = slugify(tag) or "tu-khoa"
        return slug if i is None else f"{slug}-{i}"

    def save(self, *args, **kwargs):
        """Save with the name in NFC."""
        self.name = clean_text(self.name).strip()
        super().save(*args, **kwargs)


class TaggedNews(ItemBase):
    """A keyword on an item."""

    class Meta:
        verbose_name = "từ khóa của tin"
        verbose_name_plural = "từ khóa của tin"

    tag = models.ForeignKey(NewsTag, on_delete=models.CASCADE, related_name="tagged_news")
    content_object = ParentalKey(
        "sections.NewsPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class NewsIndexPage(RoutablePageMixin, BasePage):
    """LA-4.2, BP-5.5, DL-8.1.b, QT-5.2, KT-3.2: newest first, by month, by keyword, RSS and Atom."""

    class Meta:
        verbose_name = "chuyên mục tin tức"
        verbose_name_plural = "chuyên mục tin tức"

    parent_page_types = ["site_home.HomePage"]
    subpage_types = ["sections.NewsPage"]
    max_count_per_parent = 1
    show_in_menus_default = True

    content_panels = [*BasePage.content_panels]

    def items(self):
        """The live items, newest first, ready to be listed without further queries per item."""
        return (
            for_everyone(children_of(self, NewsPage))
            .order_by("-first_published_at", "-pk")
            .select_related("illustration", "unit")
            .prefetch_related("illustration__renditions")
            .only(*OF_A_CARD)
        )

    @path("")
    def all_items(self, request):
        """Every item."""
        return self._list(request, self.items())

    @path("thang/<int:year>/<int:month>/")
    def items_of_month(self, request, year, month):
        """The items published in a month of the local calendar."""
        if not (1 <= month <= 12 and 1900 <= year <= 9998):
            raise Http404
        starts = timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 made aware
        ends = (starts + timedelta(days=32)).replace(day=1)
        # By the moments, not by the parts of the date: so the index finds them.
        items = self.items().filter(first_published_at__gte=starts, first_published_at__lt=ends)
        return self._list(request, items, year=year, month=month)

    @path("tu-khoa/<slug:slug>/")
    def items_with_tag(self, request, slug):
        """The items with a keyword."""
        tag = get_object_or_404(NewsTag, slug=slug)
        items = self.items().filter(tags=tag)
        if not items.exists():
            # A keyword is written with the draft: its words are public only with an item.
            raise Http404
        return self._list(request, items, tag=tag)

    @path("rss/")
    def rss(self, request):
        """The newest items as RSS 2.0."""
        return rss_feed(request, self, self.items()[:30])

    @path("atom/")
    def atom(self, request):
        """The newest items as Atom."""
        return atom_feed(request, self, self.items()[:30])

    def months(self) -> list[dict]:
        """`year`, `month`, `count`, `ends`, `url` of each month with items, newest first."""
        return kept(self, "months", self._months)

    def _months(self) -> list[dict]:
        # Nothing but items stands below: their own table need not be read.
        rows = (
            for_everyone(children_of(self, BasePage))
            .annotate(month=TruncMonth("first_published_at"))
            .values("month")
            .annotate(count=Count("pk"))
            .order_by("-month")
        )
        return [
            {
                "year": row["month"].year,
                "month": row["month"].month,
                "count": row["count"],
                "ends": (row["month"] + timedelta(days=32)).replace(day=1),
                "url": f"{self.url}thang/{row['month'].year}/{row['month'].month:02d}/",
            }
            for row in rows
            if row["month"]
        ]

    def tags(self) -> list[NewsTag]:
        """The keywords most used by the live items."""
        return kept(self, "tags", self._tags)

    def _tags(self) -> list[NewsTag]:
        items = for_everyone(children_of(self, NewsPage))
        found = NewsTag.objects.filter(tagged_news__content_object__in=items)
        return list(found.annotate(times=Count("pk")).order_by("-times", "name")[:SHOWN_TAGS])

    def _list(self, request, items, **current):
        months = self.months()
        paginator = Paginator(items, PER_PAGE) if current else PagesByMonth(items, PER_PAGE, months)
        page_of_items = paginator.get_page(request.GET.get("trang"))
        for item in page_of_items.object_list:
            # The parent is known: building the address must not ask for it again.
            item._cached_parent_obj = self
        context = {
            "items": page_of_items,
            "months": months,
            "tags": self.tags(),
            "current": current,
            "feeds": {"rss": f"{self.url}rss/", "atom": f"{self.url}atom/"},
        }
        return self.render(request, context_overrides=context)


class NewsPage(ReadingMixin, BodyMixin, BasePage):
    """A news item."""

    class Meta:
        verbose_name = "tin, bài"
        verbose_name_plural = "tin, bài"

    parent_page_types = ["sections.NewsIndexPage"]
    subpage_types = []
    is_item = True
    tells_of_event = True

    tags = ClusterTaggableManager(through=TaggedNews, blank=True, verbose_name="từ khóa")

    content_panels = [
        *BasePage.content_panels,
        *BodyMixin.body_panels,
        FieldPanel("tags"),
        *BasePage.record_panels,
        DeadlinePanel(),
    ]

    def allowed_deadline_kinds(self, parent) -> frozenset[str]:
        """The kinds for which the agency's regulation sets a clock on news."""
        agency = agency_of(parent) if parent else None
        if agency is None:
            return frozenset()
        return frozenset(
            row.kind for row in agency.book.deadlines if NEWS_SECTION in row.sections and row.kind
        )

    def own_problems(self) -> list[Problem]:
        """Adds what a news item needs: when it happened, a summary, a body."""
        found = super().own_problems()
        if not self.happened_at:
            found.append(
                Problem(
                    "happened_at",
                    "Hãy ghi thời điểm diễn ra hoạt động: thời hạn đăng tin tính từ lúc này.",
                )
            )
        elif self.happened_at > timezone.now() and not self.happened_until:
            found.append(
                Problem("happened_at", "Thời điểm diễn ra đang ở tương lai; hãy kiểm tra lại.")
            )
        if not self.summary.strip():
            found.append(Problem("summary", "Hãy viết tóm tắt."))
        if not self.body:
            found.append(Problem("body", "Tin chưa có nội dung."))
        return found
