"""Many late duties at once, and what people have heard of them."""

import re
from collections import Counter
from datetime import datetime

from site_home.operations.models import OutgoingMail
from tests.workflow.calendar.year_2026 import at
from workflow.duties.models import Duty

HEADINGS = {"sắp đến": "before", "đã qua mà": "late", "đã qua, người": "report"}


def late_duties(number: int, due: datetime, code: str = "LA", **fields) -> list[Duty]:
    """Open duties of the board, not yet told of."""
    values = {
        "agency_code": code,
        "subject_kind": Duty.Kind.PERIOD,
        "deadline_code": "D01",
        "label": "Việc của kỳ",
        "clock": "office_hours",
        "start_event": "period",
        "measure": "delivery",
        "started_at": at(1, 11),
        "due_at": due,
        "next_at": due,
        **fields,
    }
    return Duty.objects.bulk_create(
        Duty(subject_key=f"{code}-{place}", subject_title=f"Kỳ {place}", **values)
        for place in range(number)
    )


def heard_of(mails: list[OutgoingMail]) -> Counter:
    """(recipient, heading, title) of every line of the mails."""
    found: Counter = Counter()
    for mail in mails:
        heading = ""
        for line in mail.body.splitlines():
            for words, name in HEADINGS.items():
                if re.match(rf"\d+ thời hạn {words}", line):
                    heading = name
            if line.startswith("– «"):
                found[mail.recipients[0], heading, line[3:-1]] += 1
    return found
