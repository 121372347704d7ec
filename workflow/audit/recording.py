"""The one way a row gets into the record."""

from collections.abc import Iterable

from django.utils import timezone

from sections.base.text import fold
from workflow.agencies.queries import role_title

from . import origin
from .models import Entry

SYSTEM = "Hệ thống"


def record(action: str, **words) -> Entry:
    """Add the row that `entry_of` makes of what is given, and return it."""
    entry = entry_of(action, **words)
    entry.save()
    return entry


def record_all(rows: Iterable[dict]) -> list[Entry]:
    """Add a row for each of `rows`, which hold what `record` takes, in one statement.

    Each is digested and chained like a row added alone.
    """
    return Entry.add_all([entry_of(**row) for row in rows])


def entry_of(
    action: str,
    *,
    actor=None,
    actor_name: str = "",
    agency_code: str = "",
    subject=None,
    subject_title: str = "",
    section_code: str = "",
    on_behalf_of: str = "",
    ground: str = "",
    note: str = "",
    at=None,
    **data,
) -> Entry:
    """The row, not yet added, for `action` ("approval.approved", "account.signed_in", …).

    `actor` is a User or None (the system, or whoever `actor_name` says); `subject` any model
    instance, shown as `subject_title` if given; `ground` the clause and words of a refusal;
    `data` what else must be known later (JSON values). The agency is the actor's unless given.
    """
    if not agency_code and actor is not None and actor.agency_id:
        agency_code = actor.agency.code
    if not subject_title and subject is not None:
        subject_title = str(subject)
    return Entry(
        at=at or timezone.now(),
        agency_code=agency_code,
        actor_id=actor.pk if actor is not None else None,
        actor_name=actor.get_full_name() if actor is not None else actor_name or SYSTEM,
        actor_role=role_title(actor)[:255] if actor is not None else "",
        on_behalf_of=on_behalf_of,
        action=action,
        section_code=section_code,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        subject_title=subject_title[:255],
        folded=fold(subject_title[:255]),
        ground=ground[:255],
        note=note,
        address=origin.address.get(),
        data=data,
    )
