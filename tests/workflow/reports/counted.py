"""What the tests of reports need: a clock, made-up acts, the numbers of a report by name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.factories import agency
from workflow.agencies.models import Agency
from workflow.approval.decision import Decision
from workflow.duties.models import Duty
from workflow.reports.contents import figures_of
from workflow.reports.periods import Period, parse

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(*values: int) -> datetime:
    """A local moment."""
    return datetime(*values, tzinfo=HANOI)


def founded_on(code: str, *day: int) -> Agency:
    """The agency as if founded on that day."""
    Agency.objects.filter(code=code).update(founded_at=moment(*day))
    return agency(code)


def act(code: str, page, action: str, at: datetime, **values) -> Decision:
    """An act of the board on `page` at a moment, as the evidence keeps it."""
    return Decision.objects.create(
        at=at,
        agency_code=code,
        page_id=page.pk,
        item_type=page._meta.label_lower,
        item_title=page.title,
        action=action,
        actor_name="Người duyệt (demo)",
        **values,
    )


def duty(
    code: str, page, due_at: datetime, met_at: datetime | None, number: str = "D1", **values
) -> Duty:
    """A deadline that fell due at `due_at`."""
    row = Duty(
        agency_code=code,
        subject_key=str(page.pk),
        subject_title=page.title,
        page_id=page.pk,
        deadline_code=number,
        label="Đăng tin (demo)",
        clock="office_hours",
        limit=8,
        start_event="happened",
        measure="publication",
        started_at=due_at,
        due_at=due_at,
        met_at=met_at,
        **values,
    )
    row.save()
    return row


def figures(code: str, report: str, period: str, now: datetime | None = None) -> dict:
    """The figures of a report, counted after its period."""
    of = parse(period)
    return figures_of(agency(code), report, of, now or of.ends_at)


def table(found: dict, title: str) -> dict:
    """The table of that title."""
    return next(row for row in found["tables"] if row["title"] == title)


def numbers(found: dict, title: str) -> dict[str, list]:
    """By the label of each line its numbers or words."""
    rows = table(found, title)["rows"]
    return {
        row["label"]: [cell.get("n", cell.get("text")) for cell in row["cells"]] for row in rows
    }


def totals(found: dict, title: str) -> list[int]:
    """The sums below a table."""
    return [cell["n"] for cell in table(found, title)["total"]]


def month(year: int, number: int) -> Period:
    """A month."""
    return parse(f"{year}-{number:02}")
