"""Run a command while the private PostgreSQL for tests is up; stop it afterwards if we started it.

python -m site_home.operations.with_postgres pytest -n 2
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from site_home.operations import private_postgres

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Run `python -m arguments`; return its exit code."""
    command = [sys.executable, "-m", *arguments]
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    data_dir = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "test-postgres"
    stop_at_end = not private_postgres.is_running(data_dir)
    url = private_postgres.ensure_running(data_dir, durable=False)
    # So that a SIGTERM too ends the command and stops the server on the way out.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run(command, check=False, env=environment).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        if stop_at_end:
            private_postgres.stop(data_dir)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except private_postgres.PrivatePostgresError as error:
        sys.exit(str(error))
