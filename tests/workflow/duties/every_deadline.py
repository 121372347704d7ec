"""One event for each deadline of the five regulations (D01 to D32), as it happens in the system."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from sections.administrative_documents import AdministrativeDocumentPage
from sections.base.models import BasePage
from sections.consultations import ConsultationPage
from sections.directives import DirectivePage
from sections.legal_documents import LegalDocumentPage
from sections.news import NewsPage
from sections.periodic_reports import PeriodicReportPage
from sections.projects import ProjectPage
from sections.questions import QuestionPage
from sections.statistics import StatisticsPage
from tests.factories import agency, edit, publish_news, user
from tests.workflow.calendar.year_2026 import at
from workflow.audit.recording import record
from workflow.calendar.clock import end_of_day
from workflow.duties import events, incidents
from workflow.duties.models import Duty, Subject
from workflow.duties.recurring.turns import open_turns
from workflow.duties.upkeep.asking import ask
from workflow.regulations.book import StartEvent

FRIDAY = at(20, 11, hour=15)
DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Case:
    """A deadline, the event from which it runs, and when it is then due (None: only measured)."""

    code: str
    clause: str
    event: Callable[[str], object]
    due: datetime | None
    kind: str = Duty.Kind.PAGE
    key: str = ""
    now: datetime = field(default=FRIDAY)

    @property
    def agency(self) -> str:
        """The code of the agency whose regulation sets it."""
        return self.clause[:2]

    def __str__(self):
        return f"{self.code}-{self.clause}"


def draft(model: type[BasePage], **fields) -> Callable[[str], BasePage]:
    """The event «somebody writes down an item with these fields»."""

    def happen(code: str) -> BasePage:
        home = agency(code).site.root_page
        parent_model = model.clean_parent_page_models()[0]
        parent = parent_model.objects.descendant_of(home).first()
        owner = user(f"{code.lower()}-contributor")
        page = model(title="Việc phải làm", owner=owner, unit=owner.unit, live=False, **fields)
        parent.add_child(instance=page)
        page.save_revision(user=owner)
        return page

    return happen


def change(code: str) -> BasePage:
    """The event «what is public has changed»."""
    page = publish_news(code, title="Tin đã đăng")
    edit(page, page.owner, summary="Tóm tắt mới.")
    return page


def turn(code: str) -> None:
    """The event «a day, a week, a month … has begun or ended»."""
    open_turns(timezone.now())


def alarm(code: str) -> None:
    """The event «the system finds that public content was altered»."""
    record("approval.alarm", agency_code=code, subject_title="Trang chủ", note="Khác bản đã duyệt")
    incidents.note_alarms(timezone.now())


def feedback(code: str) -> None:
    """The event «the board hands a reader's feedback to a unit» (a case, through `events`)."""
    subject = Subject(Duty.Kind.CASE, "phan-hoi-1", "Phản hồi của bạn đọc", unit_code="van-phong")
    now = timezone.now()
    events.arise(code, StartEvent.RECEIVED, subject, now, now, section_code="S22")


def review(code: str) -> None:
    """The event «the board asks for a review of what is public»."""
    page = publish_news(code)
    asker = user(f"{code.lower()}-secretary")
    ask(page, asker, date(2026, 11, 27), "Số điện thoại đã đổi", timezone.now())


def day_end(day: int, month: int, year: int = 2026) -> datetime:
    """The last second of a day."""
    return end_of_day(date(year, month, day))


