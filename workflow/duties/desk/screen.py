"""Everything the page of one duty shows to one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from sections.base.models import BasePage
from workflow.agencies.delegations.queries import is_head
from workflow.agencies.models import Agency, Unit, User
from workflow.calendar.clock import local_day
from workflow.calendar.models import Holiday
from workflow.calendar.queries import calendar_of
from workflow.duties import explaining, fulfilling, people, standing_still
from workflow.duties.models import Duty, Explanation, Standstill
from workflow.duties.standing import Standing, standings
from workflow.duties.upkeep.asking import reason_of
from workflow.regulations.book import Clock, Deadline
from workflow.regulations.clauses import Clause, all_clauses

from . import words
from .history import Told, history_of

OWN_FIELD, MINISTRY = "own_field", "ministry"
SKIPS_DAYS_OFF = (Clock.OFFICE_HOURS, Clock.WORKING_DAYS)


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that the duty was met."""

    number: str
    note: str
    day: date | None
    at: datetime | None
    name: str
    page_url: str
    url: str


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation and whether the person may decide on it."""

    explanation: Explanation
    may_decide: bool


@dataclass(slots=True)
class Screen:
    """The page of `duty` for one person."""

    duty: Duty
    agency: Agency
    standing: Standing
    counted: str
    asked: str
    clauses: list[Clause]
    days: list[Holiday]
    unit: str
    person: str
    who: str
    note: str
    reason: str
    history: list[Told]
    proofs: list[Proof]
    standstills: list[Standstill]
    explanations: list[Explained]
    may_explain: bool
    may_stop: bool
    may_go_on: bool
    may_fulfil: bool
    may_take_back: bool
    ministry: Deadline | None
    editor_url: str
    subject_url: str

    @property
    def may_act(self) -> bool:
        """Whether there is something beside the page that the person can do."""
        return any(
            (
                self.may_explain,
                self.may_stop,
                self.may_go_on,
                self.may_fulfil,
                self.may_take_back,
            )
        )


def screen_of(duty: Duty, user: User, now: datetime) -> Screen:
    """The page of `duty` at `now` for `user`, who may see it (`queries.visible_to`)."""
    agency = Agency.objects.get(code=duty.agency_code)
    calendar = calendar_of(duty.agency_code)
    page = BasePage.objects.filter(pk=duty.page_id).select_related("unit", "owner").first()
    rule = _rule_of(duty, agency)
    explanations = list(duty.explanations.all())
    answers = people.answers_for(user, duty)
    stands = duty.is_open and duty.stands_since is not None
    return Screen(
        duty=duty,
        agency=agency,
        standing=standings([duty], now, {duty.agency_code: calendar})[0],
        counted=words.counted(duty),
        asked=words.asked(duty),
        clauses=[all_clauses()[code] for code in duty.clauses if code in all_clauses()],
        days=_days_that_mattered(duty),
        unit=_unit(duty, page, agency),
        person=_person(duty, page),
        who=rule.who if rule else "",
        note=rule.note if rule else "",
        reason=reason_of(duty),
        history=history_of(duty),
        proofs=_proofs(duty),
        standstills=list(duty.standstills.all()),
        explanations=_told(explanations, user, agency),
        may_explain=_may_explain(duty, explanations, user, now),
        may_stop=answers and standing_still.can_stop(duty),
        may_go_on=answers and stands,
        may_fulfil=duty.is_open
        and fulfilling.can_be_recorded(duty)
        and people.may_record(user, duty),
        may_take_back=_may_take_back(duty, user),
        ministry=_for_a_ministry(duty, rule, agency),
        editor_url=_editor(page, user),
        subject_url=reverse("desk:item", args=[page.pk]) if page is not None else duty.path,
    )


def _rule_of(duty: Duty, agency: Agency) -> Deadline | None:
    """The row of today's book for the duty; one code may stand at several (BP-9.3.đ-4)."""
    rows = [row for row in agency.book.deadlines if row.code == duty.deadline_code]
    return max(
        rows,
        key=lambda row: (row.start == duty.start_event, row.label == duty.label),
        default=None,
    )


def _days_that_mattered(duty: Duty) -> list[Holiday]:
    """The days off and moved in between start and due, where such days decide."""
    if duty.due_at is None or duty.clock not in SKIPS_DAYS_OFF:
        return []
    span = (local_day(duty.started_at), local_day(duty.due_at))
    rows = Holiday.objects.filter(
        Q(agency=None) | Q(agency__code=duty.agency_code), day__range=span
    )
    return list(rows.order_by("day", "pk"))


def _unit(duty: Duty, page: BasePage | None, agency: Agency) -> str:
    if duty.unit_code:
        unit = Unit.objects.filter(agency=agency, code=duty.unit_code).first()
        return unit.name if unit else duty.unit_code
    return page.unit.name if page is not None and page.unit_id else ""


def _person(duty: Duty, page: BasePage | None) -> str:
    if duty.person_id:
        person = User.objects.filter(pk=duty.person_id).first()
        return person.get_full_name() if person else ""
    return page.owner.get_full_name() if page is not None and page.owner_id else ""


def _proofs(duty: Duty) -> list[Proof]:
    rows = fulfilling.records_of(duty) or ([duty.evidence] if duty.evidence else [])
    return [_proof(row) for row in rows]


def _proof(data: dict) -> Proof:
    page = data.get("page")
    return Proof(
        number=data.get("number", ""),
        note=data.get("note", ""),
        day=date.fromisoformat(data["on"]) if data.get("on") else None,
        at=datetime.fromisoformat(data["at"]) if data.get("at") else None,
        name=data.get("name", ""),
        page_url=_desk(page),
        url=data.get("url", ""),
    )


def _desk(page_id: int | None) -> str:
    is_there = page_id and BasePage.objects.filter(pk=page_id).exists()
    return reverse("desk:item", args=[page_id]) if is_there else ""


def _told(explanations: list[Explanation], user: User, agency: Agency) -> list[Explained]:
    decides = is_head(user, agency)
    return [
        Explained(row, decides and not row.verdict and row.person_id != user.pk)
        for row in explanations
    ]


def _may_explain(duty: Duty, explanations: list[Explanation], user: User, now: datetime) -> bool:
    return (
        explaining.was_late(duty, now)
        and all(row.verdict == Explanation.Verdict.DECLINED for row in explanations)
        and people.is_concerned(user, duty)
    )


def _may_take_back(duty: Duty, user: User) -> bool:
    return (
        fulfilling.is_recorded(duty)
        and fulfilling.records_of(duty)[-1]["person"] != user.pk
        and people.is_board(user, duty)
    )


def _for_a_ministry(duty: Duty, rule: Deadline | None, agency: Agency) -> Deadline | None:
    """The longer deadline of an answer for which a ministry must be asked (BP-9.3.e-2)."""
    if rule is None or rule.kind != OWN_FIELD or not duty.is_open:
        return None
    if duty.subject_kind != Duty.Kind.PAGE:
        return None
    return next(
        (
            row
            for row in agency.book.deadlines
            if row.kind == MINISTRY
            and row.measure == rule.measure
            and set(row.sections) & set(rule.sections)
        ),
        None,
    )


def _editor(page: BasePage | None, user: User) -> str:
    if page is None or not page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
