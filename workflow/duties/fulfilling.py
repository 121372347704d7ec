"""Recording that a recurring duty was done where nothing in the system tells.

The yearly review of the upgrade (DL-5.2, KT-13.2), training (DL-6, KT-10.3) and estimate (BP-8.1,
KT-15.9-1), backups on disc (LA-10.3-1), reports drawn up outside, incidents told to the portal
(QT-10.3), pages looked through that are still right (BP-13.3). Where several are needed, each is recorded on its own
(DL-4.1-2).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from sections.base.door import Refused
from workflow.agencies.models import User
from workflow.calendar.clock import ONE_DAY, end_of_day, local, local_day
from workflow.regulations.book import Measure, StartEvent

from .counting import set_marks
from .explaining import was_late
from .models import Duty
from .people import is_board, may_clear_breach, may_record
from .recorded import cleaned, enter, iso, locked
from .recurring.obligation import REPORT
from .recurring.turn import MONTHS, turn_named

SIGNED_IN_THE_RECORD = frozenset({"log-review"})
# Reports that are plans and reviews, not figures of a period: made at any time within it.
JUDGEMENTS = frozenset(
    {
        "yearly-upgrade-review",
        "yearly-plan",
        "activity-plan",
        "upgrade-plan",
        "infrastructure-proposal",
        "quality-plan",
        "budget-plan",
        "operator-check",
    }
)
MAX_NUMBER, MAX_NOTE, MAX_LINK = 100, 1000, 500
# A form sent twice says the same within so long.
SENT_TWICE = timedelta(minutes=1)
PROOF = ("number", "note", "url", "on", "person")

NOT_RESPONSIBLE = (
    "Chỉ Ban Biên tập hoặc trưởng đơn vị chịu trách nhiệm mới ghi nhận được việc này đã thực hiện."
)
NOT_THE_OPERATOR = "Chỉ Ban Biên tập hoặc đơn vị vận hành mới ghi nhận được việc báo sự cố."
NOT_THIS_KIND = "Việc này hệ thống tự ghi nhận; không ghi bằng tay được."
IS_SIGNED = "Việc này được ghi nhận khi Trưởng ban ký rà soát ở mục «Nhật ký»."
NO_LONGER = "Thời hạn này đã thôi tính."
IS_DONE = "Việc này đã được ghi nhận hoàn thành lúc {at:%H:%M %d/%m/%Y}; hãy tải lại trang."
IN_THE_FUTURE = "Ngày thực hiện {day:%d/%m/%Y} chưa tới; hãy ghi ngày đã qua hoặc hôm nay."
BEFORE_PERIOD = "Ngày thực hiện {day:%d/%m/%Y} trước khi kỳ bắt đầu ({first:%d/%m/%Y})."
BEFORE_START = "Ngày thực hiện {day:%d/%m/%Y} trước ngày phát hiện sự cố ({first:%d/%m/%Y})."
BEFORE_PERIOD_ENDS = (
    "Ngày thực hiện {day:%d/%m/%Y} sớm quá: báo cáo của kỳ này ghi nhận được từ {first:%d/%m/%Y}, "
    "vì báo cáo tháng, tuần làm khi kỳ kết thúc, báo cáo kỳ dài hơn làm sớm nhất trong tháng cuối."
)
SAME_AGAIN = (
    "Lần này đã được ghi nhận lúc {at:%H:%M %d/%m/%Y}; nếu là lần khác, hãy ghi ngày, số văn bản "
    "hoặc ghi chú để phân biệt."
)
BREACH_STAYS = (
    "Việc trễ hạn đã được ghi nhận: người chịu trách nhiệm không tự ghi lùi ngày để xóa. Hãy gửi "
    "«Giải trình», hoặc đề nghị thành viên khác của Ban Biên tập ghi nhận."
)
BEFORE_LAST = (
    "Ngày thực hiện {day:%d/%m/%Y} sớm quá: lần rà soát này ghi nhận được từ {first:%d/%m/%Y}, sau "
    "lần đăng, lần rà soát hoặc yêu cầu gần nhất."
)
PROOF_NEEDED = "Hãy ghi số văn bản, hoặc ghi chú việc đã làm và nơi lưu kết quả."
BAD_LINK = "Liên kết «{link}» không đúng; hãy ghi địa chỉ bắt đầu bằng https:// hoặc http://."
NOT_RECORDED = "Thời hạn này không có ghi nhận bằng tay nào để hủy."
ONLY_BOARD = "Chỉ thành viên Ban Biên tập mới hủy được ghi nhận."
TWO_PERSONS = "Người đã ghi nhận không tự hủy; hãy để thành viên khác của Ban Biên tập."
REASON_NEEDED = "Hãy ghi vì sao hủy ghi nhận."

_BEFORE = {Duty.Kind.REVIEW: BEFORE_LAST}
_is_url = URLValidator(schemes=("http", "https"))


def can_be_recorded(duty: Duty) -> bool:
    """Whether such a duty is fulfilled by a record of a person."""
    return (
        (duty.recurs or duty.subject_kind in (Duty.Kind.INCIDENT, Duty.Kind.REVIEW))
        and duty.measure == Measure.DELIVERY
        and duty.deadline_code not in SIGNED_IN_THE_RECORD
    )


def is_recorded(duty: Duty) -> bool:
    """Whether a person recorded that the duty was done, or a part of what is needed."""
    return "person" in duty.evidence


def records_of(duty: Duty) -> list[dict]:
    """What people recorded of the duty, in the order of recording; each with its proof."""
    if not is_recorded(duty):
        return []
    return duty.evidence.get("each") or [duty.evidence]


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

    Each record counts for one of what is needed. Only the day is known: what was done on the due
    day was done in time. Nobody takes a breach away that is the own (`may_clear_breach`).
    """
    duty = locked(duty)
    if not may_record(user, duty):
        is_incident = duty.subject_kind == Duty.Kind.INCIDENT
        raise Refused(NOT_THE_OPERATOR if is_incident else NOT_RESPONSIBLE)
    if not can_be_recorded(duty):
        raise Refused(IS_SIGNED if duty.deadline_code in SIGNED_IN_THE_RECORD else NOT_THIS_KIND)
    proof = _proof(number, note, link) | {"on": done_on.isoformat(), "person": user.pk}
    if _is_sent_twice(duty, proof, now):
        return duty
    if duty.met_at is not None:
        raise Refused(IS_DONE.format(at=local(duty.met_at)))
    if duty.cancelled_at is not None:
        raise Refused(NO_LONGER)
    _check_day(duty, done_on, now)
    breached = was_late(duty, now)
    one = proof | {
        "name": user.get_full_name(),
        "at": now.isoformat(),
        "done_before": duty.done,
        "overdue_before": iso(duty.overdue_at),
    }
    _keep(duty, [*records_of(duty), one])
    duty.done += 1
    if duty.done >= duty.needed:
        duty.met_at = max(_moment_of(row, duty) for row in records_of(duty))
        if breached and not duty.is_late(now) and not may_clear_breach(user, duty):
            raise Refused(BREACH_STAYS)
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
        done=duty.done,
        needed=duty.needed,
        met=iso(duty.met_at),
    )
    return duty


