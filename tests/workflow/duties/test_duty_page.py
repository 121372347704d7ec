"""The page of one duty: what is owed, how it stands, what people do about it, and who sees it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sections.questions import QuestionIndexPage, QuestionPage
from tests.factories import agency, edit, make_news, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.made_duties import on_item, turn
from workflow.agencies.models import Unit
from workflow.audit.models import Entry
from workflow.calendar.clock import TIME_ZONE
from workflow.duties.desk import words
from workflow.duties.desk.history import history_of
from workflow.duties.desk.typed import day_of, moment_of
from workflow.duties.explaining import explain
from workflow.duties.models import Duty, Explanation, Standstill
from workflow.duties.queries import duties_of
from workflow.duties.standing_still import stop
from workflow.regulations.book import Clock, Measure, StartEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

LONG_AGO = at(2, 11, year=2025, hour=9)
TEXT = "Mất mạng từ sáng <b>"


@pytest.fixture
def late():
    """An item of BP whose answer is long overdue."""
    return on_item("BP", "D15", LONG_AGO)


def url(duty, name="duty", *more) -> str:
    return reverse(f"duties:{name}", args=[duty.pk, *more])


def shown(client, person, duty) -> str:
    client.force_login(person)
    answer = client.get(url(duty))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, name, duty, *more, person=None, **values):
    if person is not None:
        client.force_login(person)
    return client.post(url(duty, name, *more), values)


@pytest.mark.clause("BP-9.3.e-1")
def test_what_is_owed_and_by_whom(client, late):
    text = shown(client, user("bp-contributor"), late)
    for words_shown in (
        "Trả lời doanh nghiệp, người dân thuộc lĩnh vực của Sở",
        "BP-9.3.e-1</span>: điểm e khoản 3 Điều 9",
        "15 ngày làm việc, từ khi nhận",
        "có câu trả lời",
        "09:00, 02/11/2025",
        "Đơn vị được giao trả lời",
        user("bp-contributor").get_full_name(),
        user("bp-contributor").unit.name,
        reverse("desk:item", args=[late.page_id]),
        "quá hạn",
    ):
        assert words_shown in text


def test_the_days_off_that_mattered(client):
    duty = on_item("BP", "D15", at(10, 11))
    assert "24/11/2026: nghỉ" in shown(client, user("bp-head"), duty)


@pytest.mark.parametrize("name", ["bp-head", "bp-secretary", "bp-unit_head", "bp-contributor"])
def test_who_sees_it(client, late, name):
    assert "Việc phải làm" in shown(client, user(name), late)


@pytest.mark.parametrize("name", ["bp-network_admin", "la-head", "la-contributor"])
def test_for_others_it_is_not_there(client, late, name):
    client.force_login(user(name))
    assert client.get(url(late)).status_code == 404
    for act in ("explain", "stop", "go_on", "fulfil", "take_back"):
        assert client.post(url(late, act), {"text": "a"}).status_code == 404


def test_what_ended_is_still_seen_and_superusers_see_all(client, late, superuser):
    Duty.objects.filter(pk=late.pk).update(cancelled_at=timezone.now())
    text = shown(client, superuser, late)
    assert "Thôi tính" in text
    assert "Gửi giải trình" not in text


def test_the_head_of_a_unit_sees_what_the_unit_owes(client):
    head = user("dl-unit_head")
    duty = turn("DL", at(1, 1), at(31, 12), subject_kind="unit", unit_code=head.unit.code)
    assert "Ghi nhận đã thực hiện" in shown(client, head, duty)
    other = Unit.objects.filter(agency=head.agency).exclude(pk=head.unit_id).first()
    Duty.objects.filter(pk=duty.pk).update(unit_code=other.code)
    assert client.get(url(duty)).status_code == 404


def test_a_breach_is_explained_and_judged_on_the_page(client, late):
    answer = send(client, "explain", late, person=user("bp-contributor"), text=TEXT)
    assert answer.status_code == 302
    send(client, "explain", late, text=TEXT)
    row = Explanation.objects.get()
    text = shown(client, user("bp-contributor"), late)
    assert "Mất mạng từ sáng &lt;b&gt;" in text
    assert "chờ Trưởng ban xem xét" in text
    assert "Gửi giải trình" not in text
    assert 'value="accepted"' not in text
    assert 'value="accepted"' in shown(client, user("bp-head"), late)
    answer = send(client, "decide", late, row.pk, verdict="declined", note="")
    assert answer.status_code == 409
    assert "Hãy ghi vì sao không chấp nhận" in answer.content.decode()
    answer = send(client, "decide", late, row.pk, note="Ý kiến dở")
    assert (answer.status_code, "Ý kiến dở" in answer.content.decode()) == (409, True)
    send(client, "decide", late, row.pk, verdict="accepted", note="Đồng ý")
    text = shown(client, user("bp-head"), late)
    assert "được chấp nhận" in text
    assert "quá hạn" in text
    assert "Chấp nhận giải trình" in text


def test_an_explanation_belongs_to_its_duty(client, late):
    other = on_item("BP", "D15", LONG_AGO)
    row = explain(other, user("bp-contributor"), TEXT, timezone.now())
    answer = send(client, "decide", late, row.pk, person=user("bp-head"), verdict="accepted")
    assert answer.status_code == 404


def test_what_was_typed_is_kept_on_error(client, late):
    typed = "Lý do " + "a" * 2000
    answer = send(client, "explain", late, person=user("bp-contributor"), text=typed)
    assert (answer.status_code, typed in answer.content.decode()) == (409, True)
    open_one = on_item("BP", "D15", timezone.now() - timedelta(days=1))
    answer = send(
        client,
        "stop",
        open_one,
        person=user("bp-unit_head"),
        cause="chờ Bộ <Tư pháp>",
        since="2099-01-01T08:00",
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "08:00 01/01/2099 chưa tới" in text
    assert "chờ Bộ &lt;Tư pháp&gt;" in text
    assert 'value="2099-01-01T08:00"' in text


@pytest.mark.clause("BP-9.3.e-2")
def test_a_clock_is_stopped_and_goes_on_from_the_page(client):
    duty = on_item("BP", "D15", timezone.now() - timedelta(days=1))
    before = duty.due_at
    head = user("bp-unit_head")
    assert "Tạm dừng từ (để trống" in shown(client, head, duty)
    assert send(client, "stop", duty, cause="chờ ý kiến Bộ Tư pháp").status_code == 302
    text = shown(client, head, duty)
    today = timezone.localdate()
    assert f"tạm dừng từ {today:%d/%m/%Y}: chờ ý kiến Bộ Tư pháp" in text
    assert "Tính tiếp từ (để trống" in text
    assert "Tạm dừng từ (để trống" not in text
    page = duty.page_id
    for address in (reverse("desk:item", args=[page]), reverse("wagtailadmin_home")):
        assert "chờ ý kiến Bộ Tư pháp" in client.get(address).content.decode()
    assert send(client, "go_on", duty).status_code == 302
    duty.refresh_from_db()
    assert (duty.stands_since, duty.due_at) == (None, before)
    assert Standstill.objects.get().until is not None
    assert "Tính tiếp thời hạn sau khi tạm dừng" in shown(client, head, duty)


def test_the_author_is_offered_no_stop(client):
    duty = on_item("BP", "D15", timezone.now() - timedelta(days=1))
    assert "Tạm dừng từ (để trống" not in shown(client, user("bp-contributor"), duty)
    answer = send(client, "stop", duty, cause="chờ")
    assert answer.status_code == 409


def test_what_was_done_is_recorded_on_the_page(client):
    duty = turn("DL", timezone.now() - timedelta(days=30), timezone.now() + timedelta(days=30))
    person = user("dl-member")
    answer = send(client, "fulfil", duty, person=person, done_on="", note="Đã rà soát")
    text = answer.content.decode()
    assert (answer.status_code, "Hãy ghi ngày thực hiện." in text) == (409, True)
    assert "Đã rà soát" in text
    today = timezone.localdate().isoformat()
    values = {"done_on": today, "number": "12/BC", "link": "https://a.vn/x"}
    assert send(client, "fulfil", duty, **values).status_code == 302
    text = shown(client, person, duty)
    assert "Số văn bản: 12/BC" in text
    assert 'href="https://a.vn/x"' in text
    assert "Hủy ghi nhận nhầm" not in text
    assert "Hủy ghi nhận nhầm" in shown(client, user("dl-head"), duty)
    assert send(client, "take_back", duty, reason="Nhầm").status_code == 302
    duty.refresh_from_db()
    assert duty.met_at is None


def test_the_evidence_leads_to_its_item(client):
    page = make_news("DL", title="Báo cáo năm")
    duty = turn("DL", at(1, 1), at(31, 12), met_at=at(2, 12))
    Duty.objects.filter(pk=duty.pk).update(
        evidence={"page": page.pk, "note": "Báo cáo năm", "at": at(2, 12).isoformat()}
    )
    text = shown(client, user("dl-head"), duty)
    assert f'<a href="{reverse("desk:item", args=[page.pk])}">Báo cáo năm</a>' in text
    page.delete()
    assert "Báo cáo năm" in shown(client, user("dl-head"), duty)


def test_the_record_of_the_item_is_the_history_of_its_duty():
    page = make_news("LA", happened_at=at(20, 11, hour=15))
    edit(page, page.owner, happened_at=at(20, 11, hour=8))
    (duty,) = duties_of(page)
    (told,) = history_of(duty)
    assert told.label == "tính lại thời hạn"
    assert told.moved == (at(23, 11, hour=15), at(23, 11, hour=8))
    other = make_news("LA", happened_at=at(20, 11, hour=15))
    assert history_of(duties_of(other)[0]) == []
    assert Entry.objects.filter(action="duty.recomputed").count() == 1


def question(kind: str) -> QuestionPage:
    index = QuestionIndexPage.objects.descendant_of(agency("BP").site.root_page).first()
    owner = user("bp-contributor")
    page = QuestionPage(
        title="Hỏi về công chứng",
        owner=owner,
        unit=owner.unit,
        live=False,
        asked="?",
        received_on=timezone.localdate(),
        deadline_kind=kind,
    )
    index.add_child(instance=page)
    page.save_revision(user=owner)
    return page


@pytest.mark.clause("BP-9.3.e-2")
def test_an_answer_that_needs_a_ministry_has_the_longer_deadline(client):
    page = question("own_field")
    short = Duty.objects.get(
        page_id=page.pk, cancelled_at=None, measure="answer", clock="working_days"
    )
    assert short.deadline_code == "D15"
    text = shown(client, user("bp-head"), short)
    assert "Phải hỏi ý kiến bộ, ngành thì hạn là 30 ngày làm việc" in text
    assert "BP-9.3.e-2" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown(client, page.owner, short)
    edit(page, page.owner, deadline_kind="ministry")
    codes = Duty.objects.filter(page_id=page.pk, cancelled_at=None, clock="working_days")
    assert [row.deadline_code for row in codes] == ["D16"]
    text = shown(client, user("bp-head"), short)
    assert "Thôi tính" in text
    assert "thì hạn là 30 ngày" not in text


def test_the_edit_page_tells_of_the_explanation(client, late):
    explain(late, user("bp-contributor"), TEXT, timezone.now())
    client.force_login(user("bp-contributor"))
    text = client.get(reverse("desk:item", args=[late.page_id])).content.decode()
    name = user("bp-contributor").get_full_name()
    assert f"Giải trình của {name} chờ Trưởng ban xem xét." in text
    assert url(late) in text
    client.force_login(user("bp-network_admin"))
    text = client.get(reverse("desk:item", args=[late.page_id])).content.decode()
    assert "quá hạn" in text
    assert url(late) not in text


def test_many_people_and_rows_cost_no_more(client, late, django_assert_max_num_queries):
    client.force_login(user("bp-head"))
    client.get(url(late))
    with django_assert_max_num_queries(32):
        client.get(url(late))


def test_every_rule_has_words():
    assert set(words.STARTS) == set(StartEvent)
    assert set(words.MEASURES) == set(Measure)
    assert set(words.LIMITS) | set(words.WITHOUT_LIMIT) == set(Clock)


def test_moments_are_read_in_vietnamese_time():
    assert moment_of(" ") is None
    assert moment_of("2026-11-20T15:00") == at(20, 11, hour=15)
    assert moment_of("2026-11-20T15:00").tzinfo is TIME_ZONE
    assert day_of("2026-11-20") == date(2026, 11, 20)


@pytest.mark.parametrize("text", ["hôm nay", "0001-01-01T00:00", "2026-13-01T00:00"])
def test_what_is_no_moment_is_said(client, text):
    duty = on_item("BP", "D15", timezone.now() - timedelta(days=1))
    answer = send(client, "stop", duty, person=user("bp-head"), cause="chờ", since=text)
    assert answer.status_code == 409
    assert f"Thời điểm «{text}» không đọc được" in answer.content.decode()


def test_stops_of_others_agencies_stay_unseen(client):
    duty = on_item("BP", "D15", timezone.now() - timedelta(days=1))
    stop(duty, user("bp-head"), "chờ Bộ", None, timezone.now())
    client.force_login(user("la-head"))
    assert "chờ Bộ" not in client.get(reverse("wagtailadmin_home")).content.decode()
