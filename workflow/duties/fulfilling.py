"""Recording that a recurring duty was done where nothing in the system tells.

The yearly review of the upgrade (DL-5.2, KT-13.2), backups on disc (LA-10.3-1), reports drawn up
outside.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from sections.base.door import Refused
from workflow.agencies.models import User
from workflow.calendar.clock import end_of_day, local, local_day
from workflow.regulations.book import Measure

from .counting import set_marks
from .models import Duty
from .people import answers_for, is_board
from .recorded import cleaned, enter, iso, locked

SIGNED_IN_THE_RECORD = frozenset({"log-review"})
MAX_NUMBER, MAX_NOTE, MAX_LINK = 100, 1000, 500

NOT_RESPONSIBLE = (
    "Chỉ Ban Biên tập hoặc trưởng đơn vị chịu trách nhiệm mới ghi nhận được việc này đã thực hiện."
)
NOT_THIS_KIND = "Việc này hệ thống tự ghi nhận; không ghi bằng tay được."
IS_SIGNED = "Việc này được ghi nhận khi Trưởng ban ký rà soát ở mục «Nhật ký»."
NO_LONGER = "Thời hạn này đã thôi tính."
IS_DONE = "Việc này đã được ghi nhận hoàn thành lúc {at:%H:%M %d/%m/%Y}; hãy tải lại trang."
IN_THE_FUTURE = "Ngày thực hiện {day:%d/%m/%Y} chưa tới; hãy ghi ngày đã qua hoặc hôm nay."
BEFORE_PERIOD = "Ngày thực hiện {day:%d/%m/%Y} trước khi kỳ bắt đầu ({first:%d/%m/%Y})."
PROOF_NEEDED = "Hãy ghi số văn bản, hoặc ghi chú việc đã làm và nơi lưu kết quả."
BAD_LINK = "Liên kết «{link}» không đúng; hãy ghi địa chỉ bắt đầu bằng https:// hoặc http://."
NOT_RECORDED = "Thời hạn này không có ghi nhận bằng tay nào để hủy."
ONLY_BOARD = "Chỉ thành viên Ban Biên tập mới hủy được ghi nhận."
TWO_PERSONS = "Người đã ghi nhận không tự hủy; hãy để thành viên khác của Ban Biên tập."
REASON_NEEDED = "Hãy ghi vì sao hủy ghi nhận."

_is_url = URLValidator(schemes=("http", "https"))


def can_be_recorded(duty: Duty) -> bool:
    """Whether such a duty is fulfilled by a record of a person."""
    return (
        duty.recurs
        and duty.measure == Measure.DELIVERY
        and duty.deadline_code not in SIGNED_IN_THE_RECORD
    )


def is_recorded(duty: Duty) -> bool:
    """Whether the duty was fulfilled by a record of a person."""
    return duty.met_at is not None and "person" in duty.evidence


@transaction.atomic
def fulfil(
    duty: Duty,
    user: User,
    now: datetime,
    *,
    done_on: date,
    number: str = "",
    note: str = "",
    link: str = "",
) -> Duty:
    """Record that the duty was done on `done_on`, with number or note as proof. Raises `Refused`.

    Only the day is known: what was done on the due day was done in time.
    """
    duty = locked(duty)
    if not answers_for(user, duty):
        raise Refused(NOT_RESPONSIBLE)
    if not can_be_recorded(duty):
        raise Refused(IS_SIGNED if duty.deadline_code in SIGNED_IN_THE_RECORD else NOT_THIS_KIND)
    proof = _proof(number, note, link) | {"on": done_on.isoformat(), "person": user.pk}
    if duty.met_at is not None:
        if proof.items() <= duty.evidence.items():
            return duty
        raise Refused(IS_DONE.format(at=local(duty.met_at)))
    if duty.cancelled_at is not None:
        raise Refused(NO_LONGER)
    _check_day(duty, done_on, now)
    duty.evidence = proof | {
        "name": user.get_full_name(),
        "at": now.isoformat(),
        "done_before": duty.done,
        "overdue_before": iso(duty.overdue_at),
    }
    duty.met_at = _moment_of(done_on, duty, now)
    duty.done = max(duty.done, duty.needed)
    set_marks(duty, now)
    duty.save()
    enter(
        "duty.fulfilled",
        duty,
        user,
        now,
        proof["note"],
        number=proof["number"],
        link=proof["url"],
        done_on=proof["on"],
        met=iso(duty.met_at),
    )
    return duty


@transaction.atomic
def take_back(duty: Duty, user: User, reason: str, now: datetime) -> Duty:
    """Undo a mistaken record of `fulfil`, as another member of the board. Raises `Refused`."""
    duty = locked(duty)
    if not is_board(user, duty):
        raise Refused(ONLY_BOARD)
    if not is_recorded(duty):
        raise Refused(NOT_RECORDED)
    if duty.evidence["person"] == user.pk:
        raise Refused(TWO_PERSONS)
    words = cleaned(reason, MAX_NOTE, REASON_NEEDED)
    undone = duty.evidence
    met_before = duty.met_at
    duty.met_at, duty.evidence, duty.done = None, {}, undone["done_before"]
    before = undone["overdue_before"]
    duty.overdue_at = datetime.fromisoformat(before) if before else None
    set_marks(duty, now)
    duty.save()
    enter(
        "duty.fulfilment_taken_back",
        duty,
        user,
        now,
        words,
        evidence=undone,
        met=iso(met_before),
    )
    return duty


def _proof(number: str, note: str, link: str) -> dict[str, str]:
    number, note = cleaned(number, MAX_NUMBER), cleaned(note, MAX_NOTE)
    if not number and not note:
        raise Refused(PROOF_NEEDED)
    link = cleaned(link, MAX_LINK)
    if link:
        try:
            _is_url(link)
        except ValidationError as error:
            raise Refused(BAD_LINK.format(link=link)) from error
    return {"number": number, "note": note, "url": link}


def _check_day(duty: Duty, done_on: date, now: datetime) -> None:
    if done_on > local_day(now):
        raise Refused(IN_THE_FUTURE.format(day=done_on))
    first = local_day(duty.started_at)
    if done_on < first:
        raise Refused(BEFORE_PERIOD.format(day=done_on, first=first))


def _moment_of(done_on: date, duty: Duty, now: datetime) -> datetime:
    if duty.due_at is not None and local_day(duty.due_at) == done_on:
        return min(now, duty.due_at)
    return min(now, end_of_day(done_on))
