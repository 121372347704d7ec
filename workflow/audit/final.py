"""The record is only added to: changing or removing a row is refused, whoever asks."""

from django.db import models

from sections.base.door import Refused

ONLY_ADDED = "Nhật ký chỉ được ghi thêm: không ai sửa hoặc xóa được dòng đã ghi."


class RecordIsFinal(Refused):
    """Somebody tried to change, remove or slip in a row; the text is for the person."""

    def __init__(self):
        super().__init__(ONLY_ADDED)


class FinalQuerySet(models.QuerySet):
    """Rows that can be read and, one at a time, added.

    Adding many at once is refused too: `recording.record` sees every row, so that each can be
    chained to the one before.
    """

    def update(self, **kwargs):
        """Refuse."""
        raise RecordIsFinal

    update.alters_data = True

    def delete(self):
        """Refuse."""
        raise RecordIsFinal

    delete.alters_data = True
    delete.queryset_only = True

    def _raw_delete(self, using):
        raise RecordIsFinal

    def bulk_create(self, *args, **kwargs):
        """Refuse."""
        raise RecordIsFinal

    def bulk_update(self, *args, **kwargs):
        """Refuse."""
        raise RecordIsFinal


FinalManager = models.Manager.from_queryset(FinalQuerySet)
