"""Items in the evidence of the board's acts: supplied, public, returned, refused, taken down."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from sections.base.models import BasePage
from workflow.agencies.models import Agency
from workflow.approval.decision import Decision
from workflow.reports.periods import Period

from .measure import AUTHOR, GROUND, MONTH, SECTION, UNIT, Line, Measure, month_of, of_page

_A = Decision.Action
_MADE_PUBLIC = (_A.PUBLISHED, _A.EMERGENCY)
_BY = frozenset({SECTION, UNIT, AUTHOR, MONTH})


def _acts(*actions: Decision.Action):
    def rows(agency: Agency, period: Period) -> QuerySet[Decision]:
        pages = BasePage.objects.filter(pk=OuterRef("page_id"))
        return (
            Decision.objects.filter(
                agency_code=agency.code,
                at__gte=period.starts_at,
                at__lt=period.ends_at,
                action__in=actions,
                page_id__isnull=False,
                item_type__in=_item_types(),
            )
            .annotate(**of_page(pages), **{MONTH: month_of("at")})
            .order_by("at", "pk")
        )

    return rows


def _first(*actions: Decision.Action):
    """Only the first such act on each item, whenever the others were."""
    rows = _acts(*actions)
    return lambda agency, period: rows(agency, period).filter(~_earlier(actions))


def _again(*actions: Decision.Action):
    """Only acts on items that had one before."""
    rows = _acts(*actions)
    return lambda agency, period: rows(agency, period).filter(_earlier(actions))


def _earlier(actions) -> Exists:
    return Exists(
        Decision.objects.filter(
            page_id=OuterRef("page_id"), pk__lt=OuterRef("pk"), action__in=actions
        )
    )


def _item_types() -> list[str]:
    return [
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, BasePage) and model.is_item
    ]


def _line(act: Decision) -> Line:
    who = ", ".join(filter(None, (act.actor_name, act.actor_role)))
    words = [act.get_action_display().capitalize(), who, act.ground]
    return Line(
        when=f"{timezone.localtime(act.at):%H:%M %d/%m/%Y}",
        title=act.item_title,
        detail="; ".join(filter(None, words)),
        url=reverse("desk:item", args=[act.page_id]),
    )


SUPPLIED = Measure("supplied", "Tin, bài gửi duyệt", _BY, _first(_A.SUBMITTED), _line)
PUBLISHED = Measure("published", "Tin, bài đã đăng", _BY, _first(*_MADE_PUBLIC), _line)
UPDATED = Measure("updated", "Lượt cập nhật tin đã đăng", _BY, _again(*_MADE_PUBLIC), _line)
RETURNED = Measure("returned", "Lượt trả lại để sửa", _BY, _acts(_A.RETURNED), _line)
REFUSED = Measure("refused", "Lượt từ chối đăng", _BY | {GROUND}, _acts(_A.REFUSED), _line)
UNPUBLISHED = Measure(
    "unpublished", "Tin, bài bị gỡ", _BY, _acts(_A.UNPUBLISHED, _A.RETRACTED), _line
)
EMERGENCIES = Measure("emergencies", "Lượt đăng khẩn cấp", _BY, _acts(_A.EMERGENCY), _line)
MEASURES = (SUPPLIED, PUBLISHED, UPDATED, RETURNED, REFUSED, UNPUBLISHED, EMERGENCIES)
