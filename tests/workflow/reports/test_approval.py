"""A report is approved by another person on the agency's chain, and stays as it was approved."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from wagtail.models import WorkflowState

from sections.base.door import Refused
from tests.database import run_sql
from tests.editor import client_of
from tests.factories import agency, make_news, user
from tests.workflow.reports.counted import act, moment
from workflow.approval import acts
from workflow.approval.changes import filing
from workflow.approval.decision import Decision
from workflow.approval.notice import Notice
from workflow.audit.models import Entry
from workflow.regulations.loader import CODES
from workflow.reports import drafting, editing
from workflow.reports.models import PeriodReport
from workflow.reports.periods import parse
from workflow.reports.states import ReportState, state_of, with_request

pytestmark = pytest.mark.django_db
NOW = moment(2026, 11, 22, 9)


def drafted(code: str = "BP", report: str = "management-figures") -> PeriodReport:
    """A report of the month before, drawn up for the head."""
    head = user(f"{code.lower()}-head")
    return drafting.draw_up(agency(code), report, parse("2026-10"), head, NOW)


@contextmanager
def refused_by_database(words: str):
    """The block ends with the database's refusal, which says `words`."""
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        yield


def state(report: PeriodReport) -> ReportState:
    return state_of(with_request(PeriodReport.objects.filter(pk=report.pk)).get())


def step_of(request):
    """The step at which the request waits."""
    return WorkflowState.objects.for_instance(request).active().get().current_task_state


def approve(request, *names: str) -> None:
    """Every step of the chain, taken by whoever of `names` may."""
    for name in names:
        acts.take(step_of(request), user(name), acts.PASS)


def deciders(code: str) -> str:
    """The account that holds the only step of the chain for reports."""
    step = next(row for row in agency(code).book.chains if row.code == "report").steps[-1]
    roles = agency(code).book.step(step).roles
    return f"{code.lower()}-{roles[0]}"


@pytest.mark.parametrize("code", CODES)
def test_every_regulation_has_the_chain(code):
    chain = next(row for row in agency(code).book.chains if row.code == "report")
    like = next(row for row in agency(code).book.chains if row.code == "settings")
    assert (chain.steps, chain.basis) == (like.steps, "setting")


def test_two_persons_approve_it_and_the_evidence_is_kept():
    report = drafted()
    editing.remark(report.pk, user("bp-member"), "Các đơn vị gửi tin đều.\r\n\r\nKiến nghị: khen.")
    assert state(report) == ReportState.DRAFT
    request = editing.submit(report.pk, user("bp-member"), NOW)
    assert state(report) == ReportState.WAITING
    assert request.title.startswith("Duyệt báo cáo định kỳ: Tháng 10 năm 2026: ")
    desk = client_of("bp-head").get(reverse("desk:index")).content.decode()
    assert request.title in desk
    approve(request, deciders("BP"))
    report.refresh_from_db()
    assert state(report) == ReportState.APPROVED
    assert (report.request_id, report.content_hash) == (request.pk, report.hash())
    assert report.remarks == "Các đơn vị gửi tin đều.\n\nKiến nghị: khen."
    kept = Decision.objects.filter(request_id=request.pk).values_list("action", flat=True)
    assert list(kept) == ["submitted", "approved", "carried_out"]
    told = Entry.objects.filter(subject_type="approval.changerequest")
    assert [row.action for row in told.order_by("pk")] == [
        "approval.submitted",
        "approval.approved",
        "approval.carried_out",
    ]
    drafts = Entry.objects.filter(action__startswith="report.").order_by("pk")
    assert [row.action for row in drafts] == [
        "report.drafted",
        "report.remarked",
        "report.approved",
    ]
    assert Notice.objects.filter(user__username="bp-member", text__contains="thực hiện").exists()


def test_who_sent_it_may_not_decide():
    report = drafted("KT", "commendation")
    request = editing.submit(report.pk, user("kt-head"), NOW)
    with pytest.raises(Refused, match=r"người yêu cầu.*hai người"):
        approve(request, "kt-head")
    assert state(report) == ReportState.WAITING
    approve(request, "kt-deputy")
    assert state(report) == ReportState.APPROVED


def test_who_wrote_the_remarks_may_not_decide():
    report = drafted("KT", "commendation")
    editing.remark(report.pk, user("kt-head"), "Nhận xét của Trưởng ban.")
    request = editing.submit(report.pk, user("kt-member"), NOW)
    with pytest.raises(Refused, match="viết một phần nội dung"):
        approve(request, "kt-head")
    with pytest.raises(Refused, match="người yêu cầu"):
        approve(request, "kt-member")
    report.refresh_from_db()
    assert report.approved_at is None


def test_a_report_that_nobody_else_could_decide_is_not_sent():
    report = drafted()
    with pytest.raises(Refused, match="cần Trưởng Ban Biên tập khác"):
        editing.submit(report.pk, user("bp-head"), NOW)
    editing.remark(report.pk, user("bp-head"), "Trưởng ban tự ghi.")
    with pytest.raises(Refused, match="cần Trưởng Ban Biên tập khác"):
        editing.submit(report.pk, user("bp-member"), NOW)
    editing.remark(report.pk, user("bp-head"), "")
    editing.remark(report.pk, user("bp-member"), "Thành viên ghi.")
    approve(editing.submit(report.pk, user("bp-member"), NOW), "bp-head")
    assert state(report) == ReportState.APPROVED


