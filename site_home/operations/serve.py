"""`make run`: the private PostgreSQL, the preparation, then web and worker under one supervisor.

Runs without Django, so that what watches the application costs little and survives its errors.
"""

import errno
import os
import socket
import sys
from pathlib import Path

from site_home.operations import private_postgres
from site_home.operations.keep_worker import worker_service
from site_home.operations.supervisor import Service, Supervisor

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = "8000"
# Who presses Ctrl-C waits for it.
WORKER_GRACE = 15
BIND_TROUBLE = {
    errno.EADDRINUSE: "một chương trình khác đang dùng cổng này",
    errno.EACCES: "tài khoản này không được phép dùng cổng này",
}
MANAGE = [sys.executable, "manage.py"]


class NotStartedError(Exception):
    """The site was not started; the message tells the person at the keys why."""


def main() -> int:
    """Run until told to stop; return the exit code."""
    os.chdir(ROOT)
    try:
        return _serve()
    except (NotStartedError, private_postgres.PrivatePostgresError, ValueError) as error:
        _say(str(error))
        return 1


def _serve() -> int:
    address = (os.environ.get("BIND", "127.0.0.1"), _port())
    _require_free(address)
    supervisor = Supervisor(report=_say)
    data_dir = None
    if not os.environ.get("DATABASE_URL"):
        data_dir = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "postgres"
        stop_at_end = not private_postgres.is_running(data_dir)
        os.environ["DATABASE_URL"] = private_postgres.ensure_running(data_dir)
    try:
        prepared = supervisor.run_to_end(Service("chuẩn bị", [*MANAGE, "prepare_site"]))
        if prepared == 0:
            supervisor.tick = _Tick(address, data_dir)
            supervisor.run(_services(address))
    finally:
        if data_dir and stop_at_end:
            private_postgres.stop(data_dir)
    if prepared:
        raise NotStartedError("Chuẩn bị không xong, trang chưa được khởi động. Lỗi ở trên.")
    _say("Đã dừng.")
    return 0


def _services(address: tuple[str, int]) -> list[Service]:
    web = [sys.executable, "-m", "gunicorn", "site_home.wsgi:application"]
    web += ["--bind", f"{address[0]}:{address[1]}", "--workers", "2", "--threads", "4"]
    web += ["--log-level", "warning", "--graceful-timeout", "10", "--no-control-socket"]
    web += ["--reload"] if os.environ.get("DEBUG") == "1" else ["--preload"]
    return [
        Service("Trang web", web),
        worker_service(os.environ["DATABASE_URL"], grace=WORKER_GRACE),
    ]


class _Tick:
    """What the supervisor does beside its services: tell when the site answers, once; keep the
    private PostgreSQL up; end when make, which started it, was killed.
    """

    def __init__(self, address: tuple[str, int], data_dir: Path | None) -> None:
        self.address = address
        self.data_dir = data_dir
        self.make_pid = os.getppid() if os.environ.get("MAKELEVEL") else None
        self.has_told = False

    def __call__(self) -> bool:
        if self.data_dir:
            private_postgres.ensure_running(self.data_dir)
        if not self.has_told and _answers(self.address):
            self.has_told = True
            _say("Trang đã sẵn sàng. Nhấn Ctrl-C để dừng.")
        return self.make_pid in {None, os.getppid()}


def _port() -> int:
    given = os.environ.get("PORT") or DEFAULT_PORT
    if not (given.isascii() and given.isdigit() and 0 < int(given) < 65536):
        raise NotStartedError(f"PORT={given} không phải là số cổng (1-65535).")
    return int(given)


def _require_free(address: tuple[str, int]) -> None:
    with socket.socket() as probe:
        # A port that a former run just left is free; one that somebody listens on is not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            other = 8080 if address[1] != 8080 else 8090
            reason = BIND_TROUBLE.get(error.errno, os.strerror(error.errno))
            raise NotStartedError(
                f"Không mở được cổng {address[1]}: {reason}. "
                f"Hãy chọn cổng khác, ví dụ: make run PORT={other}"
            ) from error


def _answers(address: tuple[str, int]) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((_reachable(address[0]), address[1])) == 0


def _reachable(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 compared, not bound


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
