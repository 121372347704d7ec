"""Cases, incidents and changes get their duties through `events`, once each."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import WorkflowState

from sections.questions import QuestionPage
from tests.factories import agency, edit, make_image, publish_news, submit, take_step, user, walk
from tests.sections.filled import put_public
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.every_deadline import draft
from workflow.approval import acts
from workflow.approval.notice import Notice
from workflow.audit.models import Entry
from workflow.audit.recording import record
from workflow.calendar.clock import end_of_day
from workflow.duties.events import arise, ended, fulfilled
from workflow.duties.incidents import note_alarms
from workflow.duties.models import Duty, Subject
from workflow.regulations.book import Measure, StartEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

FRIDAY = at(20, 11, hour=15)
CASE = Subject(Duty.Kind.CASE, "12", "Câu hỏi về hộ tịch", url="/admin/ho-so/12/")


def ask(**fields) -> list[Duty]:
    return arise("BP", StartEvent.RECEIVED, CASE, FRIDAY, FRIDAY, section_code="S21", **fields)


def test_telling_twice_makes_one_duty_and_one_record():
    (duty,) = ask()
    assert ask() == []
    assert (duty.deadline_code, duty.due_at, duty.path) == (
        "D15",
        at(14, 12, hour=17),
        "/admin/ho-so/12/",
    )
    entry = Entry.objects.get(action="duty.arisen")
    assert (entry.agency_code, entry.data["deadline"], entry.data["clauses"]) == (
        "BP",
        "D15",
        ["BP-9.3.e-1"],
    )


@pytest.mark.clause("BP-9.3.e-2")
def test_the_kind_picks_the_deadline():
    assert [duty.deadline_code for duty in ask(kind="ministry")] == ["D16"]


@pytest.mark.clause("BP-11.3-2")
def test_a_promised_day_is_the_due_day_and_none_is_made_up():
    def asked(promised=None):
        return arise(
            "BP", StartEvent.ASKED, CASE, FRIDAY, FRIDAY, section_code="S21", promised=promised
        )

    assert asked() == []
    (duty,) = asked(date(2026, 11, 27))
    assert (duty.deadline_code, duty.due_at) == ("D18", end_of_day(date(2026, 11, 27)))


@pytest.mark.parametrize(("days", "late"), [(1, None), (40, FRIDAY + timedelta(days=40))])
def test_the_first_answer_counts_and_a_late_one_is_marked(days, late):
    ask()
    answered = FRIDAY + timedelta(days=days)
    assert fulfilled("BP", CASE.kind, CASE.key, answered, evidence={"number": "12/TL"}) == 1
    assert fulfilled("BP", CASE.kind, CASE.key, answered + timedelta(days=1)) == 0
    duty = Duty.objects.get(subject_key=CASE.key)
    assert (duty.met_at, duty.overdue_at, duty.evidence) == (answered, late, {"number": "12/TL"})


def test_another_measure_is_not_met_and_a_case_sent_on_is_owed_no_more():
    ask()
    assert fulfilled("BP", CASE.kind, CASE.key, FRIDAY, measures=[Measure.SUPPLY]) == 0
    assert ended("BP", CASE.kind, CASE.key, FRIDAY) == 1
    assert not Duty.objects.get(subject_key=CASE.key).is_open


@pytest.mark.clause("QT-10.3")
def test_an_alarm_is_one_incident_for_those_whose_regulation_asks():
    record("approval.alarm", agency_code="", subject_title="Bảng trang")
    now = timezone.now()
    assert note_alarms(now) == 1
    assert note_alarms(now) == 0
    duty = Duty.objects.get(subject_kind=Duty.Kind.INCIDENT)
    assert set(Notice.objects.filter(url=duty.path).values_list("user__username", flat=True)) == {
        "qt-member",
        "qt-operator",
    }
    assert (duty.agency_code, duty.deadline_code, duty.due_at) == ("QT", "D32", None)


@pytest.mark.clause("LA-9.2.đ", "QT-5.3")
@pytest.mark.parametrize(("code", "at_submission"), [("LA", True), ("QT", False)])
def test_a_changed_item_is_owed_until_it_is_sent_or_public_again(code, at_submission):
    page = publish_news(code)
    edit(page, page.owner, summary="Tóm tắt một.")
    edit(page, page.owner, summary="Tóm tắt hai.")
    changes = Duty.objects.filter(subject_kind=Duty.Kind.CHANGE, page_id=page.pk)
    assert changes.get().met_at is None
    submit(page)
    assert (changes.get().met_at is not None) is at_submission
    walk(page)
    assert changes.get().met_at is not None
    edit(page, page.owner, summary="Tóm tắt ba.")
    assert changes.count() == 2


def test_an_altered_file_is_no_page_of_the_same_number():
    image = make_image("QT")
    record("approval.alarm", agency_code="QT", subject=image)
    note_alarms(timezone.now())
    assert Duty.objects.get(subject_kind=Duty.Kind.INCIDENT).page_id is None


def test_what_was_owed_no_more_is_owed_again():
    ask()
    ended("BP", CASE.kind, CASE.key, FRIDAY)
    later = FRIDAY + timedelta(days=7)
    (duty,) = arise("BP", StartEvent.RECEIVED, CASE, later, later, section_code="S21")
    assert (duty.is_open, duty.started_at) == (True, later)
    assert Duty.objects.filter(subject_key=CASE.key).count() == 1


@pytest.mark.clause("BP-9.3.e-1")
def test_refusing_a_change_of_a_public_question_leaves_its_answer_owed():
    page = draft(
        QuestionPage,
        asked="Thủ tục đăng ký khai sinh ở đâu?",
        state="received",
        received_on=date(2026, 11, 20),
        byline="Văn phòng",
        supplier_name="Văn phòng",
        supplier_title="Chuyên viên",
        supplier_email="van-phong@example.vn",
        supplier_phone="0900000000",
    )("BP")
    put_public(page)
    page = QuestionPage.objects.get(pk=page.pk)
    edit(page, page.owner, summary="Trả lời nháp.")
    submit(page)
    # The last step is the head's.
    while (state := _waiting(page)).task.specific.roles != ["head"]:
        take_step(page)
    ground = agency("BP").book.refusals[0].code
    acts.take(state, user("bp-head"), acts.REFUSE, ground_code=ground, note="Chưa đúng.")
    rows = Duty.objects.filter(page_id=page.pk)
    assert rows.get(deadline_code="D15").cancelled_at is None
    # It was sent in: that much of the change was owed.
    assert rows.get(subject_kind=Duty.Kind.CHANGE).met_at is not None


def _waiting(page):
    return WorkflowState.objects.for_instance(page).active().get().current_task_state
