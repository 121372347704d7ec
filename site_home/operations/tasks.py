"""Tasks of the worker; each fetches nothing by itself and calls one function."""

from .heartbeat import beat
from .outbox import send_waiting


def send_mail() -> int:
    """Send the mail that waits."""
    return send_waiting()


def heartbeat() -> None:
    """Leave a sign of life of the worker."""
    beat("worker")
