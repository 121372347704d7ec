"""The board asks for a review of a public page (BP-13.3): by when, and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from sections.base.door import Refused
from sections.base.models import BasePage
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import agency_of, has_right
from workflow.approval.notice import Notice
from workflow.audit.models import Entry
from workflow.calendar.clock import end_of_day, local_day
from workflow.calendar.queries import calendar_of
from workflow.duties.audience import Staff, origins_of
from workflow.duties.counting import set_due
from workflow.duties.models import Duty, Subject
from workflow.duties.recorded import cleaned, enter
from workflow.regulations.book import Clock, Deadline, Measure, StartEvent

from .rule import ASKED, ASKED_LABEL, OF_PAGE

ASKED_FOR = "duty.review_asked"
MAX_REASON = 300
AT_MOST = timedelta(days=366)

ONLY_BOARD = "Chỉ thành viên Ban Biên tập mới yêu cầu rà soát được."
NOT_PUBLIC = "Trang này không còn công khai nên không cần rà soát."
REASON_NEEDED = "Hãy ghi vì sao cần rà soát, rà soát phần nào."
IN_THE_PAST = "Hạn {day:%d/%m/%Y} đã qua; hãy chọn từ hôm nay trở đi."
TOO_FAR = "Hạn {day:%d/%m/%Y} xa quá một năm; hãy chọn ngày sớm hơn."
ASKED_ALREADY = "Trang này đã được yêu cầu rà soát, hạn {day:%d/%m/%Y}; hãy chờ kết quả lần đó."
TOLD = "Ban Biên tập yêu cầu rà soát «{title}» trước hết ngày {day:%d/%m/%Y}: {reason}"


def may_ask(user: User, page: BasePage) -> bool:
    """Whether `user` is of the board of the agency whose public page this is."""
    agency = agency_of(page)
    return (
        page.live and agency is not None and user.agency_id == agency.pk and has_right(user, "edit")
    )


@transaction.atomic
def ask(page: BasePage, user: User, due_on: date, reason: str, now: datetime) -> Duty:
    """Lay the review of `page` by the end of `due_on` on author and unit, and tell them.

    Asking for the same twice gives the same duty. Raises `Refused`.
    """
    # The page is held, so that two who ask at once do not both find nothing.
    page = BasePage.objects.select_for_update().get(pk=page.pk)
    agency = agency_of(page)
    if agency is None or user.agency_id != agency.pk or not has_right(user, "edit"):
        raise Refused(ONLY_BOARD)
    if not page.live:
        raise Refused(NOT_PUBLIC)
    words = cleaned(reason, MAX_REASON, REASON_NEEDED)
    today = local_day(now)
    if due_on < today:
        raise Refused(IN_THE_PAST.format(day=due_on))
    if due_on > today + AT_MOST:
        raise Refused(TOO_FAR.format(day=due_on))
    asked = Duty.objects.filter(agency_code=agency.code, page_id=page.pk, deadline_code=ASKED)
    open_one = asked.filter(met_at=None, cancelled_at=None).first()
    if open_one is not None:
        if open_one.due_at == end_of_day(due_on) and reason_of(open_one) == words:
            return open_one
        raise Refused(ASKED_ALREADY.format(day=local_day(open_one.due_at)))
    key = f"{page.pk}@{asked.count() + 1}"
    subject = Subject(Duty.Kind.REVIEW, key, page.title, page_id=page.pk)
    duty = Duty.of_rule(_rule(agency), agency_code=agency.code, subject=subject, started_at=now)
    duty.due_at = end_of_day(due_on)
    set_due(duty, calendar_of(agency.code), agency.book)
    duty.save()
    enter(ASKED_FOR, duty, user, now, words)
    _tell(duty, agency, words, now)
    return duty


def reason_of(duty: Duty) -> str:
    """Why the board asked, as the record tells it; "" where it did not, without asking."""
    if duty.deadline_code != ASKED:
        return ""
    entries = Entry.objects.filter(
        subject_type=duty._meta.label_lower, subject_id=str(duty.pk), action=ASKED_FOR
    )
    return entries.values_list("note", flat=True).first() or ""


def _rule(agency: Agency) -> Deadline:
    """What is asked, with the clauses on which the agency's own reviews rest."""
    rows = [row for row in agency.book.upkeeps if row.of == OF_PAGE]
    clauses = tuple(dict.fromkeys(clause for row in rows for clause in row.clauses))
    return Deadline(
        code=ASKED,
        label=ASKED_LABEL,
        clauses=clauses,
        basis="clause" if clauses else "setting",
        clock=Clock.PER_ITEM,
        start=StartEvent.ASKED,
        measure=Measure.DELIVERY,
    )


def _tell(duty: Duty, agency: Agency, reason: str, now: datetime) -> None:
    origin = origins_of([duty])[duty.page_id]
    text = TOLD.format(title=duty.subject_title, day=local_day(duty.due_at), reason=reason)
    Notice.objects.bulk_create(
        Notice(user_id=person_id, text=text[:1000], url=duty.path)
        for person_id in Staff(agency, now).those_who_owe(duty, origin)
    )
