"""The chain: which row of the record follows which."""

from django.db import models

from .final import FinalManager, RecordIsFinal


class Link(models.Model):
    """One link of a chain, written by the database when the row's transaction commits.

    There is a chain for each agency (`chain` is its code) and one, "", for the installation; `seq`
    counts 1, 2, 3 … without gaps in the order of commits. `hash` covers the row's digest and the
    hash before (`digest.link_hash`), so that no row can be changed, removed or put in between
    without changing all that follow. Nobody adds, changes or deletes links by hand: here
    `RecordIsFinal`, below an error of the database's triggers (migration `chain`).
    """

    class Meta:
        verbose_name = "mắt xích nhật ký"
        verbose_name_plural = "mắt xích nhật ký"
        ordering = ["chain", "seq"]
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="link_of_chain")]

    entry_id = models.BigIntegerField("mục nhật ký", primary_key=True)
    chain = models.CharField("chuỗi", max_length=8, blank=True)
    seq = models.BigIntegerField("thứ tự trong chuỗi")
    previous = models.CharField("dấu của mắt xích trước", max_length=64)
    hash = models.CharField("dấu", max_length=64)

    objects = FinalManager()

    def __str__(self):
        return f"{self.chain} {self.seq}"

    def save(self, **kwargs):
        """Refuse with `RecordIsFinal`: only the database's trigger writes links."""
        raise RecordIsFinal

    def delete(self, *args, **kwargs):
        """Refuse with `RecordIsFinal`."""
        raise RecordIsFinal
