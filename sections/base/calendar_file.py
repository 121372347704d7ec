"""Events as an iCalendar file (RFC 5545) that phones and mail programs subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone

ZONE = "Asia/Ho_Chi_Minh"
_FOLD = 75
# Vietnam's one change since 1975, from the time zone database; no summer time.
_TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event; a `starts` without a time of day is a whole day. Empty parts are left out.

    `uid` must stay the same while the event is the same; `changed_at` later than
    `first_published_at` tells calendars to take the new time.
    """

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    first_published_at: datetime | None = None
    changed_at: datetime | None = None
    is_cancelled: bool = False


def uid_of(request, name: str) -> str:
    """A UID that is the agency's own: `name` at its host."""
    return f"{name}@{request.get_host().split(':')[0]}"


def calendar_file(title: str, name: str, events: Iterable[Event]) -> HttpResponse:
    """`events` as `<name>.ics`, titled `title`."""
    return HttpResponse(
        calendar_text(title, events).encode(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}.ics"'},
    )


def calendar_text(title: str, events: Iterable[Event]) -> str:
    """`events` as a VCALENDAR with CRLF line ends, lines folded at 75 octets."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//thongtin//Trang thong tin dien tu//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_escaped(title)}",
        f"X-WR-CALNAME:{_escaped(title)}",
        f"X-WR-TIMEZONE:{ZONE}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *_TIME_ZONE,
    ]
    for event in events:
        lines += _event_lines(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event_lines(event: Event) -> list[str]:
    stamp = event.changed_at or event.first_published_at or datetime(1970, 1, 1, tzinfo=UTC)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"LAST-MODIFIED:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{_sequence(event)}",
        *_times(event),
        f"SUMMARY:{_escaped(event.title)}",
    ]
    if event.place:
        lines.append(f"LOCATION:{_escaped(event.place)}")
    if event.description:
        lines.append(f"DESCRIPTION:{_escaped(event.description)}")
    if event.url:
        lines.append(f"URL:{event.url}")
    lines.append(f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}")
    return [*lines, "END:VEVENT"]


def _times(event: Event) -> list[str]:
    if not isinstance(event.starts, datetime):
        return [
            f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.starts + timedelta(days=1):%Y%m%d}",
        ]
    lines = [f"DTSTART;TZID={ZONE}:{timezone.localtime(event.starts):%Y%m%dT%H%M%S}"]
    if event.ends:
        lines.append(f"DTEND;TZID={ZONE}:{timezone.localtime(event.ends):%Y%m%dT%H%M%S}")
    return lines


def _sequence(event: Event) -> int:
    """Minutes from the first publication to the last: grows with every change, 0 without one."""
    if not (event.first_published_at and event.changed_at):
        return 0
    return max(0, int((event.changed_at - event.first_published_at) / timedelta(minutes=1)))


def _escaped(text: str) -> str:
    for char, escape in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(char, escape)
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """`line` in parts of at most 75 octets, cut between characters."""
    parts, part, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _FOLD:
            parts.append(part)
            # A continued line begins with a blank, which counts.
            part, size = " ", 1
        part += char
        size += octets
    return "\r\n".join([*parts, part])
