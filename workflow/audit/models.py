"""The record of every act: who, what, when, from where, on which item, with which ground."""

from django.db import models

from . import digest
from .final import FinalManager, RecordIsFinal
from .link import Link

__all__ = ["Entry", "Link"]


class Entry(models.Model):
    """One act. Plain ids and snapshots only: it outlives the page and the account.

    Rows are only ever added (`recording.record`); when the transaction commits, the database ties
    each to the one before (`Link`), so a row is never changed unnoticed. Changing or deleting
    raises `RecordIsFinal` here and an error of the database's triggers below (migration
    `append_only`).
    """

    class Meta:
        verbose_name = "mục nhật ký"
        verbose_name_plural = "mục nhật ký"
        ordering = ["-at", "-id"]
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["agency_code", "-at"], name="entry_agency_at"),
            models.Index(fields=["agency_code", "actor_id", "-at"], name="entry_agency_actor_at"),
            models.Index(fields=["agency_code", "action", "-at"], name="entry_agency_action_at"),
            models.Index(fields=["subject_type", "subject_id", "-at"], name="entry_subject_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest__regex="^[0-9a-f]{64}$"), name="entry_digest"
            )
        ]

    at = models.DateTimeField("thời điểm")
    agency_code = models.CharField("mã cơ quan", max_length=8, blank=True)
    actor_id = models.BigIntegerField("mã người thực hiện", null=True)
    actor_name = models.CharField("người thực hiện", max_length=255, blank=True)
    actor_role = models.CharField("vai trò khi đó", max_length=255, blank=True)
    on_behalf_of = models.CharField("thay mặt", max_length=255, blank=True)
    action = models.CharField("hành động", max_length=100)
    section_code = models.CharField("mã chuyên mục", max_length=8, blank=True)
    subject_type = models.CharField("loại đối tượng", max_length=100, blank=True)
    subject_id = models.CharField("mã đối tượng", max_length=50, blank=True)
    subject_title = models.CharField("đối tượng", max_length=255, blank=True)
    # The title without accents, for search only: it is made from `subject_title`.
    folded = models.TextField(default="", editable=False)
    ground = models.CharField("lý do theo quy chế", max_length=255, blank=True)
    note = models.TextField("ghi chú", blank=True)
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)
    data = models.JSONField("chi tiết", default=dict)
    digest = models.CharField("dấu của dòng", max_length=64, editable=False)

    objects = FinalManager()

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_name} {self.action}"

    def save(self, **kwargs):
        """Add the row; a row that is there already raises `RecordIsFinal`."""
        if not self._state.adding:
            raise RecordIsFinal
        self._settle()
        self.digest = digest.digest_of(self._digested())
        # Without this, a row built with the id of another would overwrite it.
        super().save(**{**kwargs, "force_insert": True})

    @classmethod
    def add_all(cls, entries: list["Entry"]) -> list["Entry"]:
        """Add new rows in one statement, each as `save` would; `post_save` is not sent."""
        for entry in entries:
            entry._settle()
            entry.digest = digest.digest_of(entry._digested())
        return models.QuerySet(cls).bulk_create(entries)

    def delete(self, *args, **kwargs):
        """Refuse with `RecordIsFinal`."""
        raise RecordIsFinal

    def _digested(self) -> list:
        """The values that the digest covers, in its spelling and order."""
        spelled = {
            "at": digest.instant(self.at),
            "address": digest.address_text(self.address),
        }
        return [spelled.get(name, getattr(self, name)) for name in digest.COLUMNS]

    def _settle(self) -> None:
        """Give every value the form in which the database will return it."""
        for field in self._meta.concrete_fields:
            value = field.to_python(getattr(self, field.attname))
            if isinstance(value, str):
                value = digest.storable(value)[: field.max_length]
            setattr(self, field.attname, value)
        self.data = digest.plain(self.data)
