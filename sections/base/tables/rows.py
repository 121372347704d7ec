"""Rows of a table: cleaning what was typed or imported, with every mistake named by its row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from .columns import Column, as_text

MAX_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a row (counted from 1, as the person sees it); `column` is a name or ""."""

    row: int
    column: str
    message: str


def clean_rows(
    columns: tuple[Column, ...], rows: Iterable[Mapping], *, key: str = "", first: int = 1
) -> tuple[list[dict], list[Mistake]]:
    """The rows as they are stored, and every mistake; rows without any content are dropped.

    `key` names a column whose filled values must differ (a licence number, say). A row with a
    mistake is not among the cleaned ones. `first` is the number of the first row.
    """
    cleaned: list[dict] = []
    mistakes: list[Mistake] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=first):
        if not any(as_text(row.get(column.name)) for column in columns):
            continue
        cells, wrong = _clean_row(columns, row, number)
        value = cells.get(key, "")
        same = str(value).casefold()
        if not wrong and same and same in seen:
            label = next(column.label for column in columns if column.name == key)
            message = f"«{label}»: «{value}» trùng với dòng {seen[same]}."
            wrong = [Mistake(number, key, message)]
        mistakes.extend(wrong)
        if not wrong:
            seen.setdefault(same, number)
            cleaned.append(cells)
    if len(cleaned) > MAX_ROWS:
        mistakes.append(
            Mistake(first + MAX_ROWS, "", f"Bảng có nhiều hơn {MAX_ROWS:,} dòng.".replace(",", "."))
        )
    return cleaned, mistakes


def _clean_row(columns, row, number) -> tuple[dict, list[Mistake]]:
    cells, wrong = {}, []
    for column in columns:
        try:
            cells[column.name] = column.clean(row.get(column.name))
        except ValidationError as error:
            wrong.append(Mistake(number, column.name, error.messages[0]))
    return cells, wrong
