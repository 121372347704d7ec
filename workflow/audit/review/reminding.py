"""Tells the head that a period waits, and the others too when nobody signed it in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.utils import get_admin_base_url

from workflow.agencies.models import Agency, User
from workflow.agencies.queries import holders
from workflow.audit.models import Entry
from workflow.audit.recording import record

from .signing import HEAD
from .standing import LATE, WAITING, Standing, standings

REMINDED, ESCALATED = "audit.review_reminded", "audit.review_escalated"
DEPUTY, ACCOUNTS = "deputy", "accounts"


def remind(now: datetime) -> int:
    """Mail what waits and what is late, each period once for each stage; how many were told of."""
    return sum(_remind(agency, now) for agency in Agency.objects.order_by("pk"))


@transaction.atomic
def _remind(agency: Agency, now: datetime) -> int:
    # Of two workers at once the second finds what the first recorded.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    told = _told(agency)
    unsigned = standings(agency, now)
    late = [
        row for row in unsigned if row.state == LATE and (ESCALATED, row.period.code) not in told
    ]
    new = [
        row for row in unsigned if row.state == WAITING and (REMINDED, row.period.code) not in told
    ]
    _tell(agency, REMINDED, new, holders(agency, (HEAD,)), now)
    _tell(agency, ESCALATED, late, holders(agency, (HEAD, DEPUTY, *_officer_roles(agency))), now)
    return len(new) + len(late)


def _told(agency: Agency) -> set[tuple[str, str]]:
    rows = Entry.objects.filter(agency_code=agency.code, action__in=(REMINDED, ESCALATED))
    return set(rows.order_by().values_list("action", "data__period"))


def _officer_roles(agency: Agency) -> list[str]:
    return [role.code for role in agency.book.roles if ACCOUNTS in role.rights]


def _tell(
    agency: Agency, stage: str, rows: list[Standing], people: Iterable[User], now: datetime
) -> None:
    if not rows:
        return
    people = list(people)
    base = get_admin_base_url()
    lines = [
        {
            "row": row,
            "url": base + reverse("audit:review_period", args=[agency.code, row.period.code]),
        }
        for row in rows
    ]
    is_late = stage == ESCALATED
    subject = (
        "Quá hạn ký rà soát nhật ký: " if is_late else "Nhật ký chờ rà soát và ký: "
    ) + "; ".join(row.period.label for row in rows)
    template = f"emails/audit/review_{'late' if is_late else 'due'}.txt"
    for person in people:
        if person.email:
            body = render_to_string(template, {"person": person, "lines": lines, "agency": agency})
            EmailMessage(subject, body, to=[person.email]).send()
    for row in rows:
        record(
            stage,
            agency_code=agency.code,
            subject=agency,
            subject_title=row.period.label,
            note="Đã báo: "
            + (", ".join(person.get_full_name() for person in people) or "không ai"),
            at=now,
            period=row.period.code,
        )
