"""Production starts only with what it needs, and says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "SECRET_KEY": "x" * 60,
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "ALLOWED_HOSTS": "cong.example.vn,stp.longan.gov.vn",
}


def start(environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Load the production settings in a process of their own."""
    clean = {key: value for key, value in os.environ.items() if key not in WHOLE}
    return subprocess.run(
        [sys.executable, "-c", "import site_home.settings.production as s; print(s.ALLOWED_HOSTS)"],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_starts_with_everything_it_needs():
    result = start(WHOLE)
    assert result.returncode == 0, result.stderr
    assert "stp.longan.gov.vn" in result.stdout


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_names_the_missing_variable(missing):
    result = start({**{k: v for k, v in WHOLE.items() if k != missing}, missing: " "})
    assert result.returncode != 0
    assert missing in result.stderr
    assert [name for name in WHOLE if name != missing and f"  {name}:" in result.stderr] == []


def test_names_all_that_is_missing_at_once():
    result = start({})
    assert all(name in result.stderr for name in WHOLE)
    assert "Thiếu biến môi trường" in result.stderr
