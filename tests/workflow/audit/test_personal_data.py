"""Looking at other people's accounts and taking files that are not public leave a row."""

import pytest
from django.urls import reverse

from tests.factories import make_document, make_news, user
from workflow.audit.attempts import attempted
from workflow.audit.personal_data import downloaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def readings(entries):
    """The rows added, without the signing in of the test itself."""
    return lambda: [entry for entry in entries() if entry.action != "account.signed_in"]


def facts(entry) -> tuple:
    return entry.action, entry.agency_code, entry.actor_id, entry.subject_id, entry.address


@pytest.mark.parametrize("screen", ["edit", "deactivate"])
def test_opening_somebody_elses_account_is_recorded(signed_in, readings, screen):
    officer, account = user("la-operator"), user("la-member")
    client = signed_in("la-operator")

    assert client.get(reverse(f"accounts:{screen}", args=[account.pk])).status_code == 200
    (entry,) = readings()
    assert facts(entry) == (
        "account.opened", "LA", officer.pk, str(account.pk), "203.0.113.7",
    )  # fmt: skip


def test_opening_the_own_account_is_not(signed_in, readings):
    client = signed_in("la-operator")
    client.get(reverse("accounts:edit", args=[user("la-operator").pk]))

    assert readings() == []


def test_refused_and_unknown_accounts_are_no_reading(signed_in, readings):
    foreign = reverse("accounts:edit", args=[user("bp-head").pk])

    assert signed_in("la-operator").get(foreign).status_code == 404
    assert signed_in("la-contributor").get(reverse("accounts:list")).status_code == 302
    assert readings() == []


def test_list_of_accounts_is_one_row_whatever_its_length(signed_in, readings):
    signed_in("la-operator").get(reverse("accounts:list"), {"q": "nguyen"})

    (entry,) = readings()
    assert (entry.action, entry.agency_code, entry.note) == ("account.listed", "LA", "nguyen")


def test_wagtails_own_screen_of_accounts_counts_too(signed_in, readings):
    account = user("la-member")
    client = signed_in("quan-tri")
    client.get(reverse("wagtailusers_users:edit", args=[account.pk]))
    client.get(reverse("wagtailusers_users:index"))

    assert [(entry.action, entry.agency_code) for entry in readings()] == [
        ("account.opened", "LA"),
        ("account.listed", ""),
    ]


def test_file_that_is_not_public_is_recorded_with_its_fingerprint(entries):
    document = make_document("QT", title="Dự thảo")
    downloaded(document, user("qt-member"))

    entry = entries()[-1]
    assert (entry.action, entry.agency_code, entry.subject_title) == (
        "document.downloaded", "QT", "Dự thảo",
    )  # fmt: skip
    assert entry.data == {"sha256": document.sha256}


def test_attempt_keeps_the_sentence_that_the_person_was_told(entries):
    page, person = make_news("DL"), user("dl-contributor")
    attempted(person, "Không thể xóa.", page)

    entry = entries()[-1]
    assert (entry.action, entry.agency_code, entry.actor_id, entry.subject_id, entry.note) == (
        "approval.attempt", "DL", person.pk, str(page.pk), "Không thể xóa.",
    )  # fmt: skip
