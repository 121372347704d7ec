"""Removes each guard of `guards.toml` once and sees that a test fails.

`python -m tests.remove_guards [word …]` (or `make guards`): only guards whose name holds a word.
Exit code 1 when a guard could be removed unnoticed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.guards import ROOT, Guard, guards
from tests.removal import Removal

TESTS_FAILED = 1
# How the summary of pytest names a test, or a part of one, that failed.
FAILED = ("FAILED", "SUBFAIL")
OPTIONS = ("-q", "-p", "no:cacheprovider", "--reuse-db")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("word", nargs="*", help="chỉ các chốt chặn có từ này trong tên")
    words = parser.parse_args().word
    chosen = [guard for guard in guards() if not words or any(word in guard.name for word in words)]
    noticed: list[Guard] = []

    def tell(guard: Guard, test: str, seconds: float) -> None:
        if test:
            noticed.append(guard)
        # Past pytest, which holds back what a run prints.
        mark = "✓" if test else "✗"
        sys.__stdout__.write(f"{mark} {guard.name} ({seconds:.0f} s) {test}\n")
        sys.__stdout__.flush()

    # A fresh database, and the proof that the tests pass while every guard stands: a test that
    # fails anyway would notice nothing.
    every = sorted({test for guard in chosen for test in guard.tests})
    removal = Removal(chosen, tell)
    ended = pytest.main([*OPTIONS, "--capture=sys", "--create-db", *every], plugins=[removal])
    if removal.broken or ended != pytest.ExitCode.OK:
        sys.stdout.write(f"Không đạt khi còn đủ chốt chặn; hãy sửa trước. {removal.broken}\n")
        return 1
    if removal.elsewhere:
        copy = _copy()
        # Migrations last: the databases made with them lack the guard.
        for guard in sorted(removal.elsewhere, key=lambda guard: guard.is_migration):
            began = time.monotonic()
            tell(guard, _noticing(copy, guard), time.monotonic() - began)
    sys.stdout.write(f"{len(noticed)}/{len(chosen)} chốt chặn được kiểm thử canh giữ.\n")
    return 0 if len(noticed) == len(chosen) else 1


def _copy() -> Path:
    """The tracked files in a folder of their own under `var/`."""
    folder = ROOT / "var" / "guards"
    shutil.rmtree(folder, ignore_errors=True)
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    for name in filter(None, names):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    return folder


def _noticing(copy: Path, guard: Guard) -> str:
    """The first test that fails in a copy of the tree without the guard; "" if none does."""
    path = copy / guard.file
    options = [*OPTIONS, "--create-db"] if guard.is_migration else OPTIONS
    path.write_text(guard.source_without(), encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, "-x", *guard.tests],
            cwd=copy,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            text=True,
        )
    finally:
        path.write_text(guard.source(), encoding="utf-8")
    # A test that fails, not a program that no longer starts.
    failed = [line for line in done.stdout.splitlines() if line.startswith(FAILED)]
    return failed[0].split(" ", 2)[1] if failed and done.returncode == TESTS_FAILED else ""


if __name__ == "__main__":
    sys.exit(main())
