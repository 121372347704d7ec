"""The numbers of each report, made of rows that the test knows."""

from datetime import date
from urllib.parse import parse_qsl

import pytest

from sections.questions import QuestionIndexPage, QuestionPage
from site_home.visits.models import DailyVisits
from tests.factories import agency, edit, make_news, publish_news, submit, user, walk
from tests.workflow.reports.counted import (
    act,
    duty,
    figures,
    moment,
    numbers,
    table,
    totals,
)
from workflow.agencies.models import Unit
from workflow.approval import acts
from workflow.audit.recording import record
from workflow.reports.measures import asked, items
from workflow.reports.periods import parse

pytestmark = pytest.mark.django_db


def read(code: str, day: date, section: str, visits: int, views: int) -> None:
    DailyVisits.objects.create(
        agency_code=code, day=day, section_code=section, visits=visits, views=views
    )


def unit_of(name: str) -> str:
    return user(name).unit.name


def question(code: str, received: date, due: date, answered: date | None, title: str):
    """A question of the agency, published through its chain."""
    index = QuestionIndexPage.objects.child_of(agency(code).site.root_page).get()
    owner = user(f"{code.lower()}-contributor")
    page = QuestionPage(
        title=title,
        owner=owner,
        live=False,
        asked="Nội dung hỏi.",
        received_on=received,
        due_on=due,
        answered_on=answered,
        state="answered" if answered else "processing",
        body=[("paragraph", "<p>Trả lời.</p>")],
        unit=owner.unit,
        supplier_name=owner.full_name,
        supplier_email=owner.email,
        supplier_phone="0900000000",
        byline=owner.full_name,
    )
    index.add_child(instance=page)
    page.save_revision(user=owner)
    submit(page)
    walk(page)
    return page


@pytest.mark.clause("BP-18.5")
def test_access_services_and_opinions_by_section():
    read("BP", date(2026, 9, 30), "S04", 90, 900)
    read("BP", date(2026, 10, 1), "S04", 5, 20)
    read("BP", date(2026, 10, 31), "S04", 7, 30)
    read("BP", date(2026, 10, 12), "S05", 3, 4)
    read("BP", date(2026, 10, 12), "", 2, 8)
    read("BP", date(2026, 11, 1), "S04", 1000, 1000)
    read("LA", date(2026, 10, 12), "S04", 50, 50)
    question("BP", date(2026, 10, 1), date(2026, 10, 20), date(2026, 10, 31), "Hỏi một")
    question("BP", date(2026, 9, 30), date(2026, 10, 10), date(2026, 10, 9), "Hỏi hai")
    question("BP", date(2026, 10, 31), date(2026, 11, 10), None, "Hỏi ba")
    found = figures("BP", "monthly-use", "2026-10")
    labels = {row.code: row.label for row in agency("BP").book.sections}
    access = numbers(found, "Lượt truy cập theo chuyên mục")
    assert access[labels["S04"]] == [12, 50]
    assert access["Trang chủ"] == [2, 8]
    assert access[labels["S06"]] == [0, 0]
    assert totals(found, "Lượt truy cập theo chuyên mục") == [17, 62]
    assert numbers(found, "Việc sử dụng dịch vụ theo chuyên mục")[labels["S05"]] == [3, 4, 0]
    opinions = numbers(found, "Câu hỏi, phản ánh, kiến nghị theo chuyên mục")
    assert opinions == {labels["S21"]: [2, 2, 1]}
    cell = table(found, "Lượt truy cập theo chuyên mục")["total"][0]
    assert (cell["before"], cell["rows"]) == (90, "so=visits")


@pytest.mark.clause("BP-20.1-2", "BP-9.4")
def test_the_month_of_each_unit(at):
    at(moment(2026, 10, 5, 9))
    publish_news("BP", title="Tin một")
    second = publish_news("BP", title="Tin hai")
    at(moment(2026, 10, 6, 9))
    edit(second, second.owner, title="Tin hai sửa")
    submit(second)
    walk(second)
    sent_back = make_news("BP", title="Tin ba")
    submit(sent_back)
    state = sent_back.current_workflow_state.current_task_state
    acts.take(state, user("bp-unit_head"), acts.RETURN, note="Bổ sung nguồn.")
    refused = make_news("BP", title="Tin bốn")
    submit(refused)
    ground = agency("BP").book.refusals[0]
    state = refused.current_workflow_state.current_task_state
    acts.take(
        state, user("bp-unit_head"), acts.REFUSE, note="Sai phạm vi.", ground_code=ground.code
    )
    found = figures("BP", "monthly-implementation", "2026-10", moment(2026, 11, 1, 6, 5))
    mine = unit_of("bp-contributor")
    row = numbers(found, "Kết quả của từng đơn vị")[mine]
    assert row[:4] == [4, 2, 1, 1]
    assert totals(found, "Kết quả của từng đơn vị")[:4] == [4, 2, 1, 1]
    quota = numbers(found, "Định mức tin, bài của đơn vị")
    assert quota[mine] == [4, "1–2", "Đạt"]
    others = {words[2] for name, words in quota.items() if name != mine}
    assert others == {"Chưa đạt"}
    # The units of the period: the district offices were dissolved before it.
    there = Unit.objects.filter(agency=agency("BP"), valid_to=None)
    assert set(quota) == set(there.values_list("name", flat=True))
    sections = numbers(found, "Tin, bài theo chuyên mục")
    assert list(sections.values()) == [[4, 2, 1, 0]]
    grounds = numbers(found, "Từ chối đăng theo lý do của Quy chế")
    assert list(grounds.values()) == [[1]]
    assert ground.label in next(iter(grounds))


