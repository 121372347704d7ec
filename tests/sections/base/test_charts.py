"""Charts: Vietnamese numbers, what is read aloud, and drawings that stay inside the page."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from sections.base.charts import bar_chart, line_chart, number


def drawing(chart):
    return BeautifulSoup(chart, "html.parser").svg


def texts(chart, css_class):
    return [node.text for node in drawing(chart).find_all("text", class_=css_class)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234, "1.234"),
        (1234567.5, "1.234.567,5"),
        (Decimal("0.125"), "0,13"),
        (-12.30, "-12,3"),
        (-0.001, "0"),
        (None, "không có số liệu"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(value, text):
    assert number(value) == text


def test_a_bar_is_as_long_as_its_value():
    chart = bar_chart(
        "Theo chuyên mục", [("Tin tức", 200), ("Liên hệ", 50), ("Khác", None)], "lượt"
    )
    bars = [node.get("width") for node in drawing(chart).find_all("rect")]
    assert bars == ["74%", "18.5%", "0%"]
    assert texts(chart, "chart__value") == ["200", "50", "không có số liệu"]


def test_what_is_read_aloud_names_the_extremes():
    chart = line_chart("Theo ngày", [("01/02", 5), ("02/02", 1500), ("03/02", 0)], "lượt")
    root = drawing(chart)
    named = root["aria-labelledby"].split()
    assert [root.title["id"], root.desc["id"]] == named
    assert root.title.text == "Theo ngày"
    assert root.desc.text == (
        "Biểu đồ đường gồm 3 giá trị; cao nhất: 02/02, 1.500 lượt; thấp nhất: 03/02, 0 lượt. "
        "Số liệu đầy đủ trong bảng bên dưới."
    )


def test_markup_in_labels_is_text():
    chart = bar_chart("<b>A</b>", [("<script>", 1)], "<i>")
    assert "<script>" not in chart
    assert "<b>" not in chart
    assert "<i>" not in chart


def test_a_long_label_takes_several_lines():
    label = "Chiến lược, định hướng, quy hoạch, kế hoạch phát triển ngành"
    lines = texts(bar_chart("A", [(label, 1)]), "chart__label")
    assert " ".join(lines) == label
    assert max(len(line) for line in lines) <= 32


def test_a_gap_breaks_the_line():
    chart = line_chart("A", [("1", 1), ("2", 2), ("3", None), ("4", 4), ("5", 3)])
    pieces = [node.get("points").split() for node in drawing(chart).find_all("polyline")]
    assert [len(piece) for piece in pieces] == [2, 2]


def test_few_labels_stand_under_a_long_line():
    chart = line_chart("A", [(f"{day:02}/02", day) for day in range(1, 29)], "lượt")
    axis = [label for label in texts(chart, "chart__tick") if "/" in label]
    assert (axis[0], axis[-1], len(axis)) == ("01/02", "28/02", 5)
    assert texts(chart, "chart__value") == ["28"]


def test_nothing_to_draw_is_said():
    sentence = '<p class="empty">Chưa có số liệu để vẽ biểu đồ.</p>'
    assert bar_chart("A", []) == sentence
    assert line_chart("A", [("1", None)]) == sentence


def test_negative_values_lie_below_the_line_of_zero():
    chart = line_chart("A", [("1", -5), ("2", 5)])
    assert texts(chart, "chart__tick")[:-2] == ["-5", "0", "5"]
