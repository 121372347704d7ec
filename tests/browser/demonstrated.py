"""The demonstrated installation that all processes of a test run visit."""

import fcntl
import json
import os
import shutil
import signal
from contextlib import suppress

from django.conf import settings

from tests.browser.server import new_database, start
from tests.founded import administration, drop


class Demonstrated:
    """The installation of the run `run`: demonstrated by the process that asks first."""

    def __init__(self, run: str):
        self.folder = settings.VAR_DIR / f"browser-{run}"
        self.database, self.server = self.folder / "database", self.folder / "server.json"

    def enter(self, template: str) -> tuple[list[dict], int]:
        """The rows of `prepare.py`'s listing and the port; others wait while one prepares."""
        listing = self.folder / "pages.json"
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.server.exists():
                name, url = new_database(template)
                self.database.write_text(name)
                port, server = start(url, self.folder / "var", listing)
                self.server.write_text(json.dumps({"port": port, "pid": server.pid}))
        port = json.loads(self.server.read_text())["port"]
        return json.loads(listing.read_text(encoding="utf-8")), port

    def remove(self) -> None:
        """Stop the server and remove what it served; nothing happens if there is none."""
        if self.server.exists():
            with suppress(ProcessLookupError):
                os.kill(json.loads(self.server.read_text())["pid"], signal.SIGTERM)
        if self.database.exists():
            with administration() as cursor:
                drop(cursor, self.database.read_text())
        shutil.rmtree(self.folder, ignore_errors=True)
