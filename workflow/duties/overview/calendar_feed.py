"""The address under which a person's calendar program fetches the own duties."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.crypto import constant_time_compare

_SIGNER = Signer(salt="duties.calendar", sep=".")


class CalendarFeed(models.Model):
    """One for a person; another `key` ends the address that was given out."""

    class Meta:
        verbose_name = "địa chỉ lịch thời hạn"
        verbose_name_plural = "địa chỉ lịch thời hạn"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="người dùng",
        on_delete=models.CASCADE,
        related_name="calendar_feed",
    )
    key = models.CharField("khóa", max_length=43)
    made_at = models.DateTimeField("lập lúc", auto_now=True)

    def __str__(self):
        return f"lịch thời hạn của {self.person}"

    @property
    def token(self) -> str:
        """What stands in the address: whose it is and the key, signed."""
        return _SIGNER.sign(f"{self.person_id}.{self.key}")

    @classmethod
    def renew(cls, person) -> CalendarFeed:
        """A new address; the one before is no longer answered."""
        feed, _made = cls.objects.update_or_create(
            person=person, defaults={"key": secrets.token_urlsafe(24)}
        )
        return feed

    @classmethod
    def of_token(cls, token: str) -> CalendarFeed | None:
        """The feed whose address this is; None for a forged or an ended one."""
        try:
            person_id, _dot, key = _SIGNER.unsign(token).partition(".")
        except BadSignature:
            return None
        feed = (
            cls.objects.select_related("person__agency", "person__unit")
            .filter(person_id=int(person_id))
            .first()
        )
        return feed if feed and constant_time_compare(feed.key, key) else None
