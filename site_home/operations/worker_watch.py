"""Does the worker work? Asked of the database alone, without Django and without the web.

So whoever keeps the worker running needs little memory and survives the application's errors.
"""

from __future__ import annotations

import contextlib

import psycopg2

# The names of the signs of life; see `heartbeat`.
WORKER, RESULTS = "worker", "results"
LIMIT_SECONDS = 180
BAD_ADDRESS = "Biến DATABASE_URL không phải là địa chỉ PostgreSQL hợp lệ ({why})."
# Whoever asks also has to hear when it is told to stop.
_BOUNDS = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "options": "-c statement_timeout=5s",
}
_AGES = "SELECT name, extract(epoch FROM now() - beat_at) FROM operations_heartbeat"


class WorkerWatch:
    """Asks the database `url` for the worker's signs of life; ValueError for no such address."""

    def __init__(self, url: str, limit: float = LIMIT_SECONDS):
        try:
            self.dsn = psycopg2.extensions.parse_dsn(url)
        except psycopg2.Error as error:
            raise ValueError(BAD_ADDRESS.format(why=str(error).strip())) from error
        self.limit = limit

    def is_working(self) -> bool:
        """Whether tasks were taken and results put away within `limit` seconds.

        True when the database gives no answer: that is not the worker's fault.
        """
        try:
            ages = self._ages()
        except psycopg2.Error:
            return True
        # A worker of an older version never noted its results.
        worker, results = ages.get(WORKER), ages.get(RESULTS, 0)
        return worker is not None and max(worker, results) <= self.limit

    def _ages(self) -> dict[str, float]:
        dsn = {**_BOUNDS, **self.dsn}
        with contextlib.closing(psycopg2.connect(**dsn)) as server, server.cursor() as cursor:
            cursor.execute(_AGES)
            return {name: float(age) for name, age in cursor.fetchall()}
