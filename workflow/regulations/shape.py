"""From TOML tables to the frozen rows of `book`: names of tables and keys, types, NFC text."""

from __future__ import annotations

import types
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, get_type_hints

from workflow.regulations import book
from workflow.regulations.problems import Problems, suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyKey:
    """The `[agency]` table: prefix of the clause ids, slug, and the region the text speaks of."""

    code: str
    slug: str
    region: str


SINGLE_TABLES: Mapping[str, type] = types.MappingProxyType(
    {"agency": AgencyKey, "regulation": book.Regulation, "look": book.Look}
)
"""Tables that stand once in a file, written `[name]`."""

ROW_TABLES: Mapping[str, type] = types.MappingProxyType(
    {
        "name": book.AgencyName,
        "address": book.Address,
        "office_hours": book.OfficeHours,
        "setting": book.Setting,
        "unit": book.Unit,
        "section": book.Section,
        "role": book.Role,
        "step": book.Step,
        "chain": book.Chain,
        "refusal": book.Refusal,
        "deadline": book.Deadline,
        "frequency": book.Frequency,
        "quota": book.Quota,
        "report": book.Report,
        "backup": book.Backup,
        "upkeep": book.Upkeep,
        "royalty": book.Royalty,
        "attribution": book.Attribution,
        "principle": book.Principle,
    }
)
"""Tables with one entry per row, written `[[name]]`."""

REQUIRED_ROWS = (
    "name",
    "address",
    "office_hours",
    "unit",
    "section",
    "role",
    "step",
    "refusal",
)
"""Tables without which no site can be founded."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and where it stands; `row` is None when the shape is wrong."""

    place: str
    raw: Mapping[str, Any]
    row: Any


Tables = Mapping[str, list[Placed]]


def decode_tables(raw: Mapping[str, Any], problems: Problems) -> Tables:
    """All tables of a file, each defect of shape added to `problems`."""
    known = [*SINGLE_TABLES, *ROW_TABLES]
    for name in raw:
        if name not in known:
            problems.add(f"bảng [{name}]", f"không có bảng tên này{suggestion(name, known)}")
    tables = {name: _single(name, raw, problems) for name in SINGLE_TABLES}
    tables |= {name: _rows(name, raw, problems) for name in ROW_TABLES}
    return tables


def _single(name: str, raw: Mapping[str, Any], problems: Problems) -> list[Placed]:
    place, content = f"bảng [{name}]", raw.get(name)
    if content is None:
        problems.add(place, "thiếu bảng này.")
        return []
    if not isinstance(content, dict):
        problems.add(place, f"bảng này chỉ có một và viết là [{name}], không phải [[{name}]].")
        return []
    return [Placed(place, content, _decode(SINGLE_TABLES[name], content, place, problems))]


def _rows(name: str, raw: Mapping[str, Any], problems: Problems) -> list[Placed]:
    place, content = f"bảng [[{name}]]", raw.get(name, [])
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        problems.add(place, f"mỗi mục của bảng này phải bắt đầu bằng [[{name}]].")
        return []
    if not content and name in REQUIRED_ROWS:
        problems.add(place, "cần ít nhất một mục.")
    rows = []
    for number, entry in enumerate(content, start=1):
        code = entry.get("code")
        where = f"{place}, mục {number}" + (f" ({code})" if code else "")
        rows.append(Placed(where, entry, _decode(ROW_TABLES[name], entry, where, problems)))
    return rows


def _decode(cls: type, raw: Mapping[str, Any], place: str, problems: Problems) -> Any:
    """An instance of `cls`, or None when a key is missing or has the wrong type."""
    known = {field.name: field for field in fields(cls)}
    for key in [key for key in raw if key not in known]:
        problems.add(place, f"khóa «{key}» không được dùng ở đây{suggestion(key, known)}")
    values, whole = {}, True
    for key, field in known.items():
        required = field.default is MISSING and field.default_factory is MISSING
        if key not in raw:
            if required:
                problems.add(place, f"thiếu khóa bắt buộc «{key}».")
                whole = False
            continue
        try:
            values[key] = _convert(_hints(cls)[key], raw[key])
            if required and values[key] == "":
                raise ValueError("không được để trống.")
        except ValueError as error:
            problems.add(place, f"khóa «{key}» {error}")
            whole = False
    return cls(**values) if whole else None


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _convert(hint: Any, value: Any) -> Any:
    """`value` as the type of the field; ValueError carries the Vietnamese end of a sentence."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _member(hint, value)
    return _CONVERTERS[hint](value)


def _member(choices: type[StrEnum], value: Any) -> StrEnum:
    if value not in list(choices):
        known = [choice.value for choice in choices]
        raise ValueError(
            f"có giá trị {_shown(value)} không nằm trong danh sách{suggestion(str(value), known)}"
        )
    return choices(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"phải là chữ trong dấu ngoặc kép, đang là {_shown(value)}.")
    if not unicodedata.is_normalized("NFC", value):
        raise ValueError(
            f"có chữ chưa ở dạng Unicode dựng sẵn (NFC): «{unicodedata.normalize('NFC', value)}»;"
            " hãy gõ lại chữ này bằng bộ gõ Unicode dựng sẵn."
        )
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"phải là true hoặc false, đang là {_shown(value)}.")
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"phải là số nguyên, đang là {_shown(value)}.")
    return value


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"phải là ngày viết như 2025-07-01, đang là {_shown(value)}.")
    return value


def _scalar(value: Any) -> str | int | bool:
    if isinstance(value, str):
        return _text(value)
    if not isinstance(value, int):
        raise ValueError(f"phải là chữ, số nguyên, true hoặc false, đang là {_shown(value)}.")
    return value


def _many(convert: Callable[[Any], Any]) -> Callable[[Any], tuple]:
    def convert_list(value: Any) -> tuple:
        if not isinstance(value, list):
            raise ValueError(f"phải là danh sách trong ngoặc vuông, đang là {_shown(value)}.")
        return tuple(convert(entry) for entry in value)

    return convert_list


def _span(value: Any) -> tuple[str, str]:
    ends = _many(_text)(value)
    if len(ends) != 2:
        raise ValueError('phải gồm từng cặp giờ bắt đầu, giờ kết thúc như ["07:00", "11:30"].')
    return ends


_CONVERTERS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    bool: _flag,
    int: _number,
    int | None: _number,
    date | None: _day,
    str | int | bool: _scalar,
    tuple[str, ...]: _many(_text),
    tuple[int, ...]: _many(_number),
    tuple[tuple[str, str], ...]: _many(_span),
}


def _shown(value: Any) -> str:
    """The value as an operator wrote it, with the word for its kind."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"«{value}»"
    if isinstance(value, list):
        return "một danh sách"
    if isinstance(value, dict):
        return "một bảng"
    return f"{value}"
