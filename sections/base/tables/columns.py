"""The columns of a table: what a cell may hold and how it is written."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from sections.base.text import clean_text, fold

KINDS = ("text", "long", "number", "date", "choice", "phone", "email", "url")
MAX_LENGTH = {"text": 500, "long": 5_000, "phone": 60, "email": 254, "url": 1_000}
_PHONE = re.compile(r"[\d\s()+./-]{3,60}( \(demo\))?")
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

    def clean(self, value: object) -> object:
        """The cell for what a person typed or a sheet holds; raises `ValidationError`."""
        text = _as_text(value)
        if not text:
            if self.required:
                raise ValidationError(f"«{self.label}» không được để trống.")
            return ""
        return _CLEANERS.get(self.kind, _clean_text)(self, text)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean_text(str(value)).strip()


def _clean_text(column: Column, text: str) -> str:
    limit = MAX_LENGTH.get(column.kind, MAX_LENGTH["text"])
    if len(text) > limit:
        raise ValidationError(f"«{column.label}» dài quá {limit} ký tự.")
    return text if column.kind == "long" else " ".join(text.split())


def _clean_number(column: Column, text: str) -> int | float:
    try:
        number = _decimal(text)
    except InvalidOperation:
        raise ValidationError(f"«{column.label}»: «{text}» không phải là số.") from None
    return int(number) if number == number.to_integral_value() else float(number)


def _decimal(text: str) -> Decimal:
    """A number as Vietnamese people write it (1.234,5) or as programs do (1234.5)."""
    plain = text.replace(" ", "").replace("\u00a0", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+", plain):
        plain = plain.replace(".", "")
    number = Decimal(plain)
    if not number.is_finite():
        raise InvalidOperation
    return number


def _clean_date(column: Column, text: str) -> str:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007
        except ValueError:
            continue
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
    return text


def _clean_url(column: Column, text: str) -> str:
    try:
        _validate_url(text)
    except ValidationError:
        raise ValidationError(
            f"«{column.label}»: «{text}» không phải là địa chỉ web (bắt đầu bằng https://)."
        ) from None
    return text


_CLEANERS = {
    "number": _clean_number,
    "date": _clean_date,
    "choice": _clean_choice,
    "phone": _clean_phone,
    "email": _clean_email,
    "url": _clean_url,
}
