"""What deserves the head's attention, in the order in which it does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from workflow.calendar.clock import CalendarNotFilled, WorkCalendar

NIGHT = "night"
DAY_BEGINS, DAY_ENDS = 6, 21


@dataclass(frozen=True, slots=True)
class Group:
    """Acts looked at together; `acts` are whole codes, or beginnings that end in «*».

    Grave acts are shown row by row.
    """

    code: str
    label: str
    acts: tuple[str, ...] = ()
    is_grave: bool = False

    def covers(self, action: str) -> bool:
        """Whether the act belongs here."""
        return any(
            action.startswith(act[:-1]) if act.endswith("*") else action == act for act in self.acts
        )

    @property
    def condition(self) -> Q:
        """The rows of the group."""
        found = Q(action__in=[act for act in self.acts if not act.endswith("*")])
        for act in self.acts:
            if act.endswith("*"):
                found |= Q(action__startswith=act[:-1])
        return found


GROUPS = (
    Group(
        "emergency",
        "Đăng khẩn cấp",
        ("approval.emergency*", "approval.confirmed", "approval.retracted"),
        is_grave=True,
    ),
    Group(
        "alarm",
        "Cảnh báo của hệ thống",
        ("approval.alarm*", "audit.alarm*", "approval.not_carried_out"),
        is_grave=True,
    ),
    Group("refused", "Từ chối đăng", ("approval.refused",), is_grave=True),
    Group("voided", "Ý kiến duyệt bị hủy do nội dung thay đổi", ("approval.voided",), True),
    Group("attempt", "Làm trái quy trình, bị chặn", ("approval.attempt*",), is_grave=True),
    Group(
        "sign_in",
        "Đăng nhập không thành công, bị khóa",
        ("account.sign_in_failed", "account.locked_out", "account.tried_while_locked"),
    ),
    Group("late", "Quá thời hạn", ("duty.overdue", "audit.review_escalated")),
    Group(
        "roles",
        "Thay đổi vai trò, quyền, ủy quyền",
        (
            "account.role_given", "account.role_taken", "account.powers_changed",
            "account.invited", "account.deactivated", "account.reactivated", "role.*",
            "delegation.*",
        ),
    ),
    Group(
        "settings",
        "Thay đổi thông tin cơ quan, lịch làm việc, cấu hình quy trình",
        ("agency.*", "calendar.*", "chain.*"),
    ),
    Group(
        "data",
        "Xuất nhật ký, xem dữ liệu cá nhân, tải tệp chưa công khai",
        ("audit.exported", "account.opened", "account.listed", "document.downloaded"),
    ),
    Group("task", "Việc nền không xong", ("task.*",)),
)  # fmt: skip
OUT_OF_HOURS = Group(NIGHT, f"Làm ngoài khoảng {DAY_BEGINS:02}:00–{DAY_ENDS}:00 hoặc vào ngày nghỉ")
BY_CODE = {group.code: group for group in (*GROUPS, OUT_OF_HOURS)}
GRAVE = tuple(group for group in GROUPS if group.is_grave)


def any_of(groups: Iterable[Group]) -> Q:
    """The rows of any of the groups."""
    found = Q(pk__in=[])
    for group in groups:
        found |= group.condition
    return found


def out_of_hours(days_off: Collection[date]) -> Q:
    """What people did before 06:00, from 21:00 on, or on `days_off` (Vietnamese time)."""
    hours = Q(at__hour__lt=DAY_BEGINS) | Q(at__hour__gte=DAY_ENDS)
    return Q(actor_id__isnull=False) & (hours | Q(at__date__in=list(days_off)))


def days_off(calendar: WorkCalendar, days: Iterable[date]) -> list[date] | None:
    """Those of `days` on which the office does not work; None when a year is not filled."""
    try:
        return [day for day in days if not calendar.is_working_day(day)]
    except CalendarNotFilled:
        return None


def days_off_between(calendar: WorkCalendar, first: date, last: date) -> list[date]:
    """The days off from `first` to `last`, in the years whose calendar is filled."""
    found: list[date] = []
    for year in sorted(calendar.years):
        begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        days = (begins + timedelta(days=number) for number in range((ends - begins).days + 1))
        found += (day for day in days if not calendar.is_working_day(day))
    return found
