"""Tasks of the worker; each fetches nothing by itself and calls one function."""

from importlib import import_module

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings

from . import indexing
from .heartbeat import beat
from .outbox import send_waiting

# The record of acts keeps every sign-in; this is only what throttling needs.
SIGN_IN_DAYS = 30


def send_mail() -> int:
    """Send the mail that waits."""
    return send_waiting()


def index_saved(label: str, *pks: str) -> int:
    """Bring the editing interface's index up to date with objects of one model."""
    return indexing.index_saved(label, *pks)


def heartbeat() -> None:
    """Leave a sign of life of the worker."""
    beat("worker")


def clear_sessions() -> None:
    """Delete the sessions that have ended."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def clear_sign_ins() -> int:
    """Delete the sign-ins that throttling no longer needs; how many went."""
    return AxesProxyHandler.reset_logs(age_days=SIGN_IN_DAYS)
