"""Answers, consultations, forum, contact (S10, S19–S22, S49–S51)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sections.consultations import ConsultationPage, open_consultations
from sections.questions import QuestionPage
from sections.shapes.case import CaseState
from tests.factories import agency
from tests.sections.filled import fill


def fields(page) -> set[str]:
    """The fields in which the page finds something missing."""
    return {row.field for row in page.own_problems()}


def test_an_answered_question_has_its_answer_and_days_in_order():
    assert {"asked", "received_on", "answered_on", "body"} <= fields(QuestionPage())
    waiting = QuestionPage(asked="?", received_on=date(2026, 5, 4), state=CaseState.RECEIVED)
    assert fields(waiting) == set()
    waiting.due_on = date(2026, 5, 3)
    assert fields(waiting) == {"due_on"}


@pytest.mark.clause("BP-11.3-2")
def test_an_unanswered_question_is_late_after_its_day():
    today = timezone.localdate()
    page = QuestionPage(state=CaseState.PROCESSING, due_on=today)
    assert not page.is_late
    page.due_on = today - timedelta(days=1)
    assert page.is_late
    page.state = CaseState.ANSWERED
    assert not page.is_late


@pytest.mark.clause("LA-4.11.b-2", "DL-8.1.h-2")
def test_a_consultation_has_a_closing_day_that_is_the_last():
    assert {"closes_on", "drafted_by", "files"} <= fields(ConsultationPage())
    page = ConsultationPage(opens_on=date(2026, 5, 4), closes_on=date(2026, 5, 24))
    assert not page.is_open_on(date(2026, 5, 3))
    assert page.is_open_on(date(2026, 5, 4))
    assert page.is_open_on(date(2026, 5, 24))
    assert not page.is_open_on(date(2026, 5, 25))


@pytest.mark.django_db
@pytest.mark.clause("LA-4.11.b-1", "LA-4.11.b-3")
def test_drafts_show_text_opinions_and_what_is_open():
    own = agency("LA")
    fill(own, "S19")
    client = Client(HTTP_HOST=own.site.hostname)
    html = client.get("/gop-y-du-thao/du-thao-quy-dinh-muc-thu-phi/").content.decode()
    assert "Toàn văn dự thảo quyết định (demo)" in html
    assert "Đề nghị miễn phí cho hộ nghèo." in html
    html = client.get("/gop-y-du-thao/", {"tinh-trang": "dang-mo"}).content.decode()
    assert "du-thao-quy-dinh-muc-thu-phi" in html
    assert "du-thao-nghi-quyet-ho-tro" not in html
    rows = open_consultations(own.site.root_page, 5)
    assert [row.slug for row in rows] == ["du-thao-quy-dinh-muc-thu-phi"]


@pytest.mark.django_db
@pytest.mark.clause("LA-9.1-1")
def test_the_submission_page_tells_mailbox_terms_and_grounds():
    own = agency("LA")
    html = Client(HTTP_HOST=own.site.hostname).get("/gui-tin-bai/").content.decode()
    assert own.book.address_on(timezone.localdate()).intake_mailbox in html
    assert own.book.refusals[0].label in html


@pytest.mark.django_db
@pytest.mark.clause("BP-4.1.b")
def test_the_english_page_says_its_language():
    own = agency("BP")
    fill(own, "S50")
    html = Client(HTTP_HOST=own.site.hostname).get("/english/").content.decode()
    assert '<div lang="en">' in html
    assert "Division of Civil Status" in html
    assert 'hreflang="vi"' in html
