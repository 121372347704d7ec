"""The daily anchor: where each chain ends, kept where whoever bends the record cannot reach.

On disk beside the backups, in the mailbox of the head, and as a row of the chain itself.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Count, Max
from django.template.loader import render_to_string
from django.utils import timezone

from workflow.agencies.models import Agency, User
from workflow.agencies.queries import has_right, holders

from . import anchor_files
from .anchor_files import Anchor
from .models import Entry, Link
from .recording import record
from .walk import ANCHORED

HEAD = "head"
INSTALLATION_NAME = "chung của hệ thống"
_LOCK = 713_280_453


@transaction.atomic
def anchor(now: datetime) -> list[Anchor]:
    """Anchor every chain that has no anchor yet for the local day of `now`; the new anchors.

    The line is on the disk before the row and the mail are written: a run that dies between leaves
    a line that the next run of the day takes over, never a row whose line is missing. Of two runs
    at once the second waits and finds nothing left to do. Raises OSError if the folder cannot be
    written to.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    folder = Path(settings.AUDIT_ANCHOR_DIR)
    stored = anchor_files.read([folder])
    day = timezone.localdate(now).isoformat()
    done = []
    for chain, end, rows in _ends():
        if Entry.objects.filter(agency_code=chain, action=ANCHORED, data__day=day).exists():
            continue
        row = stored.on_day(chain, day)
        if row is None:
            last = Link.objects.get(chain=chain, seq=end)
            row = Anchor(chain, day, end, last.hash, rows, now.isoformat())
            anchor_files.append(folder, row)
        _tell(row, now)
        done.append(row)
    return done


def _ends() -> list[tuple[str, int, int]]:
    """(chain, last seq, number of rows) of every chain."""
    chains = Link.objects.order_by("chain").values_list("chain")
    return list(chains.annotate(Max("seq"), Count("seq")))


def _tell(row: Anchor, now: datetime) -> None:
    """Mail the anchor, and record it with the names of those who hold it now."""
    agency = Agency.objects.filter(code=row.chain).first()
    people = [person for person in _keepers(agency) if person.email]
    for person in people:
        _mail(row, person, agency)
    names = ", ".join(person.get_full_name() for person in people)
    record(
        ANCHORED,
        agency_code=row.chain,
        note=f"Đã gửi thư cho: {names}." if names else "Không có ai có địa chỉ thư để gửi.",
        at=now,
        day=row.day,
        seq=row.seq,
        hash=row.hash,
        count=row.count,
        mailed_to=[person.pk for person in people],
    )


def _keepers(agency: Agency | None) -> list[User]:
    """The heads of the board who read the record; superusers for what belongs to no agency."""
    if agency is None:
        return list(User.objects.filter(is_superuser=True, is_active=True).order_by("pk"))
    return [person for person in holders(agency, (HEAD,)) if has_right(person, "audit")]


def _mail(row: Anchor, person: User, agency: Agency | None) -> None:
    name = agency.name if agency else INSTALLATION_NAME
    body = render_to_string(
        "emails/audit/anchor.txt",
        {
            "person": person,
            "agency": agency,
            "name": name,
            "row": row,
            "day": anchor_files.day_words(row.day),
            "file": anchor_files.file_name(row.chain),
        },
    )
    subject = f"Mốc nhật ký ngày {anchor_files.day_words(row.day)}: {name}"
    # The outbox writes the mail in this transaction; the worker sends it after commit.
    EmailMessage(subject, body, to=[person.email]).send()
