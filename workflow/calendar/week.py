"""The days of the week and office hours in Vietnamese words. Pure."""

from collections.abc import Iterable
from datetime import date, time

WEEKDAYS = (
    (0, "thứ Hai"),
    (1, "thứ Ba"),
    (2, "thứ Tư"),
    (3, "thứ Năm"),
    (4, "thứ Sáu"),
    (5, "thứ Bảy"),
    (6, "Chủ nhật"),
)
_NAMES = dict(WEEKDAYS)


def weekdays_in_words(weekdays: Iterable[int]) -> str:
    """«thứ Hai đến thứ Sáu», «thứ Hai, thứ Tư»: three days or more in a row are a range."""
    runs: list[list[int]] = []
    for number in sorted(set(weekdays)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = []
    for run in runs:
        names = [_NAMES[number] for number in run]
        parts += [f"{names[0]} đến {names[-1]}"] if len(run) > 2 else names
    return ", ".join(parts)


def times_in_words(spans: Iterable[tuple[time, time]]) -> str:
    """«07:00–11:30, 13:30–17:00»."""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans)


def days_in_words(first: date | None, last: date | None) -> str:
    """«từ 01/04/2026 đến 30/09/2026»; "" without either."""
    words = [f"từ {first:%d/%m/%Y}" if first else "", f"đến {last:%d/%m/%Y}" if last else ""]
    return " ".join(filter(None, words))
