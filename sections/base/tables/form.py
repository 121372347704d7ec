"""The table editor of the editing interface."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Media
from django.template.loader import render_to_string

from .columns import Column
from .rows import Mistake, clean_rows

SHOWN_MISTAKES = 50


class TableWidget(forms.Textarea):
    """A grid over a text area that carries the rows as JSON; files can be read into it."""

    template_name = "sections/tables/editor.html"

    def __init__(self, columns=(), source: str = "", attrs=None):
        super().__init__(attrs)
        self.columns = tuple(columns)
        self.source = source

    def get_context(self, name, value, attrs):
        """Adds the columns for the script."""
        context = super().get_context(name, value, attrs)
        context["widget"]["columns"] = [
            {
                "name": column.name,
                "label": column.heading,
                "kind": column.kind,
                "required": column.required,
                "choices": list(column.choices),
                "help": column.help,
            }
            for column in self.columns
        ]
        context["widget"]["source"] = self.source
        return context

    def _render(self, template_name, context, renderer=None):
        """From the project's templates: Django's own form renderer looks only beside its widgets."""
        return render_to_string(template_name, context)

    def format_value(self, value) -> str:
        """The rows as JSON; what was typed is given back as it was typed."""
        return value if isinstance(value, str) else json.dumps(value or [], ensure_ascii=False)

    @property
    def media(self) -> Media:
        """Style and script of the grid."""
        return Media(
            css={"all": ["admin/table_field.css"]},
            js=["admin/table_field.js"],
        )


class TableFormField(forms.Field):
    """Reads the rows that the grid posts."""

    widget = TableWidget

    def __init__(self, *, columns: tuple[Column, ...] = (), key: str = "", source="", **kwargs):
        self.columns = tuple(columns)
        self.key = key
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        kwargs["widget"] = TableWidget(self.columns, source)
        super().__init__(**kwargs)

    def to_python(self, value) -> list[dict]:
        """The cleaned rows; raises `ValidationError` naming each wrong row."""
        if value in (None, ""):
            return []
        try:
            rows = json.loads(value) if isinstance(value, str) else value
        except json.JSONDecodeError:
            raise ValidationError("Không đọc được bảng; hãy tải lại trang và nhập lại.") from None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValidationError("Không đọc được bảng; hãy tải lại trang và nhập lại.")
        cleaned, mistakes = clean_rows(self.columns, rows, key=self.key)
        if mistakes:
            raise self.refusal(mistakes)
        return cleaned

    def has_changed(self, initial, data) -> bool:
        """Whether the posted rows differ from the stored ones."""
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True

    @staticmethod
    def refusal(mistakes: list[Mistake]) -> ValidationError:
        """One message for each wrong row, the first fifty."""
        lines = [f"Dòng {row.row}: {row.message}" for row in mistakes[:SHOWN_MISTAKES]]
        if len(mistakes) > SHOWN_MISTAKES:
            lines.append(f"… và {len(mistakes) - SHOWN_MISTAKES} lỗi khác.")
        return ValidationError(lines)
