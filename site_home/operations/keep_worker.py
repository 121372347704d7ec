"""`python -m site_home.operations.keep_worker`: the worker, started again when it ends or is stuck.

Production's unit runs this; `make run` keeps the same service beside the web.
"""

import os
import sys
from pathlib import Path

from site_home.operations.supervisor import Service, Supervisor
from site_home.operations.worker_watch import WorkerWatch

ROOT = Path(__file__).resolve().parents[2]
NO_ADDRESS = "Thiếu biến DATABASE_URL: địa chỉ PostgreSQL của trang."
COMMAND = [sys.executable, "manage.py", "run_worker"]
# A task may take two minutes (`Q_CLUSTER["timeout"]`); one that is being done is finished.
GRACE_SECONDS = 130


def worker_service(database_url: str, grace: float = GRACE_SECONDS) -> Service:
    """The worker as the supervisor keeps it; ValueError for an address that is none."""
    return Service(
        "Hàng đợi",
        COMMAND,
        grace=grace,
        is_healthy=WorkerWatch(database_url).is_working,
    )


def main() -> int:
    """Run until told to stop; return the exit code."""
    os.chdir(ROOT)
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        sys.stderr.write(f"{NO_ADDRESS}\n")
        return 1
    try:
        service = worker_service(url)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    Supervisor(report=_say).run([service])
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