def test_the_last_second_and_the_first_of_the_next_month():
    page = make_news("BP")
    other, third = make_news("BP", title="Tin sau"), make_news("BP", title="Tin trước")
    act("BP", third, "published", moment(2026, 9, 30, 23, 59, 59))
    act("BP", page, "published", moment(2026, 10, 31, 23, 59, 59))
    act("BP", other, "published", moment(2026, 11, 1, 0, 0, 0))
    counted = {
        code: items.PUBLISHED.count(agency("BP"), parse(code))
        for code in ("2026-09", "2026-10", "2026-11", "2026-12")
    }
    assert counted == {"2026-09": 1, "2026-10": 1, "2026-11": 1, "2026-12": 0}
    duty("BP", page, moment(2026, 10, 31, 23, 59, 59), moment(2026, 10, 31, 23, 59, 59))
    duty("BP", other, moment(2026, 11, 1), None)
    found = figures("BP", "monthly-implementation", "2026-10", moment(2026, 11, 2))
    assert numbers(found, "Việc thực hiện các thời hạn của Quy chế") == {"Đăng tin (demo)": [1, 0]}


def test_a_duty_of_a_unit_and_one_that_stands_still():
    page = make_news("KT")
    due = moment(2026, 10, 9)
    other = Unit.objects.filter(agency=agency("KT")).exclude(pk=page.unit_id).first()
    duty("KT", page, due, None, "D1", unit_code=other.code)
    duty("KT", page, due, None, "D2", stands_since=moment(2026, 10, 8))
    duty("KT", page, due, None, "D3", stands_since=moment(2026, 10, 10))
    found = figures("KT", "commendation", "2026-10", moment(2026, 11, 1))
    lines = numbers(found, "Kết quả đưa tin của từng đơn vị")
    assert (lines[other.name][4:], lines[page.unit.name][4:]) == ([0, 1], [0, 1])


def test_an_item_is_published_once_and_then_updated():
    page = make_news("BP")
    act("BP", page, "published", moment(2026, 9, 3))
    act("BP", page, "published", moment(2026, 10, 3))
    act("BP", page, "published", moment(2026, 10, 4))
    october = parse("2026-10")
    assert items.PUBLISHED.count(agency("BP"), october) == 0
    assert items.UPDATED.count(agency("BP"), october) == 2


@pytest.mark.clause("KT-16.2-2")
def test_the_half_year_of_kon_tum():
    page, late = make_news("KT"), make_news("KT", title="Tin muộn")
    open_one = make_news("KT", title="Tin chưa đăng")
    act("KT", page, "submitted", moment(2026, 7, 1))
    act("KT", page, "published", moment(2026, 7, 2))
    act("KT", late, "submitted", moment(2026, 12, 31, 23, 59, 59))
    act("KT", late, "published", moment(2027, 1, 1))
    act("KT", open_one, "submitted", moment(2026, 6, 30, 23, 59, 59))
    duty("KT", page, moment(2026, 7, 2), moment(2026, 7, 2))
    duty("KT", late, moment(2026, 12, 31), moment(2027, 1, 1))
    duty("KT", open_one, moment(2026, 8, 1), None)
    cancelled = duty("KT", open_one, moment(2026, 8, 1), None, "D2")
    cancelled.cancelled_at = moment(2026, 8, 2)
    cancelled.save()
    record("audit.signed_off", agency_code="KT", at=moment(2026, 8, 4))
    record("approval.attempt", agency_code="KT", at=moment(2026, 8, 4))
    record("approval.attempt", agency_code="QT", at=moment(2026, 8, 4))
    found = figures("KT", "half-year", "2026-H2", moment(2027, 1, 5))
    assert totals(found, "Kết quả của từng đơn vị") == [2, 1, 0, 0, 1, 2]
    assert numbers(found, "Kiểm soát quy trình") == {
        "Lượt trả lại để sửa": [0],
        "Lượt đăng khẩn cấp": [0],
        "Lần Trưởng ban ký rà soát nhật ký": [1],
        "Lần làm trái quy trình, bị chặn": [1],
        "Lần nội dung công khai khác bản đã duyệt": [0],
    }
    assert [row["title"] for row in found["tables"] if "Định mức" in row["title"]] == []


