"""Servers of our own under load on this machine, one after the other, for a few seconds each."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from urllib.parse import quote
from urllib.request import urlopen

import psutil
from django.db import connection

from tests.site_home.delivery.nginx import free_port

WRK = shutil.which("wrk")
NO_WRK = "Máy không có wrk (apt-get install wrk): không đo được dưới tải."
WORKERS = 2
SECONDS, ROUNDS, CONNECTIONS = 3, 3, 16
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Measured:
    """Median requests per second; processor microseconds of the server per request."""

    per_second: float
    cpu: float


class Gunicorn:
    """`tests.benchmarks.serving:<what>` with two sync workers, on the database of the test."""

    def __init__(self, what: str, body_file, epochs):
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", f"tests.benchmarks.serving:{what}()"]
        command += [
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            str(WORKERS),
            "--log-level",
            "error",
        ]
        self._process = subprocess.Popen(
            [*command, "--no-control-socket"],
            env={
                **os.environ,
                "DATABASE_URL": _database_url(),
                "BENCH_BODY": str(body_file),
                "BENCH_EPOCHS": str(epochs),
            },
        )

    def wait(self) -> None:
        """Until both workers have probably answered once."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        answered = 0
        while answered < 2 * WORKERS:
            assert self._process.poll() is None, "gunicorn ended"
            assert time.monotonic() < give_up, "gunicorn does not answer"
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/", timeout=PATIENCE_SECONDS):
                    answered += 1
            except OSError:
                time.sleep(0.2)

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        """Stop what was started here."""
        self._process.terminate()
        self._process.wait(PATIENCE_SECONDS)


def compare(first: tuple[int, str], second: tuple[int, str], host: str) -> list[Measured]:
    """Load (pid, address) and (pid, address) in turns, so that both meet the same machine."""
    found: list[list[tuple[float, float]]] = [[], []]
    for _round in range(ROUNDS):
        for place, (pid, url) in enumerate((first, second)):
            before = _processor(pid)
            rate, answered = _wrk(url, host)
            found[place].append((rate, (_processor(pid) - before) / answered * 1e6))
    return [Measured(*(statistics.median(column) for column in zip(*rows, strict=True))) for rows in found]  # fmt: skip


def _database_url() -> str:
    values = connection.settings_dict
    # A socket's folder stands for the host, percent-encoded.
    host = quote(values["HOST"] or "localhost", safe="")
    who = f"{values['USER']}:{quote(values['PASSWORD'], safe='')}"
    return f"postgresql://{who}@{host}:{values['PORT'] or 5432}/{values['NAME']}"


def _wrk(url: str, host: str) -> tuple[float, int]:
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Host: {host}"]
    done = subprocess.run([WRK, *options, url], capture_output=True, text=True, check=True)
    assert "Non-2xx" not in done.stdout, done.stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
    return rate, int(re.search(r"(\d+) requests in", done.stdout)[1])


def _processor(pid: int) -> float:
    """Seconds of processor that the process and its children have used."""
    leader = psutil.Process(pid)
    times = [process.cpu_times() for process in (leader, *leader.children(recursive=True))]
    return sum(used.user + used.system for used in times)
