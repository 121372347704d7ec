"""What a person sees when an act is refused."""

import json

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import RequestFactory

from sections.base.door import Refused
from workflow.approval.middleware import AT_ONCE, SUBMITTED_TWICE, RefusalMiddleware

EDITOR = "/admin/pages/7/edit/"


def answer(exception, path=EDITOR, **headers):
    """The request after the middleware saw `exception`, and its answer."""
    request = RequestFactory().post(path, headers=headers)
    request.session = {}
    request._messages = FallbackStorage(request)
    return request, RefusalMiddleware(lambda _request: None).process_exception(request, exception)


def words_of(request) -> list[str]:
    """The messages that the next screen shows."""
    return [str(message) for message in get_messages(request)]


def test_the_reason_is_shown_where_the_person_was():
    request, response = answer(Refused("Vì sao."), referer=f"http://testserver{EDITOR}")
    assert (response.status_code, response.url) == (302, f"http://testserver{EDITOR}")
    assert words_of(request) == ["Vì sao."]


def test_nobody_is_sent_to_another_site():
    _request, response = answer(Refused("Vì sao."), referer="https://example.com/admin/")
    assert response.url == "/admin/"


def test_a_saved_draft_is_where_the_person_goes():
    _request, response = answer(Refused("Thiếu ảnh.", page_id=7))
    assert response.url == "/admin/ban-lam-viec/7/"


def test_background_requests_get_the_reason_as_data():
    _request, response = answer(Refused("Vì sao."), accept="application/json")
    assert response.status_code == 403
    assert json.loads(response.content)["error_message"] == "Vì sao."


def test_readers_get_the_reason_as_text():
    _request, response = answer(Refused("Vì sao."), path="/tin-tuc/")
    assert (response.status_code, response.content.decode()) == (403, "Vì sao.")


def test_two_submissions_at_once_are_one():
    crash = IntegrityError('duplicate key violates "unique_in_progress_workflow"')
    request, response = answer(crash)
    assert response.status_code == 302
    assert words_of(request) == [SUBMITTED_TWICE]


@pytest.mark.parametrize("exception", [IntegrityError("another constraint"), ValueError("x")])
def test_other_errors_go_their_way(exception):
    _request, response = answer(exception)
    assert response is None


@pytest.mark.django_db
@pytest.mark.parametrize(("sqlstate", "told"), [("40P01", [AT_ONCE]), ("57014", [])])
def test_who_met_another_in_the_database_is_asked_to_try_again(sqlstate, told):
    with (
        pytest.raises(OperationalError) as met,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DO $$ BEGIN RAISE SQLSTATE '{sqlstate}'; END $$")
    request, response = answer(met.value)
    assert words_of(request) == told
    assert (response is None) is (not told)
