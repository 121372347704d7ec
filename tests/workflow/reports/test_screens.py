"""The pages and files of reports, for whom they are."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from site_home.visits.models import DailyVisits
from tests.editor import client_of
from tests.factories import agency, make_news, user
from tests.workflow.reports.counted import act, moment
from tests.workflow.reports.test_approval import approve, deciders, drafted
from workflow.agencies.models import Unit
from workflow.audit.models import Entry
from workflow.reports import editing
from workflow.reports.models import PeriodReport

pytestmark = pytest.mark.django_db
NOW = moment(2026, 11, 22, 9)


def address(name: str, report: PeriodReport, *args) -> str:
    return reverse(f"reports:{name}", args=[report.pk, *args])


def with_numbers(code: str = "BP") -> PeriodReport:
    """A report with one published item and 1.234 visits."""
    DailyVisits.objects.create(
        agency_code=code, day=date(2026, 10, 31), section_code="S04", visits=1234, views=5678
    )
    act(code, make_news(code, title="=HYPERLINK(1)"), "published", moment(2026, 10, 5))
    return drafted(code)


def test_the_list_of_the_agency():
    report = with_numbers()
    page = client_of("bp-member").get(reverse("reports:index")).content.decode()
    assert report.short_title in page
    assert ("Dự thảo" in page, "Đến hạn lập: 01/11/2026" in page) == (True, True)
    assert "Kế hoạch, đánh giá, kiểm tra: người lập viết" in page


def test_the_menu_leads_to_it():
    address = reverse("reports:index")
    assert address in client_of("bp-head").get(reverse("wagtailadmin_home")).content.decode()
    home = client_of("bp-contributor").get(reverse("wagtailadmin_home")).content.decode()
    assert address not in home


@pytest.mark.parametrize("name", ["bp-head", "bp-member", "quan-tri"])
def test_each_number_leads_to_its_rows(name):
    report = with_numbers()
    client = client_of(name)
    page = client.get(address("report", report)).content.decode()
    assert "1.234" in page
    wanted = f"{address('rows', report)}?so=published"
    assert wanted in page
    rows = client.get(wanted)
    assert (rows.status_code, rows.context["now"], rows.context["stored"]) == (200, 1, 1)
    assert "=HYPERLINK(1)" in rows.content.decode()
    visits = client.get(f"{address('rows', report)}?so=visits&chuyen-muc=S04")
    assert (visits.context["now"], visits.context["stored"]) == (1234, 1234)
    before = client.get(f"{address('rows', report)}?so=visits&chuyen-muc=S04&ky=truoc")
    assert (before.context["now"], before.context["stored"]) == (0, 0)


def test_a_number_that_changed_since_says_so():
    report = with_numbers()
    act("BP", make_news("BP", title="Tin muộn"), "published", moment(2026, 10, 6))
    rows = client_of("bp-head").get(f"{address('rows', report)}?so=published")
    assert (rows.context["now"], rows.context["stored"]) == (2, 1)
    assert "Báo cáo ghi 1; đếm lại lúc này được 2" in rows.content.decode()


@pytest.mark.parametrize(
    "query",
    ["", "?so=khac", "?so=visits&don-vi=1", "?so=published&don-vi=abc", "?so=published&thang=10",
     "?so=published&don-vi=99999999999999999999999999&thang=x"],
)  # fmt: skip
def test_a_number_that_is_none_is_not_found(query):
    report = with_numbers()
    assert client_of("bp-head").get(address("rows", report) + query).status_code == 404


def test_an_enormous_unit_has_no_rows():
    report = with_numbers()
    rows = client_of("bp-head").get(f"{address('rows', report)}?so=published&don-vi={'9' * 40}")
    assert (rows.status_code, rows.context["now"]) == (200, 0)


def test_rows_of_the_record_are_for_who_may_read_the_record():
    report = with_numbers()
    wanted = f"{address('rows', report)}?so=attempts"
    assert client_of("bp-head").get(wanted).status_code == 200
    assert client_of("bp-member").get(wanted).status_code in {302, 403}


@pytest.mark.parametrize("name", ["la-head", "la-member", "kt-operator", "bp-contributor"])
def test_it_is_not_there_for_others(name):
    report = with_numbers()
    client = client_of(name)
    for url in (
        address("report", report),
        address("rows", report) + "?so=published",
        address("file", report, "docx"),
        address("file", report, "xlsx"),
    ):
        assert client.get(url).status_code == 404
    for act_name in ("recount", "remark", "submit"):
        assert client.post(address(act_name, report)).status_code == 404
    before = PeriodReport.objects.get(pk=report.pk)
    assert (before.figures, before.remarks) == (report.figures, "")


def test_a_superuser_reads_and_changes_nothing():
    report = with_numbers()
    client = client_of("quan-tri")
    assert client.get(reverse("reports:index") + "?co-quan=BP").status_code == 200
    answer = client.post(address("recount", report))
    assert (answer.status_code, "Chỉ Ban Biên tập" in answer.content.decode()) == (409, True)


def test_the_way_of_a_report_on_the_screens():
    report = with_numbers()
    member = client_of("bp-member")
    assert member.post(address("recount", report)).status_code == 302
    member.post(address("remark", report), {"nhan-xet": "Tháng này đều."})
    answer = member.post(address("submit", report), {"ly-do": ""})
    assert answer["Location"] == address("report", report)
    page = member.get(address("report", report))
    assert ("Đang chờ duyệt" in page.content.decode(), "Tính lại" in page.content.decode()) == (
        True,
        False,
    )
    request_url = page.context["request_url"]
    decider = client_of(deciders("BP"))
    screen = decider.get(request_url)
    assert screen.context["screen"].target_url == address("report", report)
    step = screen.context["screen"].step
    assert step.allowed
    take = reverse("desk:request_take", args=[request_url.split("/")[-2], step.task_state_id])
    seen = screen.context["screen"].seen_hash
    assert decider.post(take, {"action": "pass", "seen_hash": seen}).status_code == 302
    done = member.get(address("report", report)).content.decode()
    assert ("Đã duyệt" in done, "Gửi duyệt</button>" in done) == (True, False)
    after = decider.get(request_url).content.decode()
    assert ("trang công khai" in after, "Đã có hiệu lực từ" in after) == (False, True)


def test_a_late_click_keeps_what_was_typed():
    report = with_numbers()
    editing.submit(report.pk, user("bp-member"), NOW)
    answer = client_of("bp-deputy").post(address("remark", report), {"nhan-xet": "Câu đã gõ."})
    text = answer.content.decode()
    assert (answer.status_code, "đang chờ duyệt" in text, "Câu đã gõ." in text) == (409, True, True)


def test_drawing_up_by_the_form():
    client = client_of("bp-member")
    form = {"co-quan": "BP", "bao-cao": "commendation", "ky": "2026-Q3"}
    answer = client.post(reverse("reports:draw_up"), form)
    report = PeriodReport.objects.get()
    assert answer["Location"] == address("report", report)
    wrong = client.post(reverse("reports:draw_up"), {**form, "ky": ""})
    assert (wrong.status_code, "Hãy chọn kỳ báo cáo" in wrong.content.decode()) == (409, True)
    foreign = client_of("la-member").post(reverse("reports:draw_up"), form)
    assert (foreign.status_code, PeriodReport.objects.count()) == (409, 1)


def words_of(content: bytes) -> str:
    """Everything that stands in a docx."""
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    links = [text.text or "" for text in document.element.body.iter(_W_TEXT)]
    heads = [line.text for section in document.sections for line in section.header.paragraphs]
    lines = [line.text for line in document.paragraphs]
    return "\n".join([*heads, *lines, *cells, *links])


_W_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def test_the_paper_of_a_draft_and_of_the_approved_report():
    report = with_numbers()
    Unit.objects.filter(agency=agency("BP")).update(name="=1+1")
    editing.recount(report.pk, user("bp-member"), NOW)
    editing.remark(report.pk, user("bp-member"), "Đề nghị khen.\x0b")
    draft = client_of("bp-member").get(address("file", report, "docx"))
    words = words_of(draft.content)
    assert draft["Content-Disposition"].startswith('attachment; filename="du-thao-')
    for part in (
        "DỰ THẢO",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        agency("BP").name.upper(),
        report.label,
        "1.234",
        "Đề nghị khen.",
        "=1+1",
    ):
        assert part in words
    request = editing.submit(report.pk, user("bp-member"), NOW)
    approve(request, deciders("BP"))
    final = words_of(client_of("bp-member").get(address("file", report, "docx")).content)
    assert "DỰ THẢO" not in final
    assert user(deciders("BP")).get_full_name() in final
    report.refresh_from_db()
    assert report.content_hash[:8] in final
    taken = Entry.objects.filter(action="report.downloaded")
    assert sorted(row.data["is_draft"] for row in taken) == [False, True]


def test_the_workbook_has_numbers_and_no_formulas():
    report = with_numbers()
    Unit.objects.filter(agency=agency("BP")).update(name="=1+1")
    editing.recount(report.pk, user("bp-member"), NOW)
    editing.remark(report.pk, user("bp-member"), "=cmd|' /C calc'!A0")
    answer = client_of("bp-member").get(address("file", report, "xlsx"))
    workbook = load_workbook(BytesIO(answer.content))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    values = [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert ("=1+1" in values, 1234 in values, 5678 in values) == (True, True, True)
    assert values.count("DỰ THẢO") == len(workbook.sheetnames)
    number = next(cell for cell in cells if cell.value == 1234)
    assert "so=visits" in number.hyperlink.target
    request = editing.submit(report.pk, user("bp-member"), NOW)
    approve(request, deciders("BP"))
    final = load_workbook(
        BytesIO(client_of("bp-member").get(address("file", report, "xlsx")).content)
    )
    assert "DỰ THẢO" not in [
        cell.value for sheet in final for row in sheet.iter_rows() for cell in row
    ]


def test_no_other_file():
    assert client_of("bp-head").get(address("file", with_numbers(), "pdf")).status_code == 404
