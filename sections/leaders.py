"""Leaders of the agency: who they are, what they answer for, who held office when (S03)."""

from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db import models
from django.http import Http404
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable

from sections.base.submission import Problem
from sections.base.tables import Column, TableField
from sections.base.text import clean_text, slugify
from sections.base.vcards import Contact, as_vcard
from workflow.agencies.queries import agency_of

from .shapes.contacts import WORK_ONLY, contact_problems
from .shapes.dated import asked_day, backward_problems, holds_on
from .shapes.section import SectionPage

FORMER = (
    Column("name", "Họ và tên", required=True),
    Column("title", "Chức vụ", required=True),
    Column("held_from", "Từ ngày", "date", required=True),
    Column("held_to", "Đến ngày", "date", required=True),
    Column("note", "Ghi chú", help="Ví dụ: số quyết định bổ nhiệm"),
)


class Appointment(NamedTuple):
    """Somebody in an office; an open end is None."""

    name: str
    title: str
    held_from: date | None
    held_to: date | None
    note: str = ""


class LeadersPage(RoutablePageMixin, SectionPage):
    """LA-4.1-3, KT-3.1.d, KT-17.2-3: the leaders, and who held which office on a given day."""

    class Meta:
        verbose_name = "trang lãnh đạo"
        verbose_name_plural = "trang lãnh đạo"

    template = "sections/leaders_page.html"
    search_children = ("leaders",)

    former = TableField(
        "lãnh đạo qua các thời kỳ",
        columns=FORMER,
        help_text=(
            "Mỗi lần giữ chức vụ là một dòng, kể cả chức vụ trước đây của lãnh đạo đương nhiệm; nhờ đó "
            "trả lời được vào một ngày ai giữ chức vụ gì."
        ),
    )

    content_panels = [
        *SectionPage.content_panels,
        HelpPanel(content=WORK_ONLY),
        InlinePanel("leaders", heading="Lãnh đạo", label="Lãnh đạo"),
        FieldPanel("former"),
    ]

    @path("")
    def all_leaders(self, request):
        """The leaders in office, or those of the asked day."""
        return self.render(request, context_overrides=self.leaders_context(request))

    @path("danh-thiep/<slug:name>/")
    def card(self, request, name):
        """The card of a leader in office; 404 when there is none of that name."""
        agency = agency_of(self)
        cards = [
            Contact(
                name=leader.name,
                organisation=agency.name if agency else "",
                title=leader.title,
                phone=leader.phone,
                email=leader.email,
            )
            for leader in self.in_office(timezone.localdate())
            if leader.card_name == name
        ]
        if not cards:
            raise Http404
        return as_vcard(name, cards)

    def in_office(self, day: date) -> list["Leader"]:
        """The leaders of the list who hold their office on `day`, in their order."""
        return [leader for leader in self.leaders.all() if leader.holds_on(day)]

    def leaders_context(self, request) -> dict:
        """`leaders` in office today, `day`, `holders` on it where one is asked, `former`."""
        today = timezone.localdate()
        day, error = asked_day(request)
        asked = bool(request.GET.get("ngay")) and not error
        return {
            "leaders": self.in_office(today),
            "day": day,
            "day_error": error,
            "is_asked": asked,
            "holders": [row for row in self.appointments() if _held(row, day)] if asked else [],
            "former": [row for row in self.appointments() if row.held_to and row.held_to < today],
        }

    def appointments(self) -> list[Appointment]:
        """Every time in office that the page knows, the latest first."""
        known = chain(
            (
                Appointment(leader.name, leader.title, leader.held_from, leader.held_to)
                for leader in self.leaders.all()
            ),
            (
                Appointment(
                    row["name"],
                    row["title"],
                    date.fromisoformat(row["held_from"]),
                    date.fromisoformat(row["held_to"]),
                    row.get("note", ""),
                )
                for row in self.former
            ),
        )
        return sorted(known, key=lambda row: row.held_from or date.min, reverse=True)

    def own_problems(self) -> list[Problem]:
        """Adds times that end before they begin, and contacts that look private."""
        found = super().own_problems()
        found += backward_problems("former", self.former, "held_from", "held_to")
        for number, leader in enumerate(self.leaders.all(), start=1):
            found += contact_problems("leaders", number, leader.phone, leader.email)
            if leader.held_from and leader.held_to and leader.held_to < leader.held_from:
                found.append(
                    Problem("leaders", f"Dòng {number}: ngày thôi giữ chức sớm hơn ngày bắt đầu.")
                )
        return found


def _held(row: Appointment, day: date) -> bool:
    return holds_on(day, row.held_from, row.held_to)


class LeaderQuerySet(models.QuerySet):
    """Leaders, asked for across pages."""

    def in_office(self, day: date):
        """Those who hold their office on `day`, in their order."""
        begun = models.Q(held_from=None) | models.Q(held_from__lte=day)
        lasting = models.Q(held_to=None) | models.Q(held_to__gte=day)
        return self.filter(begun & lasting).order_by("sort_order")


class Leader(Orderable):
    """A leader as the public sees him or her: work contacts only."""

    class Meta(Orderable.Meta):
        verbose_name = "lãnh đạo"
        verbose_name_plural = "lãnh đạo"

    objects = LeaderQuerySet.as_manager()

    page = ParentalKey(LeadersPage, on_delete=models.CASCADE, related_name="leaders")
    name = models.CharField("họ và tên", max_length=255)
    title = models.CharField("chức vụ", max_length=255)
    held_from = models.DateField("giữ chức vụ từ ngày", null=True, blank=True)
    held_to = models.DateField(
        "đến ngày",
        null=True,
        blank=True,
        help_text="Khi thôi giữ chức: ghi ngày cuối; sau ngày đó tên tự chuyển sang phần các thời kỳ.",
    )
    duties = models.TextField("nhiệm vụ đảm trách", blank=True)
    biography = models.TextField("tiểu sử tóm tắt", blank=True)
    phone = models.CharField("điện thoại công vụ", max_length=50, blank=True)
    email = models.EmailField("thư điện tử công vụ", blank=True)
    portrait = models.ForeignKey(
        "media.AgencyImage",
        verbose_name="ảnh chân dung",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("title")]),
        FieldRowPanel([FieldPanel("held_from"), FieldPanel("held_to")]),
        FieldPanel("duties"),
        FieldPanel("biography"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("portrait"),
    ]

    def __str__(self):
        return f"{self.name}, {self.title}"

    @property
    def card_name(self) -> str:
        """What the leader's card is called in its address."""
        return slugify(self.name)

    def holds_on(self, day: date) -> bool:
        """Whether the leader is in office on `day`."""
        return holds_on(day, self.held_from, self.held_to)

    def save(self, *args, **kwargs):
        """Save with texts in NFC."""
        for field in ("name", "title", "duties", "biography", "phone"):
            setattr(self, field, clean_text(getattr(self, field)))
        super().save(*args, **kwargs)
