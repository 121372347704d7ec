"""Stopping a clock while somebody else's answer is waited for, and letting it go on (BP-9.3.e-2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from sections.base.door import Refused
from workflow.agencies.models import User
from workflow.calendar.clock import local
from workflow.calendar.queries import calendar_of
from workflow.regulations.book import Clock, Measure
from workflow.regulations.loader import load

from .clocks import ENDED_PERIOD
from .counting import set_due, set_marks
from .explaining import was_late
from .models import Duty, Standstill
from .people import answers_for, may_clear_breach
from .queries import pauses_of
from .recorded import cleaned, enter, iso, locked

MEASURES = (Measure.ANSWER, Measure.DELIVERY, Measure.SUPPLY)
CLOCKS = (Clock.OFFICE_HOURS, Clock.HOURS, Clock.WORKING_DAYS, Clock.DAYS)
MAX_CAUSE = 500
A_MINUTE = timedelta(minutes=1)

NOT_RESPONSIBLE = "Chỉ Ban Biên tập hoặc trưởng đơn vị chịu trách nhiệm mới được tạm dừng, tính tiếp thời hạn này."
CAUSE_NEEDED = "Hãy ghi đang chờ ai, về việc gì, theo văn bản nào."
NOT_OPEN = "Thời hạn này đã xong hoặc thôi tính nên không tạm dừng được."
NOT_THIS_MEASURE = "Thời hạn đăng lên trang không tạm dừng: không phải chờ ai ngoài cơ quan."
NOT_THIS_CLOCK = "Thời hạn này tính đến hết kỳ hoặc không có số nên tạm dừng không làm đổi hạn."
STANDS_ALREADY = "Thời hạn này đang tạm dừng từ {at:%H:%M %d/%m/%Y}: {cause}."
BEFORE_START = "Không thể tạm dừng trước khi thời hạn bắt đầu tính ({at:%H:%M %d/%m/%Y})."
IN_THE_FUTURE = "Thời điểm {at:%H:%M %d/%m/%Y} chưa tới; hãy ghi thời điểm đã qua."
BEFORE_LAST = (
    "Lần tạm dừng trước kéo dài đến {at:%H:%M %d/%m/%Y}; lần này phải bắt đầu từ đó trở đi."
)
IS_OVER = (
    "Hạn đã hết lúc {at:%H:%M %d/%m/%Y}, trước thời điểm tạm dừng, nên tạm dừng không cứu được; "
    "hãy giải trình việc trễ hạn."
)
BREACH_STAYS = (
    "Hạn đã qua và việc trễ đã được ghi nhận: người chịu trách nhiệm không tự ghi lùi lúc tạm dừng "
    "để xóa việc trễ. Hãy gửi «Giải trình», hoặc đề nghị thành viên khác của Ban Biên tập ghi."
)
DOES_NOT_STAND = "Thời hạn này không còn tạm dừng; hãy tải lại trang."
BEFORE_STOP = "Thời hạn tạm dừng từ {at:%H:%M %d/%m/%Y}; không thể tính tiếp trước lúc đó."


def can_stop(duty: Duty) -> bool:
    """Whether the clock of the duty can be stopped at all."""
    return not _why_not(duty) and duty.stands_since is None


@transaction.atomic
def stop(duty: Duty, user: User, cause: str, since: datetime | None, now: datetime) -> Standstill:
    """Let the clock stand from `since` (None: from `now`), for `cause`. Raises `Refused`.

    A stop recorded late may reach back to the start, but not over an earlier one. What was found
    overdue meanwhile stays in the record; the duty itself is late no more. So that nobody takes
    the own breach away, only another member of the board may record such a stop.
    """
    duty = locked(duty)
    if not answers_for(user, duty):
        raise Refused(NOT_RESPONSIBLE)
    words = cleaned(cause, MAX_CAUSE, CAUSE_NEEDED)
    if why := _why_not(duty):
        raise Refused(why)
    present = duty.standstills.filter(until=None).first()
    if present is not None:
        if (present.person_id, present.cause) == (user.pk, words):
            return present
        raise Refused(STANDS_ALREADY.format(at=local(present.since), cause=present.cause))
    begins = _checked_since(duty, since or now, now)
    if was_late(duty, now) and not may_clear_breach(user, duty):
        raise Refused(BREACH_STAYS)
    standstill = Standstill.objects.create(
        duty=duty,
        since=begins,
        cause=words,
        person_id=user.pk,
        person_name=user.get_full_name(),
    )
    overdue_before = duty.overdue_at
    duty.stands_since = begins
    set_marks(duty, now)
    duty.save()
    enter(
        "duty.stopped",
        duty,
        user,
        now,
        words,
        since=iso(begins),
        overdue_before=iso(overdue_before),
    )
    return standstill


@transaction.atomic
def go_on(duty: Duty, user: User, now: datetime, until: datetime | None = None) -> Standstill:
    """Let the clock go on from `until` (None: from `now`); the due time moves. Raises `Refused`."""
    duty = locked(duty)
    if not answers_for(user, duty):
        raise Refused(NOT_RESPONSIBLE)
    standstill = duty.standstills.filter(until=None).first()
    if standstill is None:
        raise Refused(DOES_NOT_STAND)
    if not duty.is_open:
        raise Refused(NOT_OPEN)
    ends = _same_minute_not_before(until or now, standstill.since)
    if ends < standstill.since:
        raise Refused(BEFORE_STOP.format(at=local(standstill.since)))
    if ends > now:
        raise Refused(IN_THE_FUTURE.format(at=local(ends)))
    standstill.until = ends
    standstill.save(update_fields=["until"])
    due_before = duty.due_at
    duty.stands_since = None
    pauses = pauses_of([duty.pk])[duty.pk]
    set_due(duty, calendar_of(duty.agency_code), load(duty.agency_code), pauses)
    set_marks(duty, now, moved=duty.due_at != due_before)
    if duty.overdue_at is None and duty.is_late(now):
        # Late all the same: the mark that the stop took away comes back at the next look.
        duty.next_at = now
    duty.save()
    enter(
        "duty.resumed_after_stop",
        duty,
        user,
        now,
        standstill.cause,
        since=iso(standstill.since),
        until=iso(ends),
        due_before=iso(due_before),
    )
    return standstill


def _why_not(duty: Duty) -> str:
    if not duty.is_open:
        return NOT_OPEN
    if duty.measure not in MEASURES:
        return NOT_THIS_MEASURE
    return NOT_THIS_CLOCK if duty.clock not in CLOCKS or duty.start_event in ENDED_PERIOD else ""


def _checked_since(duty: Duty, since: datetime, now: datetime) -> datetime:
    since = _same_minute_not_before(since, duty.started_at)
    if since < duty.started_at:
        raise Refused(BEFORE_START.format(at=local(duty.started_at)))
    if since > now:
        raise Refused(IN_THE_FUTURE.format(at=local(since)))
    last = duty.standstills.order_by("until").last()
    if last is not None:
        since = _same_minute_not_before(since, last.until)
        if since < last.until:
            raise Refused(BEFORE_LAST.format(at=local(last.until)))
    if duty.due_at is not None and since > duty.due_at:
        raise Refused(IS_OVER.format(at=local(duty.due_at)))
    return since


def _same_minute_not_before(moment: datetime, earliest: datetime) -> datetime:
    """A form knows no seconds: within the minute of `earliest` a moment is not before it."""
    is_same_minute = moment <= earliest < moment.replace(second=0, microsecond=0) + A_MINUTE
    return earliest if is_same_minute else moment
