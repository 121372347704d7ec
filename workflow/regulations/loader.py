"""Reads the rule books: one TOML file per regulation beside this module.

Pure Python. A file that is not whole raises `RuleBookError` with every defect found, in
Vietnamese sentences that name file, table, row and key. A further TOML file in the folder is a
further agency.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from workflow.regulations.book import RuleBook
from workflow.regulations.chain_checks import check_chain
from workflow.regulations.checks import check_rows
from workflow.regulations.clauses import Clause, all_clauses
from workflow.regulations.clock_checks import check_clocks
from workflow.regulations.problems import Problems, RuleBookError
from workflow.regulations.shape import ROW_TABLES, SINGLE_TABLES, Tables, decode_tables
from workflow.regulations.vocabulary import RIGHTS

__all__ = ["CODES", "FOLDER", "RIGHTS", "RuleBookError", "find_files", "load", "load_file"]

FOLDER = Path(__file__).parent

_CODE_LINE = re.compile(r'^code\s*=\s*"([^"]+)"', re.MULTILINE)
_PLACE_IN_TOML = re.compile(r"at line (\d+), column (\d+)")

_TOML_DEFECTS = (
    ("Unterminated string", "thiếu dấu ngoặc kép đóng"),
    ("Expected '=' after a key", "thiếu dấu «=» sau tên khóa"),
    ("Unclosed array", "thiếu dấu ngoặc vuông đóng của danh sách"),
    ("Cannot overwrite a value", "khóa này đã ghi ở trên"),
    ("Cannot declare", "bảng này đã mở ở trên"),
    ("Invalid initial character", "dòng phải bắt đầu bằng tên khóa, [bảng] hoặc dấu #"),
    ("Illegal character", "có ký tự không được dùng ở đây"),
    ("Invalid value", "giá trị viết sai; chữ phải nằm trong dấu ngoặc kép"),
)

_FIELDS = {
    "name": "names",
    "address": "addresses",
    "office_hours": "office_hours",
    "frequency": "frequencies",
    "quota": "quotas",
    "royalty": "royalties",
}


def find_files(folder: Path) -> dict[str, Path]:
    """The rule book files of a folder by agency code, in the order of `clauses.csv`.

    A file whose code cannot be read, or is taken, stands under its own name, so that loading it
    reports why.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        line = _CODE_LINE.search(path.read_text(encoding="utf-8", errors="replace"))
        code = line[1] if line and line[1] not in found else path.stem
        found[code] = path
    rank = {agency: place for place, agency in enumerate(_agencies())}
    return dict(sorted(found.items(), key=lambda item: (rank.get(item[0], len(rank)), item[0])))


def _agencies() -> list[str]:
    return list(dict.fromkeys(clause.agency for clause in all_clauses().values()))


CODES = tuple(find_files(FOLDER))


@cache
def load(code: str) -> RuleBook:
    """The rule book of the agency `code`, read once.

    Raises KeyError when no file carries the code, RuleBookError when the file is not whole.
    """
    path = find_files(FOLDER).get(code)
    if path is None:
        raise KeyError(f"no rule book file carries the agency code {code!r}")
    book = load_file(path)
    if book.code != code:
        owner = find_files(FOLDER)[book.code].name
        raise RuleBookError(
            [f"{path.name}: bảng [agency]: mã «{book.code}» đã dùng trong tệp {owner}."]
        )
    return book


def load_file(path: Path, clauses: Mapping[str, Clause] | None = None) -> RuleBook:
    """The rule book in the file at `path`; RuleBookError lists every defect.

    `clauses` are the known clauses by id; those of `clauses.csv` unless given.
    """
    problems = Problems(path.name)
    raw = _read(path)
    tables = decode_tables(raw, problems)
    check_rows(tables, all_clauses() if clauses is None else clauses, problems)
    check_clocks(tables, problems)
    check_chain(tables, problems)
    if problems.sentences:
        raise RuleBookError(problems.sentences)
    return _build(tables, raw)


def _read(path: Path) -> dict[str, Any]:
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    except OSError as error:
        raise RuleBookError([f"{path.name}: không đọc được tệp ({error.strerror})."]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RuleBookError(
            [f"{path.name}, dòng {line}: tệp không ở mã UTF-8; hãy lưu lại với mã UTF-8."]
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise RuleBookError([f"{path.name}{_describe(str(error), text)}"]) from error


def _describe(message: str, text: str) -> str:
    """The place and the kind of a TOML defect, as the tail of a Vietnamese sentence."""
    place = _PLACE_IN_TOML.search(message)
    last = len(text.splitlines())
    where = f", dòng {place[1]}, cột {place[2]}" if place else f", dòng {last} (cuối tệp)"
    kind = next((words for start, words in _TOML_DEFECTS if message.startswith(start)), None)
    return f"{where}: {kind or 'viết sai cú pháp TOML'}."


def _build(tables: Tables, raw: Mapping[str, Any]) -> RuleBook:
    agency = tables["agency"][0].row
    rows = {
        _FIELDS.get(table, f"{table}s"): tuple(item.row for item in tables[table])
        for table in ROW_TABLES
    }
    return RuleBook(
        code=agency.code,
        slug=agency.slug,
        region=agency.region,
        regulation=tables["regulation"][0].row,
        look=tables["look"][0].row,
        fingerprints={
            table: _fingerprint(raw.get(table)) for table in (*SINGLE_TABLES, *ROW_TABLES)
        },
        **rows,
    )


def _fingerprint(content: Any) -> str:
    """SHA-256 of a table's content: order of keys, comments and spacing do not count."""
    canonical = json.dumps(
        content or [], ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"unexpected value in a rule book: {value!r}")
