"""The worker's sign of life: django-q2 can stop working without a word."""

from datetime import datetime, timedelta

from django.utils import timezone

from .models import Heartbeat

WORKER_LIMIT = timedelta(minutes=3)


def beat(name: str) -> None:
    """Write that `name` is alive now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})


def age(name: str, now: datetime) -> timedelta | None:
    """How long ago `name` gave a sign of life; None when it never did."""
    row = Heartbeat.objects.filter(name=name).first()
    return None if row is None else now - row.beat_at
