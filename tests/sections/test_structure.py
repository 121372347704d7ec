"""The structure of an agency on a day, and the drawing of it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from sections.organisation_chart import organisation_chart
from sections.structure import KINDS, change_days, structure_on, structure_problems

TODAY = date(2026, 2, 5)


def unit(name, parent="", kind=KINDS[1], start="", end=""):
    return {"name": name, "parent": parent, "kind": kind, "valid_from": start, "valid_to": end}


ROWS = [
    unit("Ban Giám đốc", kind=KINDS[0]),
    unit("Phòng Hộ tịch", "ban giam doc", end="2025-06-30"),
    unit("Phòng Hành chính tư pháp", "Ban Giám đốc", start="2025-07-01"),
    unit("Tổ Lý lịch tư pháp", "Phòng Hành chính tư pháp"),
    unit("Trung tâm Trợ giúp pháp lý", "Ban Giám đốc", kind=KINDS[3]),
]


def names(nodes):
    return [(node.name, names(node.children)) if node.children else node.name for node in nodes]


@pytest.mark.clause("LA-4.1-1")
def test_the_structure_is_that_of_the_day():
    assert names(structure_on(ROWS, TODAY)) == [
        (
            "Ban Giám đốc",
            [("Phòng Hành chính tư pháp", ["Tổ Lý lịch tư pháp"]), "Trung tâm Trợ giúp pháp lý"],
        )
    ]
    # The last day belongs to the old unit; what stood below one not yet there stands at the top.
    assert names(structure_on(ROWS, date(2025, 6, 30))) == [
        ("Ban Giám đốc", ["Phòng Hộ tịch", "Trung tâm Trợ giúp pháp lý"]),
        "Tổ Lý lịch tư pháp",
    ]


def test_a_ring_of_units_neither_hangs_nor_hides_them():
    rows = [unit("A", "B"), unit("B", "C"), unit("C", "A"), unit("D", "A")]
    tops = structure_on(rows, TODAY)
    assert sorted(node.name for node in tops) == ["A", "B", "C"]
    assert names([node for node in tops if node.name == "A"]) == [("A", ["D"])]


def test_the_days_of_change_are_named_latest_first():
    assert change_days(ROWS, TODAY) == [date(2025, 7, 1)]
    assert change_days([unit("A", start="2027-01-01")], TODAY) == []


def test_a_table_that_makes_no_structure_is_refused_line_by_line():
    rows = [
        unit("A", "Không có"),
        unit("B", "B"),
        unit("C", start="2026-01-01", end="2025-01-01"),
        unit("D", end="2025-06-30"),
        unit("d", start="2025-06-30"),
        unit("D", start="2025-07-01", end="2025-12-31"),
    ]
    assert [problem.message for problem in structure_problems("units", rows)] == [
        "Dòng 3: ngày kết thúc sớm hơn ngày bắt đầu.",
        "Dòng 1: không có đơn vị cấp trên «Không có» trong bảng.",
        "Dòng 2: «B» đang là cấp trên của chính nó.",
        "Dòng 5: «d» đã có ở dòng 4 trong cùng thời gian.",
        "Dòng 6: «D» đã có ở dòng 5 trong cùng thời gian.",
    ]


def drawing(rows):
    chart = organisation_chart("Sơ đồ", structure_on(rows, TODAY), "Mô tả")
    return BeautifulSoup(chart, "html.parser").svg


def test_the_chart_has_each_unit_once_inside_its_frame():
    svg = drawing([*ROWS, unit("<b>Đơn vị</b> có tên rất dài để xuống dòng", "Ban Giám đốc")])
    left, top, width, height = map(float, svg["viewbox"].split())
    texts = [" ".join(part.text for part in box.find_all("text")) for box in svg.find_all("g")]
    assert texts == [
        "Ban Giám đốc",
        "Phòng, ban, văn phòng",
        "Phòng Hành chính tư pháp",
        "Tổ Lý lịch tư pháp",
        "<b>Đơn vị</b> có tên rất dài để xuống dòng",
        "Đơn vị sự nghiệp",
        "Trung tâm Trợ giúp pháp lý",
    ]
    for box in svg.find_all("rect"):
        x, y, wide, high = (float(box[name]) for name in ("x", "y", "width", "height"))
        assert left <= x and x + wide <= left + width
        assert top <= y and y + high <= top + height
    assert (svg["role"], svg.title.text, svg.desc.text) == ("img", "Sơ đồ", "Mô tả")


def test_a_long_column_is_halved_and_five_kinds_share_four_columns():
    many = [unit(f"Phòng {number}", "Ban Giám đốc") for number in range(9)]
    heads = drawing([ROWS[0], *many]).find_all("g", class_="structure-chart__head")
    assert len(heads) == 2
    every = [unit(f"Đơn vị {kind}", "Ban Giám đốc", kind) for kind in (*KINDS[1:], "lạ")]
    heads = drawing([ROWS[0], *every]).find_all("g", class_="structure-chart__head")
    assert [head.text for head in heads] == [*KINDS[1:4], "Đơn vị khác"]


def test_units_without_a_leadership_are_drawn_too():
    assert len(drawing([unit("A"), unit("B")]).find_all("rect")) == 3
    assert organisation_chart("Sơ đồ", [], "Mô tả") == ""
