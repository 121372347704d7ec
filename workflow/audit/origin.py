"""From where the current act comes: the request's address, for code far from the request."""

from contextvars import ContextVar

address: ContextVar[str | None] = ContextVar("audit_address", default=None)
