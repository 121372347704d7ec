"""Duties for tests: on an item of the contributor, or turns of what comes again."""

from tests.factories import make_news
from workflow.audit.models import Entry
from workflow.calendar.queries import calendar_of
from workflow.duties.counting import set_due
from workflow.duties.models import Duty, Subject
from workflow.regulations.book import Clock, Deadline, Measure, StartEvent
from workflow.regulations.loader import load


def on_item(code: str, rule_code: str, started_at, **fields) -> Duty:
    """The duty of a rule on an item of the agency's contributor, in the contributor's unit.

    The item's own clocks are taken away, so that the duty is the only one on it.
    """
    page = make_news(code, title="Trả lời công dân")
    Duty.objects.filter(page_id=page.pk).delete()
    book = load(code)
    rule = next(row for row in book.deadlines if row.code == rule_code)
    subject = Subject.of_page(page, page.title)
    duty = Duty.of_rule(rule, agency_code=code, subject=subject, started_at=started_at)
    set_due(duty, calendar_of(code), book)
    for name, value in fields.items():
        setattr(duty, name, value)
    duty.save()
    return duty


def turn(code: str, started_at, due_at, **fields) -> Duty:
    """A yearly duty of the agency that no event of the system meets."""
    rule = Deadline(
        code="report:yearly-upgrade-review",
        label="Hằng năm rà soát việc nâng cấp trang",
        clauses=("DL-5.2",),
        clock=Clock.PERIOD_END,
        start=StartEvent.PERIOD,
        measure=Measure.DELIVERY,
    )
    subject = Subject(Duty.Kind.PERIOD, "2026", "Năm 2026")
    duty = Duty.of_rule(rule, agency_code=code, subject=subject, started_at=started_at)
    duty.due_at = due_at
    for name, value in fields.items():
        setattr(duty, name, value)
    duty.save()
    return duty


def recorded(duty: Duty) -> list[tuple[str, str, str]]:
    """Act, person and note of each row of the record about the duty, in order."""
    rows = Entry.objects.filter(subject_type="duties.duty", subject_id=str(duty.pk)).order_by("pk")
    return list(rows.values_list("action", "actor_name", "note"))
