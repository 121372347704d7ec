"""The model field that holds a table."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from .columns import Column
from .form import TableFormField
from .rows import clean_rows


class TableField(models.JSONField):
    """A list of rows, each a mapping from column names to cells (see `Column`).

    `columns` are part of the code, not of the database, so a changed label needs no migration;
    `key` names a column whose filled values must differ.
    """

    def __init__(self, *args, columns: tuple[Column, ...] = (), key: str = "", **kwargs):
        self.columns = tuple(columns)
        self.key = key
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("encoder", DjangoJSONEncoder)
        super().__init__(*args, **kwargs)

    def get_searchable_content(self, value) -> list[str]:
        """The words of the cells, a text for each row, for site search."""
        return [
            " ".join(
                filter(None, (column.written(row.get(column.name)) for column in self.columns))
            )
            for row in value or []
        ]

    def clean(self, value, model_instance):
        """The cleaned rows; raises `ValidationError` naming each wrong row."""
        value = super().clean(value, model_instance)
        rows, mistakes = clean_rows(self.columns, value or [], key=self.key)
        if mistakes:
            raise TableFormField.refusal(mistakes)
        return rows

    def formfield(self, **kwargs):
        """The table editor."""
        return models.Field.formfield(
            self,
            **{
                "form_class": TableFormField,
                "columns": self.columns,
                "key": self.key,
                "source": str(self),
                **kwargs,
            },
        )
