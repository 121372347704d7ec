"""Keeps a few child processes running, and leaves none behind when it ends.

Each child leads a process group of its own, so that what it started goes with it. django-q2
needs this: if its sentinel is killed the cluster ends with 0 and leaves workers that go on
serving, and a killed idle worker silently deadlocks it, which only a stale heartbeat shows.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

PR_SET_PDEATHSIG = 1
# The variable in which a child that is started again finds why; absent at the first start.
RESTARTED_BECAUSE = "RESTARTED_BECAUSE"


@dataclass
class Service:
    """A child to keep alive. Times are in seconds.

    `grace` is what it gets between SIGTERM and SIGKILL. `is_healthy`, asked each
    `probe_interval` once the child has run for `probe_after`, says whether to keep it; one that
    is stuck gets `stuck_grace`, for it does nothing that could be lost, and is started again
    ever more seldom, up to `longest_stuck_delay`, until it is seen at work.
    """

    name: str
    command: list[str]
    grace: float = 15
    is_healthy: Callable[[], bool] | None = None
    probe_after: float = 180
    probe_interval: float = 30
    stuck_grace: float = 5
    longest_stuck_delay: float = 600
    process: subprocess.Popen | None = field(default=None, init=False)
    started_at: float = field(default=0, init=False)
    next_start: float = field(default=0, init=False)
    next_probe: float = field(default=0, init=False)
    # After an outage of the database, or a pause of the machine, the next sign of life takes a
    # minute: one old sign alone is no reason to end what works.
    misses_allowed: int = 3
    misses: int = field(default=0, init=False)
    failures: int = field(default=0, init=False)
    was_healthy: bool = field(default=False, init=False)
    ended_because: str = field(default="", init=False)

    def start(self, now: float) -> None:
        known = {RESTARTED_BECAUSE: self.ended_because} if self.ended_because else {}
        self.was_healthy, self.misses = False, 0
        self.process = subprocess.Popen(
            self.command,
            start_new_session=True,
            env=os.environ | known,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 the supervisor has no threads
        )
        self.started_at = now
        self.next_probe = now + self.probe_after

    def terminate(self) -> None:
        """Ask the leader alone to stop: it knows in which order its own children go."""
        self.process.terminate()

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def sweep(self) -> None:
        """Kill what is left of the group, the leader included."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class Supervisor:
    """Runs services until it is told to stop by SIGINT, SIGTERM or SIGHUP.

    A service that ends is started again after `first_delay` seconds, then twice as long each
    time up to `longest_delay`; one that lasted `steady_after` seconds starts from the first
    delay again, unless it was stuck and never seen at work. `report` gets one sentence per
    event; `tick` is called about twice a second and ends the run by returning False.
    """

    report: Callable[[str], None]
    tick: Callable[[], bool] = lambda: True
    first_delay: float = 1
    longest_delay: float = 30
    steady_after: float = 60
    pause: float = 0.5
    stopping_since: float | None = field(default=None, init=False)
    is_impatient: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Ignored when the shell said so: a run under nohup outlives its terminal.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._on_stop_signal)

    def run(self, services: list[Service]) -> None:
        """Start the services, keep them running, return when all of them are gone."""
        try:
            while self.stopping_since is None and self.tick():
                for service in services:
                    self._look_after(service, time.monotonic())
                time.sleep(self.pause)
        finally:
            self._stop(services)

    def run_to_end(self, service: Service) -> int | None:
        """Run a command that ends by itself; return its exit code, None if told to stop."""
        try:
            if self.stopping_since is None:
                service.start(time.monotonic())
            while self.stopping_since is None and not service.has_ended():
                time.sleep(0.05)
            return None if self.stopping_since is not None else service.process.returncode
        finally:
            self._stop([service])

    def _on_stop_signal(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if self.stopping_since is None:
            self.stopping_since = now
        # One request may arrive two or three times at once: by itself, through make, through
        # the group. A person's second Ctrl-C comes later.
        elif number == signal.SIGINT and now - self.stopping_since > 1:
            self.is_impatient = True

    def _look_after(self, service: Service, now: float) -> None:
        if service.process is None:
            if now >= service.next_start:
                service.start(now)
        elif service.has_ended():
            self._plan_restart(service, now, f"{service.name} đã dừng ({_ending(service)})")
        elif service.is_healthy and now >= service.next_probe:
            service.next_probe = now + service.probe_interval
            if service.is_healthy():
                service.was_healthy, service.misses = True, 0
            elif service.misses + 1 < service.misses_allowed:
                service.misses += 1
            else:
                self._stop([service], service.stuck_grace)
                what = f"{service.name} không còn làm việc"
                self._plan_restart(service, now, what, is_stuck=True)

    def _plan_restart(
        self, service: Service, now: float, what_happened: str, *, is_stuck: bool = False
    ) -> None:
        service.sweep()
        lasted = now - service.started_at
        is_steady = lasted >= self.steady_after and (service.was_healthy or not is_stuck)
        service.failures = 1 if is_steady else service.failures + 1
        longest = service.longest_stuck_delay if is_stuck else self.longest_delay
        # Bounded first: after a thousand failures no float would hold the number.
        delay = min(self.first_delay * 2 ** min(service.failures - 1, 30), longest)
        service.next_start = now + delay
        service.ended_because = f"{what_happened}."
        self.report(f"{what_happened}, khởi động lại sau {delay:g} giây.")

    def _stop(self, services: list[Service], grace: float | None = None) -> None:
        """Ask politely, wait for the longest grace or a second Ctrl-C, then kill the groups."""
        running = [service for service in services if not service.has_ended()]
        for service in running:
            service.terminate()
        if grace is None:
            grace = max((service.grace for service in running), default=0)
        deadline = time.monotonic() + grace
        while not all(service.has_ended() for service in running):
            if self.is_impatient or time.monotonic() > deadline:
                break
            time.sleep(0.05)
        for service in services:
            service.sweep()


def _ending(service: Service) -> str:
    code = service.process.returncode
    return f"tín hiệu {-code}" if code < 0 else f"mã {code}"


def _die_with_parent() -> None:
    """Have the kernel end this child if the supervisor is killed without a chance to tidy up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
