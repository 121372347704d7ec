"""A question of when a clause falls due, as a program or a person writes it."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from workflow.calendar.clock import TIME_ZONE, local
from workflow.calendar.pauses import Pause

from .clocks import CHOSEN_PERIODS, Period

SHAPE = '{"agency": "LA", "clause": "LA-9.2.a", "start": "2026-11-20T15:00"}'
NOT_TEXT = "Dòng không phải là chữ mã hoá UTF-8."
NOT_JSON = "Dòng không đọc được như JSON; hãy viết như {shape}."
NOT_READ_FROM = "Dòng không đọc được như JSON từ ký tự thứ {place}; hãy viết như {shape}."
NO_OBJECT = "Dòng không phải là một đối tượng JSON; hãy viết như {shape}."
TWICE = "«{name}» có hai lần trong một dòng."
MISSING = "Thiếu «{name}», hoặc «{name}» để trống hay không phải là chữ."
BAD_START = (
    "Thời điểm bắt đầu «{text}» không đọc được; hãy viết như 2026-11-20T15:00 (giờ Việt Nam), "
    "2026-11-20T08:00Z hoặc 2026-11-20."
)
BAD_PERIOD = "Kỳ «{text}» không có; hãy chọn một trong: {names}."
BAD_PAUSE = (
    "Khoảng tạm dừng «{text}» không đọc được; hãy viết lúc bắt đầu và lúc kết thúc, cả hai có ngày "
    "và giờ, như 2026-11-20T15:00/2026-11-25T09:00."
)
BAD_PAUSES = (
    "«pauses» phải là danh sách các cặp [lúc bắt đầu, lúc kết thúc], cả hai có ngày và giờ."
)

PERIODS = {period.name.lower(): period for period in CHOSEN_PERIODS}
SHOWN = 60
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?P<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)


class CannotReckon(ValueError):
    """What was asked has no answer; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Question:
    """When the deadline of `clause` that runs from `start` falls due.

    `period` is None where none was named. `pauses` are times that do not count.
    """

    agency: str
    clause: str
    start: date | datetime
    kind: str = ""
    period: Period | None = None
    pauses: tuple[Pause, ...] = ()

    @classmethod
    def of(cls, values: dict) -> Question:
        """From `agency`, `clause`, `start` and, where given, `kind`, `period`, `pauses`.

        A pause is a pair of moments, or a text with «/» between them; `pause` is another name for
        `pauses`. Other keys are the asker's own. Raises CannotReckon.
        """
        agency = _text(values, "agency").upper()
        return cls(
            agency,
            _as_written(_text(values, "clause")),
            read_start(_text(values, "start")),
            kind=_text(values, "kind", ""),
            period=read_period(values.get("period")),
            pauses=(*_pauses(values.get("pauses", [])), *_pauses(values.get("pause", []))),
        )

    @classmethod
    def read(cls, line: str | bytes) -> Question:
        """From a line of JSON; CannotReckon for what is none."""
        try:
            text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
            values = json.loads(text.lstrip("\ufeff"), object_pairs_hook=_once)
        except UnicodeDecodeError as error:
            raise CannotReckon(NOT_TEXT) from error
        except json.JSONDecodeError as error:
            words = NOT_READ_FROM.format(place=error.pos + 1, shape=SHAPE)
            raise CannotReckon(words) from error
        except CannotReckon:
            raise
        except (ValueError, RecursionError) as error:
            # A number of thousands of digits, brackets within brackets within brackets.
            raise CannotReckon(NOT_JSON.format(shape=SHAPE)) from error
        if not isinstance(values, dict):
            raise CannotReckon(NO_OBJECT.format(shape=SHAPE))
        return cls.of(values)


def read_start(text: str) -> date | datetime:
    """A day, or a moment, which is Vietnamese time unless it names a zone; CannotReckon otherwise."""
    found = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    try:
        if found is None:
            raise ValueError
        day = date.fromisoformat(found["day"])
        if found["clock"] is None:
            return day
        if found["zone"]:
            return local(datetime.fromisoformat(text.upper()))
        return datetime.combine(day, time.fromisoformat(found["clock"]), TIME_ZONE)
    except (ValueError, OverflowError) as error:
        raise CannotReckon(BAD_START.format(text=shown(text))) from error


def read_period(text: str | None) -> Period | None:
    """«month», «quarter» or «year»; CannotReckon otherwise."""
    if text is None:
        return None
    try:
        return PERIODS[text]
    except (KeyError, TypeError) as error:
        words = BAD_PERIOD.format(text=shown(text), names=", ".join(PERIODS))
        raise CannotReckon(words) from error


def shown(value) -> str:
    """`value` as it was typed, at most SHOWN characters of it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _once(pairs: list[tuple]) -> dict:
    """An object; a second value for a name would silently replace the first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise CannotReckon(TWICE.format(name=shown(twice)))
    return found


def _text(values: dict, name: str, default: str | None = None) -> str:
    value = values.get(name, default)
    if not isinstance(value, str) or (not value.strip() and default is None):
        raise CannotReckon(MISSING.format(name=name))
    return unicodedata.normalize("NFC", value.strip())


def _as_written(clause: str) -> str:
    """The id as the list of clauses writes it: the agency in capitals, points in small letters."""
    agency, dash, rest = clause.partition("-")
    special = rest.upper()
    return agency.upper() + dash + (special if special.startswith(("QD", "SIG")) else rest.lower())


def _pauses(rows) -> tuple[Pause, ...]:
    if isinstance(rows, str):
        rows = [rows]
    if not isinstance(rows, list):
        raise CannotReckon(BAD_PAUSES)
    return tuple(_pause(row) for row in rows)


def _pause(row) -> Pause:
    parts = row.split("/") if isinstance(row, str) else row
    if not isinstance(parts, list) or len(parts) != 2:
        raise CannotReckon(BAD_PAUSES if not isinstance(row, str) else _bad_pause(row))
    try:
        since, until = (read_start(part) for part in parts)
    except CannotReckon as error:
        raise CannotReckon(_bad_pause(row)) from error
    if not (isinstance(since, datetime) and isinstance(until, datetime)):
        raise CannotReckon(_bad_pause(row))
    try:
        return Pause(since.astimezone(TIME_ZONE), until.astimezone(TIME_ZONE))
    except (ValueError, OverflowError) as error:
        raise CannotReckon(str(error)) from error


def _bad_pause(row) -> str:
    return BAD_PAUSE.format(text=shown(row))