def test_a_person_without_the_step_may_not_decide():
    request = editing.submit(drafted().pk, user("bp-member"), NOW)
    with pytest.raises(Refused):
        approve(request, "bp-contributor")


def test_the_numbers_stay_as_they_were_approved():
    report = drafted()
    act("BP", make_news("BP"), "published", moment(2026, 10, 5))
    report = editing.recount(report.pk, user("bp-member"), NOW)
    request = editing.submit(report.pk, user("bp-member"), NOW)
    figures = report.figures
    act("BP", make_news("BP", title="Muộn"), "published", moment(2026, 10, 6))
    for change in (
        lambda: editing.recount(report.pk, user("bp-member"), NOW),
        lambda: editing.remark(report.pk, user("bp-member"), "Thêm."),
        lambda: editing.submit(report.pk, user("bp-member"), NOW),
    ):
        with pytest.raises(Refused, match="đang chờ duyệt"):
            change()
    approve(request, deciders("BP"))
    for change in (
        lambda: editing.recount(report.pk, user("bp-member"), NOW),
        lambda: editing.remark(report.pk, user("bp-member"), "Thêm."),
    ):
        with pytest.raises(Refused, match="đã duyệt"):
            change()
    report.refresh_from_db()
    assert report.figures == figures


def test_the_database_keeps_what_waits_and_what_is_approved():
    report = drafted()
    waits = "đang chờ duyệt"
    only = "chỉ được duyệt qua quy trình"
    set_approved = "UPDATE reports_periodreport SET approved_at = now() WHERE id = %s"
    set_remarks = "UPDATE reports_periodreport SET remarks = 'khác' WHERE id = %s"
    with refused_by_database(only):
        run_sql(set_approved, report.pk)
    request = editing.submit(report.pk, user("bp-member"), NOW)
    with refused_by_database(waits):
        run_sql(set_remarks, report.pk)
    with refused_by_database(waits):
        run_sql("DELETE FROM reports_periodreport WHERE id = %s", report.pk)
    with refused_by_database(only):
        run_sql(
            "UPDATE reports_periodreport SET approved_at = now(), request_id = %s WHERE id = %s",
            request.pk,
            report.pk,
        )
    approve(request, deciders("BP"))
    for statement in (set_remarks, "DELETE FROM reports_periodreport WHERE id = %s"):
        with refused_by_database("đã duyệt không sửa"):
            run_sql(statement, report.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        PeriodReport.objects.create(
            agency_code="BP",
            report_code="tu-them",
            label="Tự thêm",
            period="2026-10",
            first_day="2026-10-01",
            last_day="2026-10-31",
            drafted_at=NOW,
            approved_at=NOW,
        )


def test_a_report_that_was_sent_back_is_mended_and_sent_again():
    report = drafted()
    request = editing.submit(report.pk, user("bp-member"), NOW)
    acts.take(step_of(request), user(deciders("BP")), acts.RETURN, note="Thiếu nhận xét.")
    assert state(report) == ReportState.RETURNED
    editing.remark(report.pk, user("bp-member"), "Đã bổ sung.")
    again = editing.submit(report.pk, user("bp-member"), NOW)
    assert again.pk != request.pk
    approve(again, deciders("BP"))
    assert state(report) == ReportState.APPROVED


def test_a_report_that_was_taken_back_can_be_changed():
    report = drafted()
    request = editing.submit(report.pk, user("bp-member"), NOW)
    filing.withdraw(request, user("bp-member"))
    editing.recount(report.pk, user("bp-member"), NOW)
    assert state(report) == ReportState.RETURNED


@pytest.mark.parametrize("name", ["qt-member", "bp-contributor", "bp-operator", "bp-unit_head"])
def test_only_the_board_of_the_agency_works_on_it(name):
    report = drafted()
    person = user(name) if name != "bp-operator" else user("bp-network_admin")
    for change in (
        lambda: editing.recount(report.pk, person, NOW),
        lambda: editing.remark(report.pk, person, "Chen vào."),
        lambda: editing.submit(report.pk, person, NOW),
    ):
        with pytest.raises(Refused, match="Ban Biên tập của cơ quan"):
            change()


def test_a_running_period_is_not_sent():
    report = drafting.draw_up(
        agency("BP"), "management-figures", parse("2026-11"), user("bp-head"), NOW
    )
    with pytest.raises(Refused, match="chưa kết thúc"):
        editing.submit(report.pk, user("bp-member"), NOW)
    with pytest.raises(Refused, match="Tính lại số liệu"):
        editing.submit(report.pk, user("bp-member"), moment(2026, 12, 1))
    editing.recount(report.pk, user("bp-member"), moment(2026, 12, 1))
    assert editing.submit(report.pk, user("bp-member"), moment(2026, 12, 1)).closed_at is None


def test_another_agencys_report_cannot_be_asked_for():
    report = drafted()
    with pytest.raises(Refused, match="không thuộc cơ quan"):
        filing.file_request(user("qt-member"), agency("QT"), "report", report, reason="Thử.")
