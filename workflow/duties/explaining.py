"""Explaining a breach, and what the head of the board says to that.

The breach itself is never taken away: marks and times of the duty stay as they are.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from sections.base.door import Refused
from workflow.agencies.delegations.queries import HEAD, is_head
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import holders
from workflow.approval.notice import Notice
from workflow.calendar.clock import local

from .models import Duty, Explanation
from .people import is_concerned
from .recorded import cleaned, enter, locked

MAX_TEXT = 2000
NOT_CONCERNED = (
    "Chỉ người viết, trưởng đơn vị chịu trách nhiệm và Ban Biên tập của cơ quan mới giải trình "
    "được thời hạn này."
)
NOT_LATE = "Thời hạn này không trễ nên không có gì phải giải trình."
TEXT_NEEDED = "Hãy ghi lý do trễ hạn và việc đã làm để khắc phục."
ONE_WAITS = "Đã có giải trình của {name} chờ Trưởng ban xem xét; chưa thể gửi thêm."
IS_ACCEPTED = "Giải trình của {name} đã được chấp nhận; không cần giải trình thêm."
NOBODY_ELSE = (
    "Bạn là Trưởng ban duy nhất nên không ai khác xem xét được giải trình của bạn; hãy để người "
    "viết, trưởng đơn vị hoặc thành viên khác giải trình."
)
ONLY_THE_HEAD = "Chỉ Trưởng Ban Biên tập của cơ quan mới kết luận được giải trình."
TWO_PERSONS = "Người giải trình không tự kết luận giải trình của mình; hãy để Trưởng ban khác."
REASON_NEEDED = "Hãy ghi vì sao không chấp nhận: người giải trình sẽ đọc dòng này."
IS_DECIDED = "Giải trình này đã được {name} kết luận lúc {at:%H:%M %d/%m/%Y}: {verdict}."

WAITS = "«{title}»: {name} giải trình việc trễ hạn, chờ Trưởng ban xem xét."
DECIDED = "«{title}»: giải trình của bạn {verdict}."


def was_late(duty: Duty, now: datetime) -> bool:
    """Whether the duty is or was late; one that no longer runs only if it was found to be."""
    return duty.overdue_at is not None or (duty.cancelled_at is None and duty.is_late(now))


@transaction.atomic
def explain(duty: Duty, user: User, text: str, now: datetime) -> Explanation:
    """Say why the duty was late; the heads of the board are told. Raises `Refused`.

    The same words of the same person while they wait are one explanation.
    """
    duty = locked(duty)
    if not is_concerned(user, duty):
        raise Refused(NOT_CONCERNED)
    words = cleaned(text, MAX_TEXT, TEXT_NEEDED)
    if not was_late(duty, now):
        raise Refused(NOT_LATE)
    for other in duty.explanations.exclude(verdict=Explanation.Verdict.DECLINED):
        if (other.verdict, other.person_id, other.text) == ("", user.pk, words):
            return other
        raise Refused((IS_ACCEPTED if other.verdict else ONE_WAITS).format(name=other.person_name))
    heads = [head for head in _heads_of(duty) if head.pk != user.pk]
    if not heads and is_head(user, user.agency):
        raise Refused(NOBODY_ELSE)
    explanation = Explanation.objects.create(
        duty=duty, text=words, at=now, person_id=user.pk, person_name=user.get_full_name()
    )
    enter("duty.explained", duty, user, now, words, explanation=explanation.pk)
    _tell(heads, duty, WAITS.format(title=duty.subject_title, name=explanation.person_name))
    return explanation


@transaction.atomic
def decide(
    explanation: Explanation, user: User, accepted: bool, note: str, now: datetime
) -> Explanation:
    """Accept or decline an explanation as head of the board; who explained is told.

    Two persons: never the own explanation. Raises `Refused`.
    """
    duty = locked(explanation.duty)
    explanation = Explanation.objects.select_for_update().get(pk=explanation.pk)
    agency = Agency.objects.get(code=duty.agency_code)
    if not is_head(user, agency):
        raise Refused(ONLY_THE_HEAD)
    if explanation.person_id == user.pk:
        raise Refused(TWO_PERSONS)
    words = cleaned(note, MAX_TEXT, "" if accepted else REASON_NEEDED)
    verdict = Explanation.Verdict.ACCEPTED if accepted else Explanation.Verdict.DECLINED
    if explanation.verdict:
        said = explanation.verdict, explanation.verdict_note, explanation.verdict_person_id
        if said == (verdict, words, user.pk):
            return explanation
        raise Refused(
            IS_DECIDED.format(
                name=explanation.verdict_person_name,
                at=local(explanation.verdict_at),
                verdict=explanation.get_verdict_display(),
            )
        )
    explanation.verdict = verdict
    explanation.verdict_note = words
    explanation.verdict_at = now
    explanation.verdict_person_id = user.pk
    explanation.verdict_person_name = user.get_full_name()
    explanation.save()
    enter(f"duty.explanation_{verdict}", duty, user, now, words, explanation=explanation.pk)
    people = User.objects.filter(pk=explanation.person_id, is_active=True)
    result = DECIDED.format(title=duty.subject_title, verdict=explanation.get_verdict_display())
    _tell(people, duty, result)
    return explanation


def _heads_of(duty: Duty) -> list[User]:
    return list(holders(Agency.objects.get(code=duty.agency_code), (HEAD,)))


def _tell(people, duty: Duty, text: str) -> None:
    url = reverse("duties:duty", args=[duty.pk])
    Notice.objects.bulk_create(Notice(user=person, text=text[:1000], url=url) for person in people)
