"""Times, fingerprints, clauses and outcomes in the words of Vietnamese administrative papers."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from workflow.approval.decision import Decision
from workflow.regulations.clauses import all_clauses

GROUP = 8
# Below these numbers the day and the month carry a leading zero (Decree 30/2020, appendix I).
_TWO_DIGIT_DAYS, _TWO_DIGIT_MONTHS = 10, 3

OPEN = "Chưa kết thúc: lượt duyệt còn đang tiến hành khi in phiếu."
# The last of these acts that stands is how the run ended.
_OUTCOMES = {
    Decision.Action.PUBLISHED: "Đã đăng công khai {moment}{content}.",
    Decision.Action.FOUNDED: "Đã đăng theo quyết định thiết lập {moment}{content}.",
    Decision.Action.RETURNED: "Trả lại để sửa {moment}; người quyết định: {person}.",
    Decision.Action.REFUSED: "Từ chối {moment}, theo lý do: {ground}; người quyết định: {person}.",
    Decision.Action.WITHDRAWN: "Đã rút lại {moment}; người rút: {person}.",
    Decision.Action.SCHEDULED: "Đã duyệt {moment}{content}; hẹn giờ thực hiện.",
    Decision.Action.CARRIED_OUT: "Đã thực hiện thay đổi {moment}{content}.",
    Decision.Action.NOT_CARRIED_OUT: "Không thực hiện được thay đổi {moment}; xem ghi chú ở dòng cuối bảng.",
    Decision.Action.UNPUBLISHED: "Đã gỡ khỏi trang công khai {moment}.",
    Decision.Action.EMERGENCY: "Đăng khẩn cấp {moment}{content}, chưa được duyệt lại; người đăng: {person}.",
    Decision.Action.CONFIRMED: "Tin đăng khẩn cấp đã được duyệt lại {moment}{content}; người duyệt: {person}.",
    Decision.Action.RETRACTED: "Tin đăng khẩn cấp đã bị thu hồi {moment}; người quyết định: {person}.",
}


def moment_words(moment: datetime) -> str:
    """«ngày 22 tháng 11 năm 2026, 08:30», in the time zone of the installation."""
    local = timezone.localtime(moment)
    day = f"{local.day:02d}" if local.day < _TWO_DIGIT_DAYS else str(local.day)
    month = f"{local.month:02d}" if local.month < _TWO_DIGIT_MONTHS else str(local.month)
    return f"ngày {day} tháng {month} năm {local.year}, {local:%H:%M}"


def hash_groups(content_hash: str) -> str:
    """The fingerprint in groups of eight characters, to be compared by eye."""
    return " ".join(
        content_hash[start : start + GROUP] for start in range(0, len(content_hash), GROUP)
    )


def clause_words(clauses: Iterable[str]) -> str:
    """The clauses as texts cite them, each once: «điểm b khoản 3 Điều 8; Điều 9»."""
    known = all_clauses()
    cited = (known[code].citation if code in known else code for code in clauses)
    return "; ".join(dict.fromkeys(cited))


def outcome_words(valid: list[Decision], contents: dict[str, int]) -> str:
    """How the run ended, from its acts that stand; `contents` numbers the fingerprints."""
    last = next((row for row in reversed(valid) if row.action in _OUTCOMES), None)
    if last is None:
        return OPEN
    person = (last.actor_name, last.actor_role, last.on_behalf_of)
    number = contents.get(last.content_hash)
    return _OUTCOMES[Decision.Action(last.action)].format(
        moment=moment_words(last.at),
        person=", ".join(filter(None, person)),
        ground=last.ground or "không ghi",
        content=f", nội dung bản {number}" if number else "",
    )
