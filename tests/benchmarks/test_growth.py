"""What grows with the number of pages: the same requests among a thousand and a hundred thousand.

`GROWTH_MILLION=1 make bench` adds a million. Nothing is kept in front of Django; what a site
remembers until its next change is shown apart, as the first request after a change.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import psutil
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from site_home.delivery import memory
from tests import factories
from tests.benchmarks.growth_rows import copy_page
from tests.benchmarks.test_approvals import as_in_production, next_step, work_off  # noqa: F401
from tests.editor import client_of, editor_form
from tests.sections.filled import fill, put_public
from tests.site_home.delivery.reader import Reader

SIZES = (1_000, 100_000, *([1_000_000] if os.environ.get("GROWTH_MILLION") else []))
RUNS = 25
GROWTH_LIMIT = 1.5
# Growth that is smaller than this many milliseconds is none.
NOISE_MS = 3
# What the first reader after a change may wait among a hundred thousand pages.
COUNTING_MS = 250
ADMIN_MS, ADMIN_QUERIES = 300, 30


class Clock:
    """Milliseconds of processor of an act, own and of the database's backend.

    Others use the same processors, which makes everything slower for a while: each act is weighed
    against the same piece of work done just before and after it.
    """

    quickest = 1.0

    def __init__(self):
        self._work = self._sample()
        self._pid, self._backend = self._database()
        self._own = time.process_time()

    def spent(self) -> tuple[float, float]:
        """Own and the database's, at the speed of the quickest sample."""
        own = time.process_time() - self._own
        pid, backend = self._database()
        # A connection that was opened meanwhile has a backend that began at nothing.
        used = backend - self._backend if pid == self._pid else backend
        work = (self._work + self._sample()) / 2
        Clock.quickest = min(Clock.quickest, work)
        return own / work, used / work

    @staticmethod
    def _database() -> tuple[int, float]:
        pid = connection.connection.info.backend_pid
        return pid, sum(psutil.Process(pid).cpu_times()[:2])

    @staticmethod
    def _sample() -> float:
        """Seconds for a fixed piece of work of the kind that a page makes."""
        started = time.process_time()
        for _turn in range(6):
            rows = [{"number": number, "text": f"Tin số {number}"} for number in range(400)]
            json.loads(json.dumps(rows))
        return time.process_time() - started


def milliseconds(works: float) -> float:
    """So many pieces of sample work, at the speed of the quickest."""
    return 1000 * works * Clock.quickest


class Costs:
    """Milliseconds of processor, own and the database's, and queries: by row, then by size."""

    def __init__(self):
        self.rows: dict[str, dict[int, tuple[float, int]]] = {}

    def measure(self, name: str, size: int, act: Callable[[], None], runs: int = RUNS, before=None):
        """Do `act` once to warm up, once for its queries, `runs` times for its time."""
        if before is None:
            act()
        else:
            before()
        with CaptureQueriesContext(connection) as queries:
            act()
        asked = len(queries)
        taken = []
        for _run in range(runs):
            if before is not None:
                before()
            clock = Clock()
            act()
            taken.append(clock.spent())
        own, at_database = zip(*taken, strict=True)
        # The system counts a backend's time in hundredths of a second: only the mean says more.
        spent = statistics.median(own) + statistics.mean(at_database)
        self.rows.setdefault(name, {})[size] = (spent, asked)

    def grown(self) -> dict[str, float]:
        """Rows that cost more than the limit among the most pages."""
        found = {}
        for name, by_size in self.rows.items():
            (least, _queries), (most, _more) = by_size[SIZES[0]], by_size[SIZES[-1]]
            if most > GROWTH_LIMIT * least + NOISE_MS / 1000 / Clock.quickest:
                found[name] = round(most / least, 1)
        return found

    def show(self) -> None:
        """The table."""
        heads = "".join(f"{f'{size:,} trang':>22}" for size in SIZES)
        print(f"\n{'ms bộ xử lý (truy vấn)':<44}{heads}{'tăng':>8}")  # noqa: T201
        for name, by_size in self.rows.items():
            cells = "".join(
                f"{f'{milliseconds(by_size[size][0]):.1f} ({by_size[size][1]})':>22}"
                for size in SIZES
            )
            print(f"{name:<44}{cells}{by_size[SIZES[-1]][0] / by_size[SIZES[0]][0]:>8.2f}")  # noqa: T201


@pytest.fixture
# The argument is the fixture that is imported under this name.
def site(as_in_production, settings, tmp_path):  # noqa: F811
    """Public items of three sections: news of two agencies, and a section with filters."""
    settings.EPOCH_DIR = tmp_path / "epochs"
    news = [factories.make_news(code, title=f"Tin {code}") for code in ("LA", "BP")]
    for page in news:
        put_public(page)
    notice = next(page for page in fill(factories.agency("LA"), "S14") if page.is_item)
    for page in (*news, notice):
        page.refresh_from_db()
    work_off()
    return {news[0]: 0.5, news[1]: 0.3, notice: 0.2}