@pytest.mark.clause("QT-7.1-6")
def test_the_year_of_quang_tri_month_by_month():
    page, other = make_news("QT"), make_news("QT", title="Tin tháng mười hai")
    act("QT", page, "published", moment(2026, 1, 1))
    act("QT", other, "published", moment(2026, 12, 31, 23, 59, 59))
    read("QT", date(2026, 12, 31), "S04", 4, 9)
    read("QT", date(2025, 12, 31), "S04", 6, 6)
    found = figures("QT", "yearly-summary", "2026", moment(2027, 1, 1))
    months = numbers(found, "Hoạt động từng tháng")
    assert len(months) == 12
    assert (months["Tháng 01/2026"], months["Tháng 12/2026"]) == ([1, 0, 0, 0], [1, 4, 9, 0])
    assert totals(found, "Hoạt động từng tháng") == [2, 4, 9, 0]
    assert table(found, "Hoạt động từng tháng")["total"][1]["before"] == 6
    assert totals(found, "Tin, bài theo chuyên mục") == [2, 0, 0]


@pytest.mark.clause("BP-16-2", "KT-19.1-2")
@pytest.mark.parametrize("code", ["BP", "KT"])
def test_the_year_of_each_unit_and_person(code):
    name = f"{code.lower()}-contributor"
    for number in range(3):
        page = make_news(code, title=f"Tin {number}")
        act(code, page, "submitted", moment(2026, 3, 1 + number))
        act(code, page, "published", moment(2026, 4, 1 + number))
    found = figures(code, "emulation", "2026", moment(2027, 1, 1))
    assert numbers(found, "Kết quả đưa tin của từng đơn vị")[unit_of(name)][:2] == [3, 3]
    assert numbers(found, "Tin, bài theo người viết") == {user(name).get_full_name(): [3, 3, 0]}
    if code == "BP":
        quota = numbers(found, "Định mức tin, bài của đơn vị")
        assert quota[unit_of(name)] == [3, "1–2", "Đạt 1/12 tháng"]


@pytest.mark.clause("LA-12.1")
def test_who_contributed_in_long_an():
    page = make_news("LA")
    act("LA", page, "published", moment(2026, 8, 1))
    found = figures("LA", "contributions", "2026-Q3", moment(2026, 11, 1))
    people = numbers(found, "Tin, bài theo người viết")
    assert people == {user("la-contributor").get_full_name(): [1, 0, 0]}


def test_every_number_is_the_number_of_its_rows(at):
    at(moment(2026, 10, 5, 9))
    publish_news("BP", title="Tin một")
    returned = make_news("BP", title="Tin hai", unit=None)
    act("BP", returned, "returned", moment(2026, 10, 7))
    read("BP", date(2026, 10, 12), "S04", 3, 4)
    read("BP", date(2026, 9, 12), "S05", 1, 1)
    question("BP", date(2026, 10, 1), date(2026, 10, 2), None, "Hỏi một")
    seen = 0
    for code in ("monthly-use", "monthly-implementation", "management-figures", "commendation"):
        period = parse("2026-10")
        found = figures("BP", code, "2026-10", moment(2026, 11, 5))
        for rows in found["tables"]:
            for line in [*rows["rows"], {"cells": rows["total"] or []}]:
                for cell in line["cells"]:
                    if "n" not in cell:
                        continue
                    query = dict(parse_qsl(cell["rows"], keep_blank_values=True))
                    measure, wanted = asked(query)
                    now = measure.listed(agency("BP"), period, wanted).order_by()
                    assert now.aggregate(number=measure.number)["number"] == cell["n"]
                    seen += 1
    assert seen > 100


def test_structure_pages_and_requests_are_no_items():
    home = agency("BP").site.root_page.specific
    act("BP", home, "published", moment(2026, 10, 5))
    assert items.PUBLISHED.count(agency("BP"), parse("2026-10")) == 0


def test_the_step_of_another_agency_is_not_counted():
    act("QT", make_news("QT"), "published", moment(2026, 10, 5))
    assert items.PUBLISHED.count(agency("BP"), parse("2026-10")) == 0
    assert items.PUBLISHED.count(agency("QT"), parse("2026-10")) == 1
