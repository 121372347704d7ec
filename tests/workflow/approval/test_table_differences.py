"""What changed in a table is told by rows and headings."""

from sections.base.tables import Column, TableField
from workflow.approval.differences.tables import changes_of_table
from workflow.approval.differences.words import text_of

COLUMNS = (
    Column("name", "Họ và tên", required=True),
    Column("licence", "Số thẻ"),
    Column("fee", "Phí", "number", unit="đồng"),
    Column("until", "Đến ngày", "date"),
)
FIELD = TableField("danh sách", columns=COLUMNS)
KEYED = TableField("danh sách", columns=COLUMNS, key="licence")


def row(name, licence="", fee="", until=""):
    return {"name": name, "licence": licence, "fee": fee, "until": until}


def told(before, after, field=FIELD):
    """(label, kind, [(mark, text)]) of each change."""
    return [
        (change.label, change.kind, [(run.mark, text_of(run.words, {})) for run in change.runs])
        for change in changes_of_table(field, before, after, "Danh sách")
    ]


def test_a_cell_is_told_by_row_and_heading_as_people_write_it():
    before = [row("An", "01", 1500, "2026-02-05"), row("Bình", "02")]
    after = [row("An", "01", 2500.5, "2026-03-05"), row("Bình", "02")]
    assert told(before, after) == [
        ("Danh sách / An / Phí (đồng)", "changed", [("removed", "1.500"), ("added", "2.500,5")]),
        (
            "Danh sách / An / Đến ngày",
            "changed",
            [("removed", "05/02/2026"), ("added", "05/03/2026")],
        ),
    ]


def test_new_and_dropped_rows_are_told_whole():
    assert told([row("An", "01"), row("Bình")], [row("Bình"), row("Cúc", "03", 10)]) == [
        ("Danh sách / An", "removed", [("removed", "Họ và tên: An\nSố thẻ: 01")]),
        ("Danh sách / Cúc", "added", [("added", "Họ và tên: Cúc\nSố thẻ: 03\nPhí (đồng): 10")]),
    ]


def test_rows_are_known_by_the_key_column_whatever_else_changed():
    before, after = [row("Nguyễn Văn An", "01")], [row("Trần Thị Bình", "01")]
    assert [change[:2] for change in told(before, after, KEYED)] == [
        ("Danh sách / Trần Thị Bình / Họ và tên", "changed")
    ]


def test_without_a_key_a_row_is_found_by_likeness():
    before = [row("Nguyễn Văn An", "01", 100, "2026-02-05")]
    after = [row("Nguyễn Văn Ân", "01", 100, "2026-02-05")]
    assert told(before, after) == [
        (
            "Danh sách / Nguyễn Văn Ân / Họ và tên",
            "changed",
            [("same", "Nguyễn Văn"), ("removed", "An"), ("added", "Ân")],
        )
    ]


def test_a_moved_row_is_told_by_its_places_and_a_new_order_by_its_size():
    rows = [row(name) for name in ("An", "Bình", "Cúc", "Dung")]
    assert told(rows, [rows[1], rows[2], rows[0], rows[3]]) == [
        (
            "Danh sách",
            "moved",
            [("same", "An"), ("removed", "vị trí 1"), ("added", "vị trí 3")],
        )
    ]
    assert told(rows, rows[::-1]) == [
        ("Danh sách", "moved", [("same", "3 dòng đổi chỗ trong bảng")])
    ]


def test_a_large_import_is_one_change_with_a_line_for_each_row():
    after = [row(f"Người {number}", str(number)) for number in range(1, 31)]
    (change,) = told([], after)
    assert change[:2] == ("Danh sách / 30 dòng", "added")
    lines = change[2][0][1].split("\n")
    assert (len(lines), lines[0], lines[-1]) == (30, "Người 1 · 1", "Người 30 · 30")


def test_thousands_of_rewritten_rows_take_no_seconds():
    before = [row(f"Người {number}", fee=number) for number in range(3000)]
    after = [row(f"Ai đó {number}", fee=number + 1) for number in range(3000)]
    assert [change[1] for change in told(before, after)] == ["removed", "added"]
