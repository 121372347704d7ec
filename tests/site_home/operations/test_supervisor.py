"""The supervisor restarts what dies and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from site_home.operations.supervisor import Service, Supervisor

# A child that leaves its own child in the group, as django-q2 does, and notes both.
PARENT_AND_CHILD = 'sleep 300 & echo "$$ $!" >> "$0"; wait'


@pytest.fixture(autouse=True)
def signal_handlers():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    handlers = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def make_supervisor(**options) -> tuple[Supervisor, list[str]]:
    sentences: list[str] = []
    defaults = {"report": sentences.append, "first_delay": 0.01, "pause": 0.01}
    return Supervisor(**{**defaults, **options}), sentences


def noted_pids(note) -> list[int]:
    return [int(pid) for pid in note.read_text().split()] if note.exists() else []


def is_gone(pid: int) -> bool:
    """True when the process ended; one that waits to be collected has ended."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def stop_once(condition) -> bool:
    """A tick that asks the supervisor to stop, as Ctrl-C or kill would, when condition holds."""
    if condition():
        os.kill(os.getpid(), signal.SIGTERM)
    return True


def test_a_child_that_ends_is_started_again_with_growing_delays(tmp_path):
    note = tmp_path / "note"
    service = Service("Trang web", ["sh", "-c", 'echo x >> "$0"; exit 3', str(note)])
    supervisor, sentences = make_supervisor(
        tick=lambda: not note.exists() or note.read_text().count("x") < 3
    )

    supervisor.run([service])

    assert sentences[:2] == [
        "Trang web đã dừng (mã 3), khởi động lại sau 0.01 giây.",
        "Trang web đã dừng (mã 3), khởi động lại sau 0.02 giây.",
    ]


def test_the_delay_is_bounded_and_starts_anew_after_a_steady_time():
    supervisor, sentences = make_supervisor(first_delay=1, longest_delay=4, steady_after=60)
    service = Service("Hàng đợi", ["true"])
    for lasted in [0, 0, 0, 0, 60]:
        service.start(100)
        supervisor._plan_restart(service, 100 + lasted, "Hàng đợi đã dừng")

    delays = [sentence.split("sau ")[1] for sentence in sentences]
    assert delays == ["1 giây.", "2 giây.", "4 giây.", "4 giây.", "1 giây."]


def test_a_stop_signal_ends_children_and_grandchildren(tmp_path):
    note = tmp_path / "note"
    service = Service("Hàng đợi", ["sh", "-c", PARENT_AND_CHILD, str(note)])
    supervisor, sentences = make_supervisor(tick=lambda: stop_once(lambda: noted_pids(note)))

    supervisor.run([service])

    child, grandchild = noted_pids(note)
    assert [is_gone(child), is_gone(grandchild)] == [True, True]
    assert sentences == []


def test_a_child_deaf_to_sigterm_is_killed_after_its_grace(tmp_path):
    note = tmp_path / "note"
    script = f"trap '' TERM; {PARENT_AND_CHILD}"
    service = Service("Hàng đợi", ["sh", "-c", script, str(note)], grace=0.2)
    supervisor, _ = make_supervisor(tick=lambda: stop_once(lambda: noted_pids(note)))

    supervisor.run([service])

    assert [is_gone(pid) for pid in noted_pids(note)] == [True, True]


def test_an_unhealthy_child_is_replaced_with_its_whole_group(tmp_path):
    note = tmp_path / "note"
    service = Service(
        "Hàng đợi",
        ["sh", "-c", PARENT_AND_CHILD, str(note)],
        is_healthy=lambda: not noted_pids(note),
        probe_after=0.1,
        probe_interval=0.1,
    )
    supervisor, sentences = make_supervisor(tick=lambda: len(noted_pids(note)) < 4)

    supervisor.run([service])

    assert sentences[0] == "Hàng đợi không còn làm việc, khởi động lại sau 0.01 giây."
    assert [is_gone(pid) for pid in noted_pids(note)[:2]] == [True, True]


def test_a_child_that_is_started_again_finds_why(tmp_path):
    note = tmp_path / "note"
    script = 'echo "<$RESTARTED_BECAUSE>" >> "$0"; exit 3'
    service = Service("Hàng đợi", ["sh", "-c", script, str(note)])
    supervisor, _ = make_supervisor(
        tick=lambda: not note.exists() or note.read_text().count("<") < 2
    )

    supervisor.run([service])

    assert note.read_text().splitlines()[:2] == ["<>", "<Hàng đợi đã dừng (mã 3).>"]


def test_a_child_that_is_never_seen_at_work_is_started_ever_more_seldom():
    supervisor, sentences = make_supervisor(first_delay=1, longest_delay=4, steady_after=60)
    service = Service("Hàng đợi", ["true"], is_healthy=lambda: False, longest_stuck_delay=20)
    for number in range(7):
        service.start(1000 * number)
        service.was_healthy = number == 6
        supervisor._plan_restart(service, 1000 * number + 200, "Hàng đợi", is_stuck=True)

    delays = [sentence.split("sau ")[1] for sentence in sentences]
    assert delays == [f"{seconds} giây." for seconds in (1, 2, 4, 8, 16, 20, 1)]


def test_a_stuck_child_deaf_to_sigterm_waits_for_no_grace(tmp_path):
    note = tmp_path / "note"
    service = Service(
        "Hàng đợi",
        ["sh", "-c", f"trap '' TERM; {PARENT_AND_CHILD}", str(note)],
        grace=60,
        stuck_grace=0.1,
        is_healthy=lambda: not noted_pids(note),
        probe_after=0.1,
        probe_interval=0.1,
    )
    supervisor, sentences = make_supervisor(tick=lambda: not sentences)

    supervisor.run([service])

    assert sentences == ["Hàng đợi không còn làm việc, khởi động lại sau 0.01 giây."]


def test_a_command_that_ends_by_itself_gives_its_code():
    supervisor, _ = make_supervisor()
    assert supervisor.run_to_end(Service("chuẩn bị", ["sh", "-c", "exit 4"])) == 4


def test_a_command_that_is_stopped_gives_no_code(tmp_path):
    supervisor, _ = make_supervisor()
    script = 'kill -TERM "$0"; sleep 300'
    service = Service("chuẩn bị", ["sh", "-c", script, str(os.getpid())])
    assert supervisor.run_to_end(service) is None


@pytest.mark.skipif(sys.platform != "linux", reason="chỉ nhân Linux báo cho con khi cha chết")
def test_children_end_when_the_supervisor_itself_is_killed(tmp_path):
    note = tmp_path / "note"
    script = (
        "import sys; from site_home.operations.supervisor import Service, Supervisor;"
        "service = Service('x', ['sh', '-c', 'echo $$ > \"$0\"; exec sleep 300', sys.argv[1]]);"
        "Supervisor(report=print).run([service])"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", script, str(note)])
    while not noted_pids(note):
        time.sleep(0.02)
    supervisor.kill()
    supervisor.wait()

    assert is_gone(noted_pids(note)[0])
