"""Removes each guard of `guards.toml` once, in a copy of the tree, and sees that a test fails.

`python -m tests.remove_guards [word …]` (or `make guards`): only guards whose name holds a word.
Exit code 1 when a guard could be removed unnoticed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tests" / "guards.toml"
BASELINE = "tests/workflow/approval/test_chain.py"
TESTS_FAILED = 1


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard: where it stands, what takes its place, and the tests that must notice."""

    name: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]


def guards() -> list[Guard]:
    """The guards of the list, in its order."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["guard"]
    return [
        Guard(row["name"], row["file"], row["find"], row["replace"], tuple(row["tests"]))
        for row in rows
    ]


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("word", nargs="*", help="chỉ các chốt chặn có từ này trong tên")
    words = parser.parse_args().word
    chosen = [guard for guard in guards() if not words or any(word in guard.name for word in words)]
    copy = _copy()
    # A fresh database, and the proof that the tests pass while every guard stands.
    if _pytest(copy, "--create-db", BASELINE).returncode != 0:
        sys.stdout.write(f"{BASELINE}: không đạt khi còn đủ chốt chặn; hãy sửa trước.\n")
        return 1
    unnoticed = [guard for guard in chosen if not _is_noticed(copy, guard)]
    sys.stdout.write(
        f"{len(chosen) - len(unnoticed)}/{len(chosen)} chốt chặn được kiểm thử canh giữ.\n"
    )
    return 1 if unnoticed else 0


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


def _is_noticed(copy: Path, guard: Guard) -> bool:
    path = copy / guard.file
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(guard.find, guard.replace, 1), encoding="utf-8")
    began = time.monotonic()
    try:
        done = _pytest(copy, "--reuse-db", *guard.tests)
    finally:
        path.write_text(whole, encoding="utf-8")
    noticed = done.returncode == TESTS_FAILED
    failed = next((line for line in done.stdout.splitlines() if line.startswith("FAILED")), "")
    seconds = time.monotonic() - began
    mark = "✓" if noticed else "✗"
    sys.stdout.write(f"{mark} {guard.name} ({seconds:.0f} s) {failed[:120]}\n")
    sys.stdout.flush()
    return noticed


def _pytest(copy: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        text=True,
    )


if __name__ == "__main__":
    sys.exit(main())
