"""Shows the cells of a table as Vietnamese people write them."""

from datetime import date

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sections.base.tables import Column

register = template.Library()


@register.filter
def cells(row: dict, columns) -> list[dict]:
    """`{column, value, shown}` of each column of `row`."""
    return [
        {"column": column, "value": row.get(column.name, ""), "shown": shown(column, row)}
        for column in columns
    ]


@register.filter
def cell(row: dict, column: Column) -> SafeString | str:
    """The cell of `column` in `row` as it is shown."""
    return shown(column, row)


@register.filter
def day(value: str) -> str:
    """A stored day as «05/02/2026»; "" for none."""
    return f"{date.fromisoformat(value):%d/%m/%Y}" if value else ""


@register.filter
def dong(amount) -> str:
    """An amount of money: «1.500.000 đồng»; "" for None."""
    if amount is None:
        return ""
    return f"{number_format(amount, use_l10n=True, force_grouping=True)} đồng"


def shown(column: Column, row: dict) -> SafeString | str:
    """A cell as text or link; numbers as 1.234,5, dates as 05/02/2026."""
    value = row.get(column.name, "")
    linked = _LINKED.get(column.kind)
    return linked(value) if linked and value else column.written(value)


def _phone(value) -> SafeString:
    digits = "".join(char for char in value.split("(demo)")[0] if char.isdigit() or char == "+")
    return format_html('<a href="tel:{}">{}</a>', digits, value)


def _email(value) -> SafeString:
    return format_html('<a href="mailto:{0}">{0}</a>', value)


def _url(value) -> SafeString:
    return format_html('<a href="{0}" rel="external">{1}</a>', value, value.split("//", 1)[-1])


_LINKED = {"phone": _phone, "email": _email, "url": _url}
