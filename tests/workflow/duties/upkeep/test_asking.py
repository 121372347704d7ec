"""The board asks for a review of what is public (BP-13.3)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sections.base.door import Refused
from tests.editor import client_of
from tests.factories import make_news, publish_news, user
from tests.workflow.calendar.year_2026 import at
from workflow.agencies.models import Agency
from workflow.approval.notice import Notice
from workflow.audit.models import Entry
from workflow.calendar.clock import end_of_day, local_day
from workflow.duties.fulfilling import fulfil
from workflow.duties.models import Duty
from workflow.duties.upkeep import asking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

NOW = at(25, 11, hour=10)
DUE = date(2026, 12, 4)
REASON = "Số điện thoại đã đổi"


@pytest.fixture
def page():
    Agency.objects.update(founded_at=at(1, 1))
    return publish_news("BP")


def reviews(page):
    return Duty.objects.filter(page_id=page.pk, subject_kind=Duty.Kind.REVIEW)


@pytest.mark.clause("BP-13.3")
def test_author_and_unit_owe_it_and_are_told(page):
    Notice.objects.all().delete()
    duty = asking.ask(page, user("bp-secretary"), DUE, f"  {REASON} ", NOW)
    assert (duty.due_at, duty.clauses, duty.stage) == (end_of_day(DUE), ["BP-13.3"], 0)
    assert duty.label == "Rà soát nội dung đã đăng theo yêu cầu của Ban Biên tập"
    assert NOW < duty.next_at < duty.due_at
    told = Notice.objects.filter(url=duty.path)
    assert {notice.user.username for notice in told} == {"bp-contributor", "bp-unit_head"}
    assert all("04/12/2026" in notice.text and REASON in notice.text for notice in told)
    entry = Entry.objects.get(action="duty.review_asked")
    assert (entry.actor_name, entry.note) == (user("bp-secretary").get_full_name(), REASON)


def test_sent_twice_it_is_one_and_another_waits(page):
    duty = asking.ask(page, user("bp-secretary"), DUE, REASON, NOW)
    again = asking.ask(page, user("bp-secretary"), DUE, REASON, NOW + timedelta(seconds=2))
    assert again.pk == duty.pk
    with pytest.raises(Refused, match="hạn 04/12/2026"):
        asking.ask(page, user("bp-head"), date(2026, 12, 1), "Lý do khác", NOW)
    fulfil(duty, user("bp-unit_head"), NOW, done_on=local_day(NOW), note="Vẫn đúng.")
    other = asking.ask(page, user("bp-head"), date(2026, 12, 1), "Lý do khác", NOW)
    assert (reviews(page).count(), other.is_open) == (2, True)


@pytest.mark.parametrize(
    ("who", "due_on", "reason", "words"),
    [
        ("bp-contributor", DUE, REASON, "Chỉ thành viên Ban Biên tập"),
        ("la-head", DUE, REASON, "Chỉ thành viên Ban Biên tập"),
        ("bp-head", DUE, " ", "Hãy ghi vì sao"),
        ("bp-head", DUE, "x" * 301, "rút gọn"),
        ("bp-head", date(2026, 11, 24), REASON, "đã qua"),
        ("bp-head", date(2027, 11, 27), REASON, "xa quá một năm"),
    ],
)
def test_what_is_refused(page, who, due_on, reason, words):
    with pytest.raises(Refused, match=words):
        asking.ask(page, user(who), due_on, reason, NOW)
    assert not reviews(page).exists()


def test_what_is_not_public_needs_no_review(page):
    with pytest.raises(Refused, match="không còn công khai"):
        asking.ask(make_news("BP"), user("bp-head"), DUE, REASON, NOW)


def test_the_form_keeps_what_was_typed_and_leads_to_the_duty(page):
    browser = client_of("bp-secretary")
    url = reverse("duties:ask_review", args=[page.pk])
    assert "Hạn rà soát" in browser.get(url).content.decode()
    answer = browser.post(url, {"due_on": "", "reason": REASON})
    shown = answer.content.decode()
    assert (answer.status_code, REASON in shown) == (409, True)
    assert "Hãy chọn hạn rà soát." in shown
    day = local_day(page.first_published_at) + timedelta(days=20)
    answer = browser.post(url, {"due_on": day.isoformat(), "reason": REASON})
    duty = reviews(page).get()
    assert (answer.status_code, answer.url) == (302, reverse("duties:duty", args=[duty.pk]))
    shown = browser.get(answer.url).content.decode()
    assert "Ghi nhận đã rà soát" in shown
    assert REASON in shown
    assert "Đã rà soát, nội dung vẫn đúng." in shown


@pytest.mark.parametrize("name", ["bp-contributor", "la-head"])
def test_the_form_is_not_there_for_others(page, name):
    url = reverse("duties:ask_review", args=[page.pk])
    assert client_of(name).get(url).status_code == 404
    assert client_of(name).post(url, {"due_on": "2027-01-01", "reason": REASON}).status_code == 404


def test_the_board_finds_the_button_and_authors_do_not(page):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    asks = reverse("duties:ask_review", args=[page.pk])
    assert asks in client_of("bp-secretary").get(url).content.decode()
    assert asks not in client_of("bp-contributor").get(url).content.decode()
