"""What it costs to take a step: the whole request, of an item of two pages."""

import statistics
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.module_loading import import_string
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from tests import factories
from tests.workflow.desk.people import current_state
from workflow.agencies.models import User
from workflow.agencies.queries import holders
from workflow.approval.content import hash_of_page
from workflow.approval.holding import verdict
from workflow.regulations import loader

ITEMS = 10
GOAL_MS, MOST_QUERIES = 300, 60

# Statements that begin, mark and end transactions ask for nothing: they are shown beside the total.
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")

# Forty words.
SENTENCES = (
    "Sáng ngày 20 tháng 11 năm 2026, Sở tổ chức hội nghị triển khai công tác tư pháp; đồng chí "
    "Giám đốc Sở chủ trì, cùng dự có lãnh đạo các phòng chuyên môn và đơn vị trực thuộc trên địa "
    "bàn tỉnh. "
)


@pytest.fixture
def as_in_production(real_database, settings, monkeypatch):
    """Mails and tasks are queued in the database, and everything is committed."""
    settings.EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"
    monkeypatch.setattr(Conf, "SYNC", False)


def work_off() -> None:
    """Do what the worker would do meanwhile."""
    while waiting := list(OrmQ.objects.all()):
        for row in waiting:
            row.delete()
            task = SignedPackage.loads(row.payload)
            import_string(task["func"])(*task["args"])


def two_pages(code: str) -> list:
    """Headings, a thousand words, a list, a table, a picture and a file."""
    image = factories.make_image(code, file=factories.picture_file(size=(1600, 1000)))
    document = factories.make_document(code)
    table = {
        "columns": [
            {"type": "text", "heading": "Đơn vị"},
            {"type": "number", "heading": "Số việc"},
        ],
        "rows": [{"values": [f"Phòng {row}", row * 7]} for row in range(8)],
    }
    points = "".join(f"<li>Nhiệm vụ thứ {number}.</li>" for number in range(1, 7))
    paragraphs = [("paragraph", f"<p>{3 * SENTENCES}</p>") for _paragraph in range(8)]
    return [
        ("heading", {"text": "Kết quả đạt được", "level": "2"}),
        *paragraphs[:4],
        ("table", table),
        ("image", {"image": image, "alt": "Quang cảnh hội nghị", "caption": "Ảnh: Văn phòng"}),
        ("heading", {"text": "Nhiệm vụ trọng tâm", "level": "2"}),
        *paragraphs[4:],
        ("paragraph", f"<ul>{points}</ul>"),
        ("document", {"document": document, "title": "Tài liệu hội nghị"}),
    ]


def new_item(code: str, number: int):
    """An item of two pages that was submitted."""
    body = two_pages(code)
    field = type(factories.news_index(code)).allowed_subpage_models()[0]._meta.get_field("body")
    raw = field.stream_block.get_prep_value(field.to_python(body))
    return factories.make_news(code, title=f"Tin hai trang {number}", body=raw)


def someone_for(page) -> User:
    """Somebody who may take the step that is due."""
    run = page.current_workflow_state
    task = run.current_task_state.task.specific
    draft = page.get_latest_revision_as_object()
    people = holders(task.agency, tuple(task.roles))
    return next(person for person in people if verdict(task, draft, run, person).allowed)


class Measured:
    """The requests of one kind: how long each took, and how many queries one made."""

    def __init__(self, label: str):
        self.label, self.walls, self.cpus, self.queries, self.control = label, [], [], 0, 0

    def post(self, browser: Client, url: str, data: dict, *, count: bool) -> None:
        """Send one request; count its queries, or take its time."""
        if count:
            with CaptureQueriesContext(connection) as made:
                response = browser.post(url, data)
            control = sum(query["sql"].startswith(CONTROL) for query in made.captured_queries)
            self.queries, self.control = len(made), control
        else:
            wall, cpu = time.perf_counter(), time.process_time()
            response = browser.post(url, data)
            self.walls.append(1000 * (time.perf_counter() - wall))
            self.cpus.append(1000 * (time.process_time() - cpu))
        assert response.status_code == 302

    def __str__(self):
        wall, cpu = statistics.median(self.walls), statistics.median(self.cpus)
        return f"{self.label:<34}{wall:>8.0f}{cpu:>8.0f}{self.queries:>10}{self.control:>13}"


@pytest.mark.usefixtures("as_in_production")
@pytest.mark.parametrize("code", loader.CODES)
def test_a_step_is_taken_in_few_queries(code):
    measured: dict[str, Measured] = {}
    browsers: dict[int, Client] = {}
    # The first item warms up, the second is for the queries.
    for number in range(ITEMS + 2):
        page = new_item(code, number)
        submit = measured.setdefault("", Measured("Gửi duyệt"))
        post = [submit, page.owner, reverse("desk:submit", args=[page.pk]), {}]
        while post:
            kind, person, url, data = post
            browser = browsers.setdefault(person.pk, Client())
            if "_auth_user_id" not in browser.session:
                browser.force_login(person)
            kind.post(browser, url, data, count=number == 1)
            if number == 0:
                kind.walls, kind.cpus = [], []
            work_off()
            page = type(page).objects.get(pk=page.pk)
            post = next_step(page, measured)
        assert page.live
    print(f"\n{code}: mục tiêu ≤ {GOAL_MS} ms, ≤ {MOST_QUERIES} câu truy vấn")  # noqa: T201
    print(f"{'':<34}{'ms':>8}{'ms CPU':>8}{'truy vấn':>10}{'(giao dịch)':>13}")  # noqa: T201
    for kind in measured.values():
        print(kind)  # noqa: T201
    steps = {kind.label: kind.queries for key, kind in measured.items() if key}
    assert {label: count for label, count in steps.items() if count > MOST_QUERIES} == {}


def next_step(page, measured: dict) -> list:
    """The request that takes the step that is due; nothing once the item is public."""
    if page.current_workflow_state is None:
        return []
    state = current_state(page)
    task = state.task.specific
    kind = measured.setdefault(task.step_code, Measured(task.label))
    draft = page.get_latest_revision_as_object()
    url = reverse("desk:take", args=[page.pk, state.pk])
    data = {"action": "pass", "note": "", "ground_code": "", "seen_hash": hash_of_page(draft)}
    return [kind, someone_for(page), url, data]
