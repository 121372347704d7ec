"""What somebody tried and the regulation does not allow: refused, and remembered."""

from workflow.agencies.models import User

from .attribution import agency_code_of
from .recording import record


def attempted(person: User, reason: str, subject=None) -> None:
    """Record that `person` was refused; `reason` is the sentence that the person was told."""
    record(
        "approval.attempt",
        actor=person,
        agency_code=agency_code_of(subject) if subject is not None else "",
        subject=subject,
        note=reason,
    )