NEWS, IMPORTANT = (
    {"happened_at": FRIDAY},
    {"happened_at": FRIDAY, "deadline_kind": "important_event"},
)
ISSUED = {"issued_on": DAY}
CONFERENCE = {"happened_at": FRIDAY, "year": 2026}
DEADLINES = (
    Case("D01", "LA-9.2.a", draft(NewsPage, **NEWS), at(23, 11, hour=15)),
    Case("D02", "LA-9.2.b", draft(LegalDocumentPage, **ISSUED), at(25, 11, hour=17)),
    Case("D03", "LA-9.2.c", draft(NewsPage, **IMPORTANT), at(21, 11, hour=3)),
    Case("D05", "LA-9.2.đ", change, None, Duty.Kind.CHANGE),
    Case("D05", "BP-9.3.f", change, None, Duty.Kind.CHANGE),
    Case("D06", "BP-9.3.a", draft(NewsPage, **NEWS), at(25, 11, hour=9)),
    Case("D07", "BP-9.3.b", draft(AdministrativeDocumentPage, **ISSUED), at(25, 11, hour=17)),
    Case("D08", "BP-9.3.c", draft(ProjectPage, approved_on=DAY), at(26, 11, hour=17)),
    Case("D09", "BP-9.3.d", draft(StatisticsPage, decided_on=DAY), at(7, 12, hour=17)),
    Case("D10", "BP-9.3.đ-1", turn, day_end(7, 12), Duty.Kind.PERIOD, "2026-11", at(1, 12)),
    Case("D11", "BP-9.3.đ-2", turn, day_end(10, 1, 2027), Duty.Kind.PERIOD, "2026-Q4", at(1, 1, 2027)),
    Case("D12", "BP-9.3.đ-3", draft(PeriodicReportPage, period_kind="half_year", **CONFERENCE), day_end(30, 11)),
    Case("D13", "BP-9.3.đ-4", draft(PeriodicReportPage, period_kind="year", **CONFERENCE), day_end(5, 12)),
    Case("D13", "BP-9.3.đ-4", draft(NewsPage, **IMPORTANT), day_end(5, 12)),
    Case("D14", "BP-9.3.đ-5", draft(PeriodicReportPage, period_kind="final", **CONFERENCE), day_end(5, 12)),
    Case("D15", "BP-9.3.e-1", draft(QuestionPage, received_on=date(2026, 4, 23)), at(19, 5, hour=17), now=at(23, 4, hour=9)),
    Case("D16", "BP-9.3.e-2", draft(QuestionPage, received_on=date(2026, 4, 23), deadline_kind="ministry"), at(9, 6, hour=17), now=at(23, 4, hour=9)),
    Case("D17", "BP-11.2-2", feedback, at(14, 12, hour=17), Duty.Kind.CASE),
    Case("D18", "BP-11.3-2", draft(QuestionPage, received_on=DAY, due_on=date(2026, 11, 27)), day_end(27, 11)),
    Case("D19", "BP-13.1-1", turn, at(20, 11, hour=17), Duty.Kind.PERIOD, "2026-11-20"),
    Case("D20", "DL-10.3.a-1", draft(NewsPage, **NEWS), at(25, 11, hour=9)),
    Case("D21", "DL-10.3.a-2", draft(NewsPage, deadline_kind="foreign", **NEWS), at(21, 11, hour=15)),
    Case("D22", "DL-10.3.b", draft(NewsPage, deadline_kind="from_document", **NEWS), at(26, 11, hour=17)),
    Case("D23", "DL-13.1-1", draft(NewsPage, **NEWS), at(21, 11, hour=3)),
    Case("D24", "DL-13.1-2", turn, day_end(20, 11), Duty.Kind.PERIOD, "2026-11-20"),
    Case("D25", "QT-5.3", change, None, Duty.Kind.CHANGE),
    Case("D26", "KT-11.1", turn, at(20, 11, hour=17), Duty.Kind.PERIOD, "2026-11-20"),
    Case("D27", "KT-11.2.a", draft(DirectivePage, **ISSUED), at(25, 11, hour=17)),
    Case("D28", "KT-11.2.b", draft(NewsPage, **NEWS), None),
    Case("D29", "KT-11.2.c", draft(NewsPage, **IMPORTANT), day_end(23, 11)),
    Case("D30", "KT-11.2.d", turn, day_end(30, 11), Duty.Kind.PERIOD, "2026-11"),
    Case("D30", "KT-11.2.d", turn, day_end(31, 12), Duty.Kind.PERIOD, "2026-Q4"),
    Case("D30", "KT-11.2.d", turn, day_end(31, 12), Duty.Kind.PERIOD, "2026"),
    Case("D31", "LA-4.11.b-2", draft(ConsultationPage, opens_on=DAY, closes_on=date(2026, 12, 20)), day_end(20, 12)),
    Case("D31", "DL-8.1.h-2", draft(ConsultationPage, opens_on=DAY, closes_on=date(2026, 12, 20)), day_end(20, 12)),
    Case("D32", "QT-10.3", alarm, None, Duty.Kind.INCIDENT),
)  # fmt: skip

NEW_YEAR, TENTH = at(1, 1, 2027), day_end(10, 1, 2027)
PERIOD = Duty.Kind.PERIOD
RECURRING = (
    Case("quota:items-per-unit", "BP-9.4", turn, day_end(30, 11), Duty.Kind.UNIT, "2026-11|van-phong"),
    Case("week-schedule", "LA-4.5", turn, at(20, 11, hour=17), PERIOD, "2026-W48"),
    Case("backup:data", "KT-12.1", turn, day_end(22, 11), PERIOD, "2026-W47"),
    Case("backup:data", "DL-4.1-2", turn, day_end(22, 11), PERIOD, "2026-W47"),
    Case("report:monthly-use", "BP-18.5", turn, day_end(10, 12), PERIOD, "2026-11", at(1, 12)),
    Case("report:monthly-implementation", "BP-20.1-2", turn, day_end(10, 12), PERIOD, "2026-11", at(1, 12)),
    Case("report:half-year", "KT-16.2-2", turn, TENTH, PERIOD, "2026-H2", NEW_YEAR),
    Case("report:yearly-summary", "QT-7.1-6", turn, TENTH, PERIOD, "2026", NEW_YEAR),
    Case("report:emulation", "BP-16-2", turn, TENTH, PERIOD, "2026", NEW_YEAR),
    Case("report:emulation", "KT-19.1-2", turn, TENTH, PERIOD, "2026", NEW_YEAR),
    Case("report:yearly-upgrade-review", "DL-5.2", turn, TENTH, PERIOD, "2026", NEW_YEAR),
    Case("report:yearly-upgrade-review", "KT-13.2", turn, TENTH, PERIOD, "2026", NEW_YEAR),
    Case("principle:yearly-training", "DL-6", turn, day_end(31, 12), PERIOD, "2026"),
    Case("principle:yearly-training", "KT-10.3", turn, day_end(31, 12), PERIOD, "2026"),
    Case("royalty:yearly-estimate", "BP-8.1", turn, day_end(31, 12), PERIOD, "2026"),
    Case("review-asked", "BP-13.3", review, day_end(27, 11), Duty.Kind.REVIEW),
    Case("royalty:yearly-estimate", "KT-15.9-1", turn, day_end(31, 12), PERIOD, "2026"),
)  # fmt: skip
CASES = (*DEADLINES, *RECURRING)
