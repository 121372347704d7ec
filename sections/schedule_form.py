"""The form of a week's schedule: a new week comes filled in."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from sections.base.forms import BasePageForm

from .schedule_week import WEEK, WEEKLY, monday_of

TITLE = "Lịch làm việc từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"


NO_MONDAY = "Tuần bắt đầu từ Thứ Hai; hãy chọn một ngày Thứ Hai."


class ScheduleForm(BasePageForm):
    """Offers the week after the last one, with the lines that repeat every week."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_new = not self.instance.pk and not self.is_bound
        # A week begun from a certain other one comes with its own lines.
        if is_new and self.parent_page and not self.instance.week_start:
            self.initial |= next_week(type(self.instance).objects.child_of(self.parent_page))

    def clean_week_start(self):
        """Refuse what is no Monday, and a second page for a week."""
        monday = self.cleaned_data["week_start"]
        if monday and monday.weekday():
            raise ValidationError(NO_MONDAY)
        if monday and self.parent_page:
            weeks = type(self.instance).objects.child_of(self.parent_page)
            if weeks.filter(week_start=monday).exclude(pk=self.instance.pk).exists():
                raise ValidationError("Tuần này đã có lịch; hãy sửa lịch đó.")
        return monday


def next_week(weeks, of: list[dict] | None = None) -> dict:
    """What the form of the week after the last of `weeks` is filled in with.

    The lines are those that repeat of the rows `of`, by default of the last week's newest draft.
    """
    last = weeks.exclude(week_start=None).order_by("week_start").last()
    monday = (last.week_start if last else monday_of(timezone.localdate())) + WEEK
    rows = of if of is not None else []
    if of is None and last is not None:
        rows = last.get_latest_revision_as_object().rows
    repeated = [{**row, "change": "", "note": ""} for row in rows if row.get("repeat") == WEEKLY]
    return {"week_start": monday, "title": title_of(monday), "rows": repeated}


def title_of(monday: date) -> str:
    """«Lịch làm việc từ ngày 02/02/2026 đến ngày 08/02/2026»."""
    return TITLE.format(first=monday, last=monday + WEEK - timedelta(days=1))