def test_what_grows(site):
    public, edited, admin = Costs(), Costs(), Costs()
    there = 0
    for size in SIZES:
        started = time.perf_counter()
        for page, share in site.items():
            copy_page(page, int(there * share) + 1, int(size * share))
        print(f"\n{size:,} pages in {time.perf_counter() - started:.0f} s")  # noqa: T201
        there = size
        read(public, size, *site)
        edit(edited, size)
        browse(admin, size)
    for costs in (public, edited, admin):
        costs.show()
    print(f"mục tiêu của quản trị: ≤ {ADMIN_MS} ms, ≤ {ADMIN_QUERIES} truy vấn")  # noqa: T201
    # Counted once by the first reader after a change, in proportion to the section's items.
    counting = {"tin tức, sau một thay đổi", "danh mục khác, sau một thay đổi"}
    grown = public.grown() | edited.grown()
    assert {name: grown[name] for name in grown.keys() - counting} == {}
    assert all(milliseconds(public.rows[name][SIZES[1]][0]) < COUNTING_MS for name in counting)


def read(costs: Costs, size: int, news, _other, notice) -> None:
    reader = Reader(lambda application: application, WSGIHandler())
    month = timezone.localtime(timezone.now() - timedelta(days=5 * 365))
    listing = notice.get_parent()
    section = f"/{listing.slug}/"
    middle, further = size // 2 // 12 // 2, size // 5 // 20 // 2
    paths = {
        "trang chủ": "/",
        "tin tức": "/tin-tuc/",
        "tin tức, trang ở giữa": f"/tin-tuc/?trang={middle}",
        "tin tức, trang cuối": "/tin-tuc/?trang=999999",
        "tin của một tháng": f"/tin-tuc/thang/{month.year}/{month.month}/",
        "một tin": f"/tin-tuc/{news.slug}-{size // 4}/",
        "RSS": "/tin-tuc/rss/",
        "danh mục khác": section,
        "danh mục khác, trang ở giữa": f"{section}?trang={further}",
        "danh mục khác, một năm": f"{section}?nam={month.year}",
        "không có": "/tin-tuc/khong-co-trang-nay/",
        "sitemap.xml": "/sitemap.xml",
    }

    def asking(path):
        return lambda: reader.get(path).status

    for name, path in paths.items():
        assert reader.get(path).status == (404 if name == "không có" else 200), path
        costs.measure(name, size, asking(path))
    for name in ("trang chủ", "tin tức", "danh mục khác"):
        costs.measure(
            f"{name}, sau một thay đổi", size, asking(paths[name]), runs=5, before=memory.forget
        )


def edit(costs: Costs, size: int) -> None:
    contributor = client_of("la-contributor")
    page = factories.make_news("LA", title=f"Tin viết khi có {size} trang")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def save():
        answer = contributor.post(url, editor_form(page))
        assert answer.status_code == 302

    costs.measure("mở biểu mẫu soạn tin", size, lambda: contributor.get(url), runs=5)
    costs.measure("lưu bản nháp", size, save, runs=5)
    steps: dict[str, list[float]] = {}
    for number in range(6):
        item = factories.make_news("LA", title=f"Tin {number} đi qua quy trình {size}")
        post = [None, item.owner, reverse("desk:submit", args=[item.pk]), {}]
        labels: dict = {}
        while post:
            kind, person, address, data = post
            client = Client()
            client.force_login(person)
            clock = Clock()
            assert client.post(address, data).status_code == 302
            steps.setdefault(kind.label if kind else "gửi duyệt", []).append(sum(clock.spent()))
            work_off()
            item = type(item).objects.get(pk=item.pk)
            post = next_step(item, labels)
        assert item.live
    for label, spent in steps.items():
        costs.rows.setdefault(label, {})[size] = (statistics.median(spent[1:]), 0)


def browse(costs: Costs, size: int) -> None:
    browser = client_of("la-head")
    index = factories.news_index("LA")
    addresses = {
        "danh sách trang trong quản trị": reverse("wagtailadmin_explore", args=[index.pk]),
        "chọn trang": reverse("wagtailadmin_choose_page_child", args=[index.pk]),
        "chọn ảnh": reverse("wagtailimages_chooser:choose"),
        "chọn tệp": reverse("wagtaildocs_chooser:choose"),
        "bàn làm việc": reverse("wagtailadmin_home"),
    }
    for name, address in addresses.items():
        if browser.get(address).status_code == 200:
            costs.measure(name, size, lambda address=address: browser.get(address), runs=5)
