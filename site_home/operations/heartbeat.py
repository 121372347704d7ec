"""The worker's signs of life: django-q2 can stop working without a word.

A task that is taken is one (`WORKER`), a result that is put away another (`RESULTS`): each part
of the cluster can be the one that stands still. A task of every minute sees to it that there is
something to take; a long queue of others is a sign of life too.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import Error
from django.db.models.functions import Now
from django_q.signals import post_execute, pre_execute

from .models import Heartbeat
from .worker_watch import LIMIT_SECONDS, RESULTS, WORKER

# Longer than the longest task may take (`Q_CLUSTER["timeout"]`), while all workers may be busy.
WORKER_LIMIT = timedelta(seconds=LIMIT_SECONDS)
# A process does not write more often than this, in seconds.
_SELDOM = 10

logger = logging.getLogger(__name__)
_written: dict[str, float] = {}


def beat(name: str) -> None:
    """Write that `name` is alive now, by the clock of the database, which also tells its age."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": Now()})


def age(name: str, now: datetime) -> timedelta | None:
    """How long ago `name` gave a sign of life; None when it never did."""
    row = Heartbeat.objects.filter(name=name).first()
    return None if row is None else now - row.beat_at


def ages(now: datetime) -> dict[str, timedelta]:
    """How long ago each gave a sign of life, in one query."""
    return {row.name: now - row.beat_at for row in Heartbeat.objects.all()}


def connect() -> None:
    """Let every task be a sign of life."""
    pre_execute.connect(on_taken, dispatch_uid="operations.taken")
    post_execute.connect(on_put_away, dispatch_uid="operations.put_away")


def on_taken(sender, task: dict, **kwargs) -> None:
    """Receiver of `pre_execute`: a worker took a task."""
    _beat_seldom(WORKER, task)


def on_put_away(sender, task: dict, **kwargs) -> None:
    """Receiver of `post_execute`: a result was put away."""
    _beat_seldom(RESULTS, task)


def _beat_seldom(name: str, task: dict) -> None:
    now = time.monotonic()
    if task.get("sync") or now - _written.get(name, -_SELDOM) < _SELDOM:
        return
    try:
        beat(name)
    except Error:
        # The worker would end of it, and the task was not yet tried.
        logger.warning("no sign of life of %s: the database does not answer", name)
    else:
        _written[name] = now
