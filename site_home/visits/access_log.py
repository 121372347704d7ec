"""Views from the web server's log, for installations that do not want the pages' script to tell.

The log is nginx's, in this format (`log_format` stands in the `http` block):

    log_format visits '$host $remote_addr [$time_local] "$request" $status '
                      '"$http_user_agent" "$http_sec_purpose"';

Only pages delivered to a browser count: GET, 200 or 304, no robot, not fetched ahead. A log knows
nothing of readers who are served from their own browser's memory.
"""

import hashlib
import re
import secrets
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import timezone

from .folding import fold_file, forget, sole_counter
from .places import Places
from .robots import is_ahead_of_reader, is_robot
from .spool import HOST, PATH, Beat
from .visitors import mark_of, salt_of

_LINE = re.compile(
    r"(?P<host>\S+) (?P<address>\S+) \[(?P<at>[^\]]+)\] "
    r'"GET (?P<target>\S+) HTTP/[\d.]+" (?:200|304) "(?P<agent>[^"]*)" "(?P<purpose>[^"]*)"'
)


class LogReading:
    """Reads lines of the log; the readers of days gone by get marks under a passing salt."""

    def __init__(self, today: date):
        self._today = today
        self._salts: dict[date, bytes] = {}

    def __call__(self, line: str) -> Beat | None:
        """The view that the line tells of; None for one that is no reader's."""
        found = _LINE.fullmatch(line)
        if found is None or is_robot(found["agent"]) or is_ahead_of_reader(found["purpose"]):
            return None
        host, path = found["host"].lower(), urlsplit(found["target"]).path
        if not HOST.fullmatch(host) or not PATH.fullmatch(path):
            return None
        try:
            at = datetime.strptime(found["at"], "%d/%b/%Y:%H:%M:%S %z")
        except ValueError:
            return None
        salt = self._salt_of(timezone.localdate(at))
        return Beat(at, mark_of(found["address"], found["agent"], salt), host, path)

    def _salt_of(self, day: date) -> bytes:
        if day not in self._salts:
            is_past = day != self._today
            self._salts[day] = secrets.token_bytes(32) if is_past else salt_of(day)
        return self._salts[day]


def count_log(path: Path, now: datetime) -> int:
    """Count the lines of the log that were not counted yet; how many views there were.

    A log is known by its first line, so it may be rotated (renamed) between two runs. Waits while
    somebody else is counting. Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        first_line = file.readline()
    if not first_line.endswith(b"\n"):
        return 0
    name = f"log-{hashlib.sha256(first_line).hexdigest()}"
    with sole_counter(wait=True):
        counted = fold_file(name, path, LogReading(timezone.localdate(now)), Places())
        forget(now)
    return counted
