"""The private PostgreSQL: found when it runs, started when it does not, whatever a crash left."""

import os
import shutil
import signal
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dj_database_url
import psutil
import psycopg2
import pytest

from site_home.operations import private_postgres


@pytest.fixture(scope="module")
def data_dir():
    """A server whose path has capitals, blanks, quotes and Vietnamese letters.

    Not under pytest's own folder, which is closed to the account that the server gets for root.
    """
    folder = Path(tempfile.mkdtemp(prefix="Cơ quan 'Đắk Lắk' $"))
    yield folder / "postgres"
    private_postgres.stop(folder / "postgres")
    shutil.rmtree(folder)


def connect(url: str):
    config = dj_database_url.parse(url)
    return psycopg2.connect(
        host=config["HOST"], port=config["PORT"], user=config["USER"], dbname=config["NAME"]
    )


def fetch(url: str, statement: str) -> tuple:
    connection = connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()
    finally:
        connection.close()


def server_pid(data_dir: Path) -> int:
    return int((data_dir / "postmaster.pid").read_text().split()[0])


def kill_server(data_dir: Path) -> None:
    """What a power cut does: no process is left, the pid file is."""
    processes = private_postgres._server_processes(data_dir)
    os.kill(server_pid(data_dir), signal.SIGKILL)
    psutil.wait_procs(processes, timeout=60)


def test_two_callers_at_once_get_the_same_server(data_dir):
    with ThreadPoolExecutor() as pool:
        urls = list(pool.map(private_postgres.ensure_running, [data_dir, data_dir]))

    pid = server_pid(data_dir)
    assert urls == [private_postgres.ensure_running(data_dir)] * 2
    assert server_pid(data_dir) == pid


def test_vietnamese_letters_fold_and_match(data_dir):
    url = private_postgres.ensure_running(data_dir)
    assert fetch(url, "SELECT lower('ĐĂNG KÝ'), 'ĐĂNG KÝ' ILIKE 'đăng ký'") == ("đăng ký", True)


def test_accents_and_trigrams_can_be_had(data_dir):
    url = private_postgres.ensure_running(data_dir)
    found = fetch(
        url,
        "CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm;"
        "SELECT unaccent('Đắk Lắk'), similarity('đường', 'đướng') > 0",
    )
    assert found == ("Dak Lak", True)


def test_a_crashed_server_is_started_again(data_dir):
    url = private_postgres.ensure_running(data_dir)
    kill_server(data_dir)
    assert not private_postgres.is_running(data_dir)

    assert private_postgres.ensure_running(data_dir) == url
    assert fetch(url, "SELECT current_database()") == ("site",)


def test_a_stale_pid_that_another_process_has_by_now_is_no_hindrance(data_dir):
    url = private_postgres.ensure_running(data_dir)
    kill_server(data_dir)
    pid_file = data_dir / "postmaster.pid"
    other = subprocess.Popen(["sleep", "60"])
    try:
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]))
        private_postgres.ensure_running(data_dir)
        assert fetch(url, "SELECT 1") == (1,)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_moved_checkout_gets_its_server_at_the_new_place(data_dir):
    old_url = private_postgres.ensure_running(data_dir)
    moved = data_dir.with_name("moved")
    data_dir.rename(moved)
    try:
        new_url = private_postgres.ensure_running(moved)
        assert new_url == old_url.replace("postgres:5432", "moved:5432")
        assert fetch(new_url, "SELECT 1") == (1,)
        private_postgres.stop(moved)
    finally:
        moved.rename(data_dir)


def test_a_stopped_server_is_gone_and_stopping_again_is_harmless(data_dir):
    private_postgres.ensure_running(data_dir)
    private_postgres.stop(data_dir)
    private_postgres.stop(data_dir)
    assert not private_postgres.is_running(data_dir)
    assert private_postgres._server_processes(data_dir) == []


def test_a_long_path_gets_a_short_socket(data_dir):
    far = data_dir.parent / ("x" * 100)
    socket_dir = private_postgres._socket_dir(far, private_postgres.server_account(far))
    try:
        assert len(os.fsencode(socket_dir)) < 70
        assert socket_dir.stat().st_mode & 0o077 == 0
    finally:
        socket_dir.rmdir()


def test_data_of_another_major_version_is_not_touched(tmp_path):
    (tmp_path / "PG_VERSION").write_text("9\n")
    with pytest.raises(private_postgres.PrivatePostgresError, match="thuộc PostgreSQL 9, bản"):
        private_postgres.ensure_running(tmp_path)
