"""Tells each person, in one mail and few notices, of the duties that were noted for the person."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.utils import get_admin_base_url

from sections.base.models import BasePage
from workflow.agencies.models import Agency, Unit, User
from workflow.approval.notice import Notice
from workflow.calendar.clock import WorkCalendar
from workflow.calendar.queries import calendar_of

from .models import Duty, Telling
from .office_time import assuming_the_week, open_from
from .telling import Stage
from .words import remaining_words

logger = logging.getLogger(__name__)

NOT_TOLD = "Chưa báo được thời hạn cho (cơ quan, mã người): {names}."

# So many are named in a mail, so many get a notice each; of more than that there is one notice.
LISTED, NOTICES, NAMED = 50, 5, 3

WORDS = {
    Stage.DUE: ("Quá hạn", "quá hạn"),
    Stage.DEPUTY: ("Báo cáo lên", "báo cáo lên"),
    Stage.BEFORE: ("Sắp đến hạn", "sắp đến hạn"),
}

# Takes the notes away and says what they come to: of each stage the number, and the first by due
# time. What was met or put off meanwhile needs no word any more.
_TAKE = """
    WITH mine AS (
        SELECT id FROM duties_telling
        WHERE agency_code = %s AND person_id = %s AND (is_urgent OR %s)
        FOR UPDATE SKIP LOCKED
    ), taken AS (
        DELETE FROM duties_telling WHERE id IN (SELECT id FROM mine) RETURNING duty_id, stage
    ), last AS (
        SELECT duty_id, least(max(stage), 3) AS stage FROM taken GROUP BY duty_id
    ), open AS (
        SELECT duty.id, last.stage, count(*) OVER (PARTITION BY last.stage) AS number,
            row_number() OVER (PARTITION BY last.stage ORDER BY duty.due_at, duty.id) AS place
        FROM last JOIN duties_duty duty ON duty.id = last.duty_id
        WHERE duty.met_at IS NULL AND duty.cancelled_at IS NULL AND duty.stands_since IS NULL
            AND duty.due_at IS NOT NULL
    )
    SELECT stage, number, id FROM open WHERE place <= %s ORDER BY stage, place
"""


@dataclass(frozen=True, slots=True)
class Group:
    """What is told of one stage: `number` duties, the first LISTED of them as `lines`."""

    stage: Stage
    number: int
    lines: list[dict]

    @property
    def title(self) -> str:
        """«Quá hạn»."""
        return WORDS[self.stage][0]

    @property
    def is_report(self) -> bool:
        """Whether it goes to somebody who leads, about others."""
        return self.stage == Stage.DEPUTY

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.number - len(self.lines)


class NotTold(Exception):
    """Some people could not be told, and their notes wait; all others were told."""

    def __init__(self, names: list[str]):
        super().__init__(NOT_TOLD.format(names="; ".join(names)))


def deliver(now: datetime) -> int:
    """Tell everybody for whom something is noted; the number of people told.

    Outside the agency's office hours only of what is urgent. Who cannot be told keeps nobody else
    waiting: it is logged, the notes stay for the next run, NotTold is raised at the end.
    """
    waiting = Telling.objects.order_by("agency_code", "person_id").distinct()
    pairs = list(waiting.values_list("agency_code", "person_id"))
    told, failed = 0, []
    for code, of_agency in groupby(pairs, key=itemgetter(0)):
        try:
            agency = Agency.objects.get(code=code)
            calendar = assuming_the_week(calendar_of(code))
        except Exception:
            logger.exception("Nobody of agency %s can be told", code)
            failed.append(code)
            continue
        for _code, person_id in of_agency:
            try:
                told += _deliver_to(person_id, agency, calendar, now)
            except Exception:
                logger.exception("Person %s of %s cannot be told", person_id, code)
                failed.append(f"{code}, {person_id}")
    if failed:
        raise NotTold(failed)
    return told


@transaction.atomic
def _deliver_to(person_id: int, agency: Agency, calendar: WorkCalendar, now: datetime) -> bool:
    is_open = open_from(now, calendar) <= now
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [agency.code, person_id, is_open, LISTED])
        rows = cursor.fetchall()
    person = User.objects.filter(pk=person_id, is_active=True).first()
    if person is None or not rows:
        return False
    groups = _groups(rows, calendar, now)
    overview = reverse("duties:list")
    Notice.objects.bulk_create(
        Notice(user=person, text=text[:1000], url=url)
        for group in groups
        for text, url in _notices(group, overview)
    )
    if person.email:
        body = render_to_string(
            "emails/duties/told.txt",
            {
                "person": person,
                "groups": groups,
                "agency": agency,
                "base": get_admin_base_url(),
                "overview": overview,
            },
        )
        EmailMessage(_subject(groups), body, to=[person.email]).send()
    return True


def _groups(rows: list[tuple[int, int, int]], calendar: WorkCalendar, now: datetime) -> list[Group]:
    duties = Duty.objects.in_bulk([pk for _stage, _number, pk in rows])
    reported = [duties[pk] for stage, _number, pk in rows if stage == Stage.DEPUTY]
    whose = _whose(reported) if reported else {}
    found = []
    for stage in WORDS:
        of_stage = [(number, duties[pk]) for at, number, pk in rows if at == stage]
        if of_stage:
            lines = [
                {
                    "duty": duty,
                    "words": remaining_words(duty, now, calendar),
                    "path": duty.path,
                    "whose": whose.get(duty.pk, ""),
                }
                for _number, duty in of_stage
            ]
            found.append(Group(stage, of_stage[0][0], lines))
    return found


def _notices(group: Group, overview: str) -> Iterable[tuple[str, str]]:
    """The text and the address of each notice."""
    before = f"{group.title}: " if group.is_report else ""
    if group.number <= NOTICES:
        for line in group.lines:
            duty = line["duty"]
            text = f"{before}«{duty.subject_title}» {line['words']}: {duty.label}."
            yield text, line["path"]
        return
    named = ", ".join(f"«{line['duty'].subject_title}»" for line in group.lines[:NAMED])
    rest = group.number - NAMED
    yield f"{group.title}: {group.number} thời hạn, gồm {named} và {rest} thời hạn khác.", overview


def _subject(groups: list[Group]) -> str:
    """«Quá hạn: «Tin»», «Quá hạn: 3 thời hạn», «Thời hạn: 3 quá hạn, 1 sắp đến hạn»."""
    if len(groups) > 1:
        parts = (f"{group.number} {WORDS[group.stage][1]}" for group in groups)
        return f"Thời hạn: {', '.join(parts)}"
    group = groups[0]
    if group.number > 1:
        return f"{group.title}: {group.number} thời hạn"
    return f"{group.title}: «{group.lines[0]['duty'].subject_title}»"


def _whose(duties: list[Duty]) -> dict[int, str]:
    """Who owes each duty, in words: the person, the author and unit of the item, the unit."""
    pages = BasePage.objects.filter(pk__in={duty.page_id for duty in duties} - {None})
    of_page = {
        pk: ", ".join(filter(None, (full_name, unit)))
        for pk, full_name, unit in pages.values_list("pk", "owner__full_name", "unit__name")
    }
    people = User.objects.in_bulk({duty.person_id for duty in duties} - {None})
    units = Unit.objects.filter(code__in={duty.unit_code for duty in duties} - {""})
    names = {(row.agency.code, row.code): row.name for row in units.select_related("agency")}
    return {
        duty.pk: people[duty.person_id].get_full_name()
        if duty.person_id in people
        else of_page.get(duty.page_id) or names.get((duty.agency_code, duty.unit_code), "")
        for duty in duties
    }
