"""A kind of row that is only ever added: evidence of other rooms."""

from django.db import models

from .final import FinalManager, RecordIsFinal


class FinalRow(models.Model):
    """Rows that nobody changes or removes; the migration adds the trigger (`append_only`)."""

    class Meta:
        abstract = True
        base_manager_name = "objects"

    objects = FinalManager()

    def save(self, **kwargs):
        """Add the row; a row that is there already raises `RecordIsFinal`."""
        if not self._state.adding:
            raise RecordIsFinal
        # Without this, a row built with the id of another would overwrite it.
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        """Refuse with `RecordIsFinal`."""
        raise RecordIsFinal
