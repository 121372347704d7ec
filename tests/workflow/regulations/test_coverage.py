"""How much of each regulation is carried, and what the command says of it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from workflow.regulations import live, loader
from workflow.regulations.clauses import Clause, all_clauses
from workflow.regulations.code_list import MetByCode, read_code_list
from workflow.regulations.coverage import MUST_CARRY, TYPE_LABELS, measure
from workflow.regulations.live import SectionState
from workflow.regulations.loader import RuleBookError, load_file
from workflow.regulations.management.commands import rulebook

CLAUSES = {
    clause.id: clause
    for clause in (
        Clause("LA-4.2", "LA", "section", "I", "news", 0),
        Clause("LA-4.3", "LA", "section", "I", "services", 1),
        Clause("LA-4.4", "LA", "section", "I", "procedures", 2),
        Clause("LA-5.1", "LA", "workflow", "S", "line", 3),
        Clause("BP-4.1", "BP", "section", "I", "of another agency", 4),
    )
}


@pytest.fixture(autouse=True)
def without_a_tree(monkeypatch):
    """The rule books alone: how sections stand on a site is asked of nobody."""
    monkeypatch.setattr(live, "ASK", [])


@pytest.fixture
def coverage(minimal, write_book):
    book = load_file(write_book(minimal))
    return measure(book, CLAUSES, {"LA-4.2", "LA-4.3"}, lambda name: name.endswith("NewsIndexPage"))


def test_clauses_are_counted_by_type(coverage):
    section, workflow = (row for row in coverage.types if row.total)
    assert (section.type, section.total, section.carried, section.by_code) == ("section", 3, 1, 2)
    assert [clause.id for clause in section.neither] == ["LA-4.4"]
    assert [clause.id for clause in workflow.neither] == ["LA-5.1"]


def test_only_the_types_that_must_be_carried_are_missing(coverage):
    assert [clause.id for clause in coverage.missing] == ["LA-4.4"]


def test_sections_without_a_page_type_are_named(coverage):
    assert [section.code for section in coverage.unbuilt] == ["S31"]


@pytest.mark.parametrize("code", loader.CODES)
def test_every_clause_that_must_be_carried_is(code):
    found = measure(loader.load(code), all_clauses(), read_code_list(all_clauses()), lambda _: True)
    assert [clause.id for clause in found.missing] == []
    assert sum(row.total for row in found.types) == sum(
        clause.agency == code for clause in all_clauses().values()
    )


def test_every_type_of_clause_has_a_label():
    assert {clause.type for clause in all_clauses().values()} == set(TYPE_LABELS)
    assert set(MUST_CARRY) <= set(TYPE_LABELS)


def test_code_list_is_read(tmp_path):
    (tmp_path / "news.py").touch()
    path = tmp_path / "list.csv"
    path.write_text("clause,module,how\nLA-4.2,news.py,Chuyên mục\n", encoding="utf-8")
    assert read_code_list(CLAUSES, path, tmp_path) == {
        "LA-4.2": MetByCode("LA-4.2", "news.py", "Chuyên mục")
    }


def test_code_list_names_lines_that_meet_nothing(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("clause,module,how\nLA-9.9,a.py,x\nLA-4.2,.,x\nLA-4.2,.,x\n", encoding="utf-8")
    with pytest.raises(RuleBookError) as caught:
        read_code_list(CLAUSES, path, tmp_path)
    assert caught.value.problems == (
        "list.csv, dòng 2: clauses.csv không có điều khoản «LA-9.9».",
        "list.csv, dòng 2: không có tệp hay thư mục «a.py».",
        "list.csv, dòng 4: điều khoản «LA-4.2» đã ghi ở dòng trên.",
    )


def run(*args):
    out = StringIO()
    call_command("rulebook", "check", *args, stdout=out)
    return out.getvalue()


def test_command_prints_a_table():
    lines = run("LA").splitlines()
    assert lines[1] == "LA · Quy chế hoạt động Trang thông tin điện tử Sở Tư pháp Long An"
    assert " ".join(lines[2].split()) == "Loại điều khoản Tổng Có mục Bằng mã Chưa có"
    assert lines[3].split()[:4] == ["Chuyên", "mục", "34", "34"]
    assert len({len(line) for line in lines[2:20]}) == 1


def test_command_gives_all_agencies_as_json():
    rows = json.loads(run("--json"))
    assert [row["code"] for row in rows] == ["LA", "BP", "DL", "QT", "KT"]
    assert [sum(kind["total"] for kind in row["types"]) for row in rows] == [114, 141, 91, 75, 108]
    assert [row["problems"] for row in rows] == [[], [], [], [], []]


def test_command_names_sections_not_built_yet(monkeypatch):
    monkeypatch.setattr(rulebook, "_is_built", lambda name: name != "sections.LinksPage")
    assert "  chưa xây dựng: S47 Liên kết (sections.LinksPage)" in run("LA").splitlines()


def test_command_says_which_clauses_no_page_meets(monkeypatch):
    codes = [row.code for row in loader.load("LA").sections]
    states = {
        code: SectionState(
            code, "sections.X", f"/{code}/", "empty" if code == "S14" else "filled", 1
        )
        for code in codes
    }
    monkeypatch.setattr(live, "ASK", [lambda _book: states])
    lines = run("LA").splitlines()
    assert f"  Chuyên mục có nội dung trên trang: {len(codes) - 1}/{len(codes)}" in lines
    assert "  chưa có nội dung: S14 (sections.X)" in lines
    assert lines[-1] == "  điều khoản chưa có trang: LA-4.8"


def test_command_says_that_an_agency_is_not_founded():
    assert run("LA").splitlines()[-1] == f"  {rulebook.NOT_FOUNDED}"


def test_command_refuses_an_unknown_code():
    with pytest.raises(CommandError, match=r"^Không có quy chế mang mã «XX»; hiện có: LA, BP, "):
        run("XX")


def test_command_fails_on_a_clause_that_nothing_carries(monkeypatch):
    extra = Clause("LA-99", "LA", "section", "I", "not carried", 999)
    monkeypatch.setattr(rulebook, "all_clauses", lambda: {**all_clauses(), extra.id: extra})
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("rulebook", "check", "LA", stdout=out)
    assert (caught.value.returncode, str(caught.value)) == (1, rulebook.INCOMPLETE)
    assert "  chưa có: LA-99 (Điều 99)\n" in out.getvalue()


def test_command_fails_on_a_broken_file(monkeypatch):
    def broken(code):
        raise RuleBookError([f"{code.lower()}.toml, dòng 3: thiếu dấu ngoặc kép đóng."])

    monkeypatch.setattr(rulebook, "load", broken)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("rulebook", "check", "LA", stdout=out)
    assert out.getvalue().splitlines()[1:] == [
        "LA · tệp không dùng được",
        "  la.toml, dòng 3: thiếu dấu ngoặc kép đóng.",
    ]
