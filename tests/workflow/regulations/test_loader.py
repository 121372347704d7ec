"""The loader: which files it finds, what it reads, what it says of a file that is broken."""

from datetime import date

import pytest

from workflow.regulations import loader
from workflow.regulations.book import Clock, StepKind, StepScope
from workflow.regulations.loader import RuleBookError, load_file


def test_minimal_book_is_loaded(minimal, write_book):
    book = load_file(write_book(minimal))
    assert (book.code, book.slug, book.region) == ("LA", "long-an", "Long An")
    assert [(step.code, step.kind, step.scope, step.roles) for step in book.steps] == [
        ("bien-tap", StepKind.EDIT, StepScope.BOARD, ("member",)),
        ("duyet", StepKind.DECIDE, StepScope.BOARD, ("head",)),
    ]
    assert [(row.code, row.clock, row.limit) for row in book.deadlines] == [
        ("D01", Clock.OFFICE_HOURS, 8),
        ("D03", Clock.HOURS, 12),
    ]
    assert book.office_hours[0].spans == (("07:00", "11:30"), ("13:30", "17:00"))
    assert (book.role("head").account, book.role("board").account) == (True, False)
    assert book.setting("break_glass_hours") == 24


def test_name_changes_on_its_day(minimal, write_book):
    book = load_file(write_book(minimal))
    assert [book.name_on(day).label for day in (date(2025, 6, 30), date(2025, 7, 1))] == [
        "Sở cũ",
        "Sở mới",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a = "x', "thu.toml, dòng 1 (cuối tệp): thiếu dấu ngoặc kép đóng."),
        ('a = "x\nb = 1', "thu.toml, dòng 1, cột 7: có ký tự không được dùng ở đây."),
        ("a = 1\nb 2", "thu.toml, dòng 2, cột 3: thiếu dấu «=» sau tên khóa."),
        ("[a]\n\n[a]", "thu.toml, dòng 3, cột 3: bảng này đã mở ở trên."),
        ("a = 1\na = 2\n", "thu.toml, dòng 2, cột 6: khóa này đã ghi ở trên."),
        ("a = b", "thu.toml, dòng 1, cột 5: giá trị viết sai; chữ phải nằm trong dấu ngoặc kép."),
        ("[[x]\n", "thu.toml, dòng 1, cột 4: viết sai cú pháp TOML."),
    ],
)
def test_broken_toml_is_told_with_its_line(write_book, text, expected):
    with pytest.raises(RuleBookError) as caught:
        load_file(write_book(text))
    assert caught.value.problems == (expected,)


def test_file_of_another_encoding_is_told_with_its_line(tmp_path):
    path = tmp_path / "thu.toml"
    path.write_bytes("[agency]\nregion = 'Quảng'".encode("utf-16"))
    with pytest.raises(RuleBookError) as caught:
        load_file(path)
    assert str(caught.value) == "thu.toml, dòng 1: tệp không ở mã UTF-8; hãy lưu lại với mã UTF-8."


def test_missing_file_is_told(tmp_path):
    with pytest.raises(RuleBookError, match=r"^không-có\.toml: không đọc được tệp"):
        load_file(tmp_path / "không-có.toml")


def test_byte_order_mark_of_windows_editors_is_no_defect(minimal, tmp_path):
    path = tmp_path / "thu.toml"
    path.write_text(minimal, encoding="utf-8-sig")
    assert load_file(path).code == "LA"


def test_same_code_in_periods_that_follow_each_other(minimal, write_book):
    row = '[[quota]]\ncode = "tin"\nlabel = "{0}"\nat_least = {0}\n{1}\nclauses = ["LA-13.2"]\n'
    text = minimal + row.format(1, "valid_to = 2025-12-31")
    book = load_file(write_book(text + row.format(2, "valid_from = 2026-01-01")))
    assert [quota.at_least for quota in book.quotas] == [1, 2]


def test_setting_of_a_day(minimal, write_book):
    row = '[[setting]]\ncode = "x"\nvalue = {}\nlabel = "x"\nbasis = "setting"\n{}\n'
    text = (
        minimal + row.format(2, "valid_from = 2026-01-01") + row.format(1, "valid_to = 2025-12-31")
    )
    book = load_file(write_book(text))
    assert [
        book.setting("x"),
        book.setting("x", date(2025, 12, 31)),
        book.setting("x", date(2026, 1, 1)),
    ] == [2, 1, 2]


def test_fingerprint_follows_content_not_form(minimal, write_book):
    before = load_file(write_book(minimal)).fingerprints
    reordered = minimal.replace(
        'slug = "tin-tuc"\norder = 1\n', 'order = 1  # đầu tiên\nslug = "tin-tuc"\n'
    )
    assert load_file(write_book(reordered)).fingerprints == before
    changed = load_file(write_book(minimal.replace("limit = 8", "limit = 9"))).fingerprints
    assert {table for table in before if changed[table] != before[table]} == {"deadline"}


def test_fingerprint_of_dates_differs(minimal, write_book):
    before = load_file(write_book(minimal)).fingerprints
    later = minimal.replace("valid_from = 2025-07-01", "valid_from = 2025-07-02")
    assert load_file(write_book(later)).fingerprints["name"] != before["name"]


def sixth_agency(minimal):
    text = minimal.replace('code = "LA"', 'code = "VD"').replace('"long-an"', '"vi-du"')
    lines = [
        'basis = "setting"' if line.startswith("clauses") else line for line in text.split("\n")
    ]
    return "\n".join(lines)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    loader.load.cache_clear()
    yield tmp_path
    loader.load.cache_clear()


def test_sixth_file_is_a_sixth_agency(folder, minimal):
    for path in loader.Path(loader.__file__).parent.glob("*.toml"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "vi_du.toml").write_text(sixth_agency(minimal), encoding="utf-8")
    assert list(loader.find_files(folder)) == ["LA", "BP", "DL", "QT", "KT", "VD"]
    assert (loader.load("VD").slug, loader.load("VD").steps[1].roles) == ("vi-du", ("head",))


def test_two_files_of_one_code_are_told(folder, minimal):
    (folder / "a.toml").write_text(minimal, encoding="utf-8")
    (folder / "b.toml").write_text(minimal, encoding="utf-8")
    with pytest.raises(RuleBookError) as caught:
        loader.load("b")
    assert caught.value.problems == ("b.toml: bảng [agency]: mã «LA» đã dùng trong tệp a.toml.",)


def test_unreadable_file_stands_under_its_own_name(folder):
    (folder / "hong.toml").write_text("[agency", encoding="utf-8")
    assert list(loader.find_files(folder)) == ["hong"]


def test_unknown_code_is_a_key_error():
    with pytest.raises(KeyError, match="'XX'"):
        loader.load("XX")


def test_codes_follow_the_order_of_the_clauses():
    assert loader.CODES == ("LA", "BP", "DL", "QT", "KT")
