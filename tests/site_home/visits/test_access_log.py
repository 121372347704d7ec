"""Views from nginx's log: the same rules, each line once."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from site_home.visits.models import DailyVisits, SeenVisitor

from .readers import FIREFOX, GOOGLEBOT, HOSTS

pytestmark = pytest.mark.django_db


def line(path="/", *, address="203.0.113.7", at="05/Feb/2026:09:00:00 +0700", method="GET",
         status=200, agent=FIREFOX, purpose="-", host=HOSTS["LA"]):  # fmt: skip
    """A line of the log."""
    return f'{host} {address} [{at}] "{method} {path} HTTP/2.0" {status} "{agent}" "{purpose}"\n'


def count(path):
    """What the command says."""
    out = StringIO()
    call_command("count_visits", access_log=path, stdout=out)
    return out.getvalue()


@pytest.fixture
def log(spool_folder, settings, tmp_path):
    """Where the log will be."""
    settings.VISITS_BEACON = False
    return tmp_path / "visits.log"


def test_pages_that_readers_were_sent_are_counted(log):
    log.write_text(
        line("/")
        + line("/lien-he/?a=b", status=304, at="05/Feb/2026:09:20:00 +0700")
        + line("/lien-he/", address="203.0.113.8")
        + line("/lien-he/", agent=GOOGLEBOT)
        + line("/lien-he/", purpose="prefetch")
        + line("/lien-he/", method="POST")
        + line("/lien-he/", status=500)
        + line("/static/css/site.css")
        + line("/", host="khong-co.example")
        + line("/", at="khi nào")
        + "not a line of the log\n"
    )
    assert count(log) == "Đã đếm 3 lượt xem trang.\n"
    assert list(DailyVisits.objects.values_list("day", "section_code", "visits", "views")) == [
        (date(2026, 2, 5), "", 1, 1),
        (date(2026, 2, 5), "S25", 1, 2),
    ]
    assert SeenVisitor.objects.count() == 0


def test_a_log_that_grew_and_was_rotated_is_counted_on(log):
    log.write_text(line() + line()[:30])
    assert count(log) == "Đã đếm 1 lượt xem trang.\n"
    log.write_text(line() + line() + line())
    rotated = log.rename(log.with_suffix(".1"))
    assert count(rotated) == "Đã đếm 2 lượt xem trang.\n"
    assert count(rotated) == "Đã đếm 0 lượt xem trang.\n"
    assert DailyVisits.objects.get().views == 3


def test_a_visit_goes_on_from_one_run_of_today_to_the_next(log):
    now = timezone.localtime()
    before = max(now - timedelta(minutes=5), now.replace(hour=0, minute=0, second=0))
    log.write_text(line(at=f"{before:%d/%b/%Y:%H:%M:%S %z}"))
    count(log)
    with log.open("a") as file:
        file.write(line(at=f"{now:%d/%b/%Y:%H:%M:%S %z}"))
    count(log)
    row = DailyVisits.objects.get()
    assert (row.visits, row.views) == (1, 2)


def test_nothing_is_counted_twice_while_pages_tell_themselves(log, settings):
    settings.VISITS_BEACON = True
    log.write_text(line())
    with pytest.raises(CommandError, match="VISITS_BEACON=0"):
        count(log)


def test_a_log_that_is_not_there_is_said(log):
    with pytest.raises(CommandError, match="Không đọc được"):
        count(log)
