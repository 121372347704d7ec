"""Several people at one step: exactly one decision, and the others are told who took it."""

import random
from functools import partial

import pytest
from django.urls import reverse

from tests import factories
from tests.editor import client_of
from tests.real_database import together
from workflow.approval import acts
from workflow.approval.decision import Decision

from .people import acts_on, dawdling, fresh, sorted_out, state_of, taking, waiting_at
from .soundness import assert_sound

pytestmark = pytest.mark.usefixtures("real_database")


def test_of_two_approvers_at_once_one_decides_and_the_other_learns_who():
    page = waiting_at("QT", "kiem-duyet")
    with dawdling():
        outcomes = together(taking(page, "qt-head"), taking(page, "qt-deputy"))
    [decision], [words] = sorted_out(outcomes)
    assert f"đã được {decision.actor_name} xử lý lúc" in words
    assert acts_on(page) == ["submitted", "approved"]
    assert state_of(page).task.specific.step_code == "dang-tai"
    assert_sound()


def test_a_double_click_decides_once():
    page = waiting_at("LA", "duyet")
    with dawdling():
        outcomes = together(*[taking(page, "la-head")] * 3)
    [decision], refusals = sorted_out(outcomes)
    assert len(refusals) == 2
    assert all(f"đã được {decision.actor_name} xử lý lúc" in words for words in refusals)
    assert acts_on(page).count("published") == 1
    assert fresh(page).live
    assert_sound()


def test_a_double_click_in_the_browser_is_answered_in_words():
    page = waiting_at("LA", "bien-tap")
    url = reverse("desk:take", args=[page.pk, state_of(page).pk])
    browsers = [client_of("la-member") for _click in range(2)]
    with dawdling():
        answers = together(
            *[partial(browser.post, url, {"action": "pass"}) for browser in browsers]
        )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    refusal = max(answers, key=lambda answer: answer.status_code).content.decode()
    assert "đã được Thành viên Ban Biên tập (demo) xử lý lúc" in refusal
    assert acts_on(page) == ["submitted", "edited"]
    assert_sound()


@pytest.mark.parametrize(
    ("action", "words", "left"),
    [
        (acts.RETURN, {"note": "Thiếu ảnh."}, "returned"),
        (acts.REFUSE, {"note": "Có số liệu mật.", "ground_code": "R02"}, "refused"),
    ],
)
def test_approving_and_sending_back_at_once(action, words, left):
    pages = [waiting_at("QT", "kiem-duyet", title=f"Tin {number}") for number in range(3)]
    for page in pages:
        with dawdling():
            outcomes = together(taking(page, "qt-head"), taking(page, "qt-deputy", action, **words))
        [decision], [refusal] = sorted_out(outcomes)
        assert f"đã được {decision.actor_name} xử lý lúc" in refusal
        assert decision.action in ("approved", left)
        assert acts_on(page) == ["submitted", decision.action]
    assert_sound()


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_lost_when_four_work_through_the_same_items(seed):
    """Each takes, in an order of its own, whatever may be taken; the public gets every item."""
    people = ("qt-head", "qt-deputy", "qt-member", "qt-operator")
    pages = [waiting_at("QT", "kiem-duyet", title=f"Tin {number}") for number in range(8)]

    def work(username: str) -> list:
        chance = random.Random(f"{seed} {username}")
        outcomes = []
        for _round in range(2):
            for page in chance.sample(pages, len(pages)):
                state = fresh(page).current_workflow_task_state
                if state is not None:
                    outcomes.append(attempt(state, username, chance))
        return outcomes

    done = [
        row
        for outcomes in together(*[partial(work, name) for name in people])
        for row in sorted_out(outcomes)[0]
    ]
    stored = Decision.objects.filter(action__in=("approved", "posted", "returned"))
    assert sorted(row.pk for row in done) == sorted(stored.values_list("pk", flat=True))
    assert_sound()


def attempt(state, username: str, chance: random.Random):
    """What came of one attempt; now and then the item is sent back."""
    action = acts.RETURN if chance.random() < 0.2 else acts.PASS
    try:
        return acts.take(state, factories.user(username), action, note="Bổ sung nguồn.")
    except acts.Refused as refusal:
        return refusal
