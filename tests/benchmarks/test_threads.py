"""Eight people decide at once on the same items, on connections that really commit."""

import random
import threading
import time
from collections import Counter

import pytest
from django.db import connections
from django_q.conf import Conf
from wagtail.models import WorkflowState

from sections.base.door import Refused
from sections.news import NewsPage
from tests import factories
from tests.workflow.approval.concurrency.soundness import ENDS_OF_A_STEP, assert_sound
from workflow.agencies.models import User
from workflow.agencies.queries import holders
from workflow.approval import acts, submissions
from workflow.approval.decision import Decision
from workflow.audit.verification import verify

THREADS, DECISIONS, ITEMS_OF_EACH_AGENCY = 8, 200, 4
PATIENCE_SECONDS = 1800

# What a refusal says, in a word for the table.
REASONS = {
    "xử lý lúc": "bước đã có người khác xử lý",
    "đã kết thúc": "lượt duyệt đã kết thúc",
    "đang trong quy trình duyệt": "đã có người gửi duyệt",
    "nguyên tắc hai người": "đã viết, sửa hoặc gửi tin",
    "vừa được sửa": "nội dung vừa được sửa",
    "Bạn đã làm bước": "đã làm bước phải khác người",
}


@pytest.fixture
def as_in_production(real_database, settings, monkeypatch):
    """Mails and tasks are queued in the database; every decision is committed."""
    settings.EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"
    monkeypatch.setattr(Conf, "SYNC", False)


class Worker:
    """One of the threads: takes steps as people of its own, until it has made its decisions."""

    def __init__(self, number: int, pages: list[int]):
        self.chance, self.pages = random.Random(number), pages
        self.number = number
        self.made: list[int] = []
        self.refused: Counter = Counter()
        self.errors: list[Exception] = []

    def run(self) -> None:
        """Decide until DECISIONS are made; an item that is public or was sent back starts anew."""
        try:
            while len(self.made) < DECISIONS:
                self.attempt(self.chance.choice(self.pages))
        except Exception as error:  # noqa: BLE001
            self.errors.append(error)
        finally:
            connections.close_all()

    def attempt(self, page_id: int) -> None:
        """One attempt at the step of one item, whoever else is at it."""
        runs = WorkflowState.objects.filter(object_id=str(page_id)).active()
        run = runs.select_related("workflow", "current_task_state__task__boardtask__agency").first()
        try:
            if run is None:
                resubmit(page_id)
                return
            task = run.current_task_state.task.boardtask
            note = f"Luồng {self.number}"
            action = acts.RETURN if self.chance.random() < 0.1 else acts.PASS
            done = acts.take(run.current_task_state, self.person(task), action, note=note)
            self.made.append(done.pk)
        except Refused as refusal:
            self.refused[reason_of(str(refusal))] += 1

    def person(self, task) -> User:
        """Somebody who holds the step: another one than the neighbouring threads prefer."""
        people = list(holders(task.agency, tuple(task.roles)))
        return people[(self.number + self.chance.randrange(2)) % len(people)]


def resubmit(page_id: int) -> None:
    """The author changes a word and submits again."""
    page = NewsPage.objects.get(pk=page_id)
    submissions.submit(
        factories.edit(page, page.owner, summary=f"Lần {random.random()}"), page.owner
    )


def reason_of(words: str) -> str:
    return next((name for part, name in REASONS.items() if part in words), words)


def more_people() -> None:
    """Three accounts for each role of a step, so that threads come as different people."""
    for user in list(User.objects.filter(is_demo=True, agency__isnull=False)):
        groups = list(user.groups.all())
        for number in (2, 3):
            user.pk, user.username = None, f"{user.username.split('.')[0]}.{number}"
            user._state.adding = True
            user.save()
            user.groups.set(groups)


@pytest.mark.usefixtures("as_in_production")
def test_eight_threads_decide_on_overlapping_items():
    more_people()
    pages = []
    for code in factories.CODES:
        for number in range(ITEMS_OF_EACH_AGENCY):
            page = factories.make_news(code, title=f"Tin chung {number}")
            factories.submit(page)
            pages.append(page.pk)
    before = Decision.objects.count()
    workers = [Worker(number, pages) for number in range(THREADS)]
    threads = [threading.Thread(target=worker.run, daemon=True) for worker in workers]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    seconds = time.monotonic() - started

    assert not any(thread.is_alive() for thread in threads)
    made = [pk for worker in workers for pk in worker.made]
    refused = sum((worker.refused for worker in workers), Counter())
    print(  # noqa: T201
        f"\n{THREADS} luồng × {DECISIONS} ý kiến trên {len(pages)} tin: {seconds:.0f} s,"
        f" {len(made) / seconds:.1f} ý kiến/s,"
        f" {Decision.objects.count() - before} dòng bằng chứng, {verify().rows:,} dòng nhật ký"
    )
    for reason, count in refused.most_common():
        print(f"  từ chối {count:>6}: {reason}")  # noqa: T201
    errors = [error for worker in workers for error in worker.errors]
    assert errors == []
    stored = Decision.objects.filter(action__in=ENDS_OF_A_STEP, note__startswith="Luồng")
    assert sorted(stored.values_list("pk", flat=True)) == sorted(made)
    assert len(made) == THREADS * DECISIONS
    assert_sound()
