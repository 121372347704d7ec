"""The columns of a table: what a cell may hold and how it is written."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.formats import number_format

from sections.base.text import clean_text, fold

KINDS = ("text", "long", "number", "date", "choice", "phone", "email", "url")
MAX_LENGTH = {"text": 500, "long": 5_000, "phone": 60, "email": 254, "url": 1_000}
# A day outside these years is a slip of the hand («0026»).
YEARS = (1800, 2200)
_PHONE = re.compile(r"(?=(?:\D*\d){3})[\d\s()+./-]{3,60}( \(demo\))?")
# 1.234.567,5 or 1234,5 as Vietnamese people write; 1234.5 as programs do. Fifteen digits are exact.
_NUMBERS = (
    re.compile(r"(?P<whole>[-\u2212]?[1-9]\d{0,2}(?:\.\d{3}){1,4})(?:,(?P<part>\d{1,6}))?"),
    re.compile(r"(?P<whole>[-\u2212]?\d{1,15})(?:[.,](?P<part>\d{1,6}))?"),
)
_validate_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` is its key in a row, `label` its heading.

    `kind` is one of KINDS; `choices` are the allowed words of a «choice». A cell is text, except
    that numbers are int or float and dates ISO 8601 text; an empty cell is "".
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""

    @property
    def heading(self) -> str:
        """The label with the unit of its numbers."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def clean(self, value: object) -> object:
        """The cell for what a person typed or a sheet holds; raises `ValidationError`."""
        if self.kind == "number" and _is_number(value):
            return _plain_number(self, value)
        text = as_text(value)
        if not text:
            if self.required:
                raise ValidationError(f"«{self.label}» không được để trống.")
            return ""
        return _CLEANERS.get(self.kind, _clean_text)(self, text)

    def written(self, value: object) -> str:
        """The stored cell as Vietnamese people write it: 1.234,5 and 05/02/2026; "" when empty."""
        if value in ("", None):
            return ""
        if self.kind == "number" and _is_number(value):
            return number_format(value, use_l10n=True, force_grouping=True)
        if self.kind == "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        return str(value)


def as_text(value: object) -> str:
    """What a person sees of a cell, whatever holds it; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_text(str(value)).strip()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain_number(column: Column, value: int | float) -> int | float:
    """A number that needs no reading: of a workbook, or stored before."""
    if not abs(value) < 10**15:
        raise ValidationError(f"«{column.label}»: số quá lớn.")
    return int(value) if value == int(value) else value


def _clean_text(column: Column, text: str) -> str:
    limit = MAX_LENGTH.get(column.kind, MAX_LENGTH["text"])
    if len(text) > limit:
        raise ValidationError(f"«{column.label}» dài quá {limit} ký tự.")
    if column.kind == "long":
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return " ".join(text.split())


def _clean_number(column: Column, text: str) -> int | float:
    plain = text.replace(" ", "").replace("\u00a0", "")
    found = next((match for form in _NUMBERS if (match := form.fullmatch(plain))), None)
    if found is None:
        raise ValidationError(
            f"«{column.label}»: «{text}» không phải là số; hãy viết như 1.234,5."
        ) from None
    whole = found["whole"].replace(".", "").replace("\u2212", "-")
    number = Decimal(f"{whole}.{found['part'] or 0}")
    return int(number) if number == number.to_integral_value() else float(number)


def _clean_date(column: Column, text: str) -> str:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
        if YEARS[0] <= day.year <= YEARS[1]:
            return day.isoformat()
    raise ValidationError(
        f"«{column.label}»: «{text}» không phải là ngày; hãy viết ngày/tháng/năm, ví dụ 05/02/2026."
    )


def _clean_choice(column: Column, text: str) -> str:
    wanted = fold(text)
    for choice in column.choices:
        if fold(choice) == wanted:
            return choice
    allowed = ", ".join(f"«{choice}»" for choice in column.choices)
    raise ValidationError(f"«{column.label}»: «{text}» không hợp lệ; hãy chọn {allowed}.")


def _clean_phone(column: Column, text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise ValidationError(f"«{column.label}»: «{text}» không phải là số điện thoại.")
    return text


def _clean_email(column: Column, text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError(f"«{column.label}»: «{text}» không phải là thư điện tử.") from None
    return _clean_text(column, text)


def _clean_url(column: Column, text: str) -> str:
    try:
        _validate_url(text)
    except ValidationError:
        raise ValidationError(
            f"«{column.label}»: «{text}» không phải là địa chỉ web (bắt đầu bằng https://)."
        ) from None
    return _clean_text(column, text)


_CLEANERS = {
    "number": _clean_number,
    "date": _clean_date,
    "choice": _clean_choice,
    "phone": _clean_phone,
    "email": _clean_email,
    "url": _clean_url,
}