@transaction.atomic
def take_back(duty: Duty, user: User, reason: str, now: datetime) -> Duty:
    """Undo the last record of `fulfil`, as another member of the board. Raises `Refused`."""
    duty = locked(duty)
    if not is_board(user, duty):
        raise Refused(ONLY_BOARD)
    if not is_recorded(duty):
        raise Refused(NOT_RECORDED)
    *left, undone = records_of(duty)
    if undone["person"] == user.pk:
        raise Refused(TWO_PERSONS)
    words = cleaned(reason, MAX_NOTE, REASON_NEEDED)
    met_before = duty.met_at
    _keep(duty, left)
    duty.met_at, duty.done = None, undone["done_before"]
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


def _is_sent_twice(duty: Duty, proof: dict, now: datetime) -> bool:
    """Whether a form came twice; Refused for what says the same as another of several."""
    same = [row for row in records_of(duty) if all(row[name] == proof[name] for name in PROOF)]
    if not same:
        return False
    at = datetime.fromisoformat(same[-1]["at"])
    if duty.met_at is None and now - at > SENT_TWICE:
        raise Refused(SAME_AGAIN.format(at=local(at)))
    return True


def _keep(duty: Duty, records: list[dict]) -> None:
    """The last record is what the duty shows first, `each` are all."""
    duty.evidence = records[-1] | {"each": records} if records else {}


def _check_day(duty: Duty, done_on: date, now: datetime) -> None:
    if done_on > local_day(now):
        raise Refused(IN_THE_FUTURE.format(day=done_on))
    first = local_day(duty.started_at)
    if duty.subject_kind == Duty.Kind.REVIEW and duty.start_event == StartEvent.PUBLISHED:
        # On the day of the last review nobody looks through the page again.
        first += ONE_DAY
    if done_on < first:
        words = BEFORE_PERIOD if duty.recurs else _BEFORE.get(duty.subject_kind, BEFORE_START)
        raise Refused(words.format(day=done_on, first=first))
    earliest = _earliest(duty)
    if earliest is not None and done_on < earliest:
        raise Refused(BEFORE_PERIOD_ENDS.format(day=done_on, first=earliest))


def _earliest(duty: Duty) -> date | None:
    """From when a report about a period can be there; None where any day of the period will do.

    On the last day of a month or a shorter period, in the last month of a longer one.
    """
    code = duty.deadline_code.removeprefix(REPORT)
    if code == duty.deadline_code or code in JUDGEMENTS:
        return None
    turn = turn_named(duty.subject_key.partition("|")[0])
    return turn.last.replace(day=1) if MONTHS.get(turn.per, 1) > 1 else turn.last


def _moment_of(record: dict, duty: Duty) -> datetime:
    """When what `record` tells was done: the end of its day, or of its due time on the due day."""
    done_on, recorded_at = date.fromisoformat(record["on"]), datetime.fromisoformat(record["at"])
    if duty.due_at is not None and local_day(duty.due_at) == done_on:
        return min(recorded_at, duty.due_at)
    return min(recorded_at, end_of_day(done_on))
