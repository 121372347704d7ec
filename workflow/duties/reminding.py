"""Marks what is past its due time and tells the people concerned, once."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from wagtail.admin.utils import get_admin_base_url

from sections.base.models import BasePage
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import holders
from workflow.approval.notice import Notice
from workflow.audit.recording import record
from workflow.calendar.queries import calendar_of

from .models import Duty
from .words import remaining_words

HEAD, UNIT_HEAD = "head", "unit_head"


@transaction.atomic
def mark_overdue(now: datetime) -> int:
    """Mark every open duty past its due time and tell of it; the number newly marked.

    The author, the heads of the unit that supplies and the heads of the board each get one mail
    for all that is new in this run, and a notice for each item. Marks, notices and the mails that
    wait in the outbox are one transaction: a run that dies leaves nothing, the next does it all.
    Of two runs at once the second finds the rows locked and passes over them.
    """
    late = list(
        Duty.objects.select_for_update(skip_locked=True)
        .filter(due_at__lt=now, met_at=None, cancelled_at=None, mailed_at=None)
        .order_by("due_at", "pk")
    )
    by_agency = defaultdict(list)
    for duty in late:
        by_agency[duty.agency_code].append(duty)
        record(
            "duty.overdue",
            agency_code=duty.agency_code,
            subject=duty,
            subject_title=duty.subject_title,
            note=duty.label,
            page=duty.page_id,
            due_at=duty.due_at.isoformat(),
        )
    for agency in Agency.objects.filter(code__in=by_agency):
        _tell_of(by_agency[agency.code], agency, now)
    Duty.objects.filter(pk__in=[duty.pk for duty in late]).update(
        overdue_at=Coalesce("overdue_at", Value(now)), mailed_at=now
    )
    return len(late)


def _tell_of(duties: list[Duty], agency: Agency, now: datetime) -> None:
    calendar = calendar_of(agency.code)
    lines = [
        {
            "duty": duty,
            "words": remaining_words(duty, now, calendar),
            "path": duty.path,
        }
        for duty in duties
    ]
    for person, concerned in _people(duties, agency):
        _tell(person, [line for line in lines if line["duty"].pk in concerned], agency)


def _people(duties: list[Duty], agency: Agency) -> list[tuple[User, set[int]]]:
    """Each person to tell with the ids of the duties that concern the person."""
    pages = BasePage.objects.filter(pk__in={duty.page_id for duty in duties})
    record = {pk: (owner, unit) for pk, owner, unit in pages.values_list("pk", "owner", "unit")}
    owners = {owner for owner, _unit in record.values()}
    authors = User.objects.filter(pk__in=owners, is_active=True).in_bulk()
    heads = list(holders(agency, (HEAD,)))
    heads_of_unit = defaultdict(list)
    for person in holders(agency, (UNIT_HEAD,)):
        heads_of_unit[person.unit_id].append(person)
    people: dict[int, tuple[User, set[int]]] = {}
    for duty in duties:
        owner, unit = record.get(duty.page_id, (None, None))
        author = [authors[owner]] if owner in authors else []
        for person in (*author, *(heads_of_unit[unit] if unit else ()), *heads):
            people.setdefault(person.pk, (person, set()))[1].add(duty.pk)
    return list(people.values())


def _tell(person: User, lines: list[dict], agency: Agency) -> None:
    Notice.objects.bulk_create(
        Notice(
            user=person,
            text=f"«{line['duty'].subject_title}» {line['words']}: {line['duty'].label}."[:1000],
            url=line["path"],
        )
        for line in lines
    )
    if not person.email:
        return
    subject = (
        f"Quá hạn: «{lines[0]['duty'].subject_title}»"
        if len(lines) == 1
        else f"Quá hạn: {len(lines)} thời hạn"
    )
    body = render_to_string(
        "emails/duties/overdue.txt",
        {"person": person, "lines": lines, "agency": agency, "base": get_admin_base_url()},
    )
    EmailMessage(subject, body, to=[person.email]).send()
