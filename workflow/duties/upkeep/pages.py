"""Public pages that nobody has looked through for long (rà soát, BP-13.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Q, Subquery
from wagtail.models import get_page_models

from sections.base.models import BasePage
from workflow.agencies.models import Agency
from workflow.calendar.clock import local
from workflow.duties.models import Duty, Subject

from .rule import ASKED, UPKEEP, KeptUp


def unreviewed(kept: KeptUp, agency: Agency, limit: datetime) -> Iterator[tuple[Subject, datetime]]:
    """The pages of `kept` not looked through since `limit`, each with when they last were.

    One query, over the sections of `kept` alone. Nothing is asked of the time before the agency
    was founded here.
    """
    if agency.founded_at >= limit:
        return
    reviews = Duty.objects.filter(page_id=OuterRef("pk"), subject_kind=Duty.Kind.REVIEW).order_by()
    owed = reviews.filter(deadline_code=kept.code, met_at=None, cancelled_at=None)
    last_review = reviews.values("page_id").annotate(last=Max("met_at")).values("last")
    pages = (
        BasePage.objects.descendant_of(agency.site.root_page)
        .filter(
            live=True,
            section_code__in=kept.row.sections,
            last_published_at__lt=limit,
            content_type__in=_types_with_text(),
        )
        .filter(~Exists(owed), ~Exists(reviews.filter(met_at__gte=limit)))
        .annotate(reviewed_at=Subquery(last_review, output_field=DateTimeField()))
    )
    for page_id, title, published_at, reviewed_at in pages.order_by("pk").values_list(
        "pk", "title", "last_published_at", "reviewed_at"
    ):
        last = max(filter(None, (published_at, reviewed_at, agency.founded_at)))
        key = f"{page_id}@{local(last):%Y-%m-%dT%H:%M:%S}"
        yield Subject(Duty.Kind.REVIEW, key, title, page_id=page_id), last


def follow(agency_code: str, now: datetime) -> list[Duty]:
    """The open reviews of an agency that other acts settle, changed but not saved.

    A page published anew was looked through by the board, one that was looked through because the
    board asked for it was looked through; one that is no longer public owes nothing.
    """
    page = BasePage.objects.filter(pk=OuterRef("page_id"))
    asked = Duty.objects.filter(
        page_id=OuterRef("page_id"), deadline_code=ASKED, met_at__gt=OuterRef("started_at")
    )
    is_yearly = Q(deadline_code__startswith=UPKEEP, asked_met_at__isnull=False)
    rows = Duty.objects.filter(
        agency_code=agency_code,
        subject_kind=Duty.Kind.REVIEW,
        met_at=None,
        cancelled_at=None,
    ).annotate(
        published_at=Subquery(page.values("last_published_at")),
        is_public=Exists(page.filter(live=True)),
        asked_met_at=Subquery(asked.order_by("met_at").values("met_at")[:1]),
    )
    settled = rows.filter(Q(is_public=False) | Q(published_at__gt=F("started_at")) | is_yearly)
    found = list(settled.select_for_update(of=("self",)).order_by("pk"))
    for duty in found:
        if duty.is_public:
            known = (duty.published_at, duty.asked_met_at)
            duty.met_at = min(at for at in known if at is not None and at > duty.started_at)
            duty.evidence = {"at": duty.met_at.isoformat(), "page": duty.page_id, "note": ""}
        else:
            duty.cancelled_at = now
    return found


def _types_with_text() -> list[ContentType]:
    """Items, and section pages that hold their text themselves; lists have nothing to look through."""
    models = [
        model
        for model in get_page_models()
        if issubclass(model, BasePage) and (model.is_item or not model.clean_subpage_models())
    ]
    return list(ContentType.objects.get_for_models(*models).values())
