"""A worker that had to be started again stands in the record: why, and what it left behind."""

from datetime import datetime

from workflow.audit.recording import record

from . import queue

RESTARTED = "task.restarted"
SUBJECT = "Hàng đợi"
FREED = "Trả lại {count} việc dở dang để làm tiếp."


def record_restart(reason: str, freed: int, now: datetime) -> None:
    """Record that the supervisor started the worker again because of `reason`."""
    state = queue.state_of(now)
    sentences = [reason, *state.problems]
    if freed:
        sentences.append(FREED.format(count=freed))
    record(
        RESTARTED,
        subject_title=SUBJECT,
        note=" ".join(sentences),
        at=now,
        waiting=state.waiting,
        freed=freed,
    )
