"""The list of the record: what it shows, what can be asked of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import agency, make_news, submit, user
from workflow.approval import acts
from workflow.audit.recording import record

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=HANOI)


def titles(response) -> list[str]:
    return [line.entry.subject_title for line in response.context["lines"]]


@pytest.fixture
def ask(signed_in):
    """Ask the list as the head of Long An."""
    client = signed_in("la-head")
    return lambda **asked: client.get(reverse("audit:list"), asked)


def add(title: str, action: str = "page.edited", **values):
    return record(action, agency_code="LA", subject_title=title, **values)


def test_refused_item_shows_who_when_what_ground_note_and_where_from(ask):
    page = make_news("LA", title="Tin bị từ chối")
    submit(page)
    state = page.current_workflow_state.current_task_state
    refusal = agency("LA").book.refusals[0]
    decision = acts.take(
        state, user("la-member"), acts.REFUSE, ground_code=refusal.code, note="Trùng tin đã đăng."
    )

    response = ask(action="approval.refused", q="bị từ chối")

    (line,) = response.context["lines"]
    html = response.content.decode()
    assert line.entry.data["decision"] == decision.pk
    assert (line.action, line.kind) == ("từ chối đăng", "tin, bài")
    for words in (
        user("la-member").get_full_name(),
        agency("LA").book.role("member").label,
        refusal.label,
        "Trùng tin đã đăng.",
        f'href="{reverse("desk:item", args=[page.pk])}"',
        f'href="{reverse("audit:story", args=[page.pk])}"',
        f'href="{reverse("audit:entry", args=[line.entry.pk])}"',
    ):
        assert words in html


def test_rows_come_newest_first_fifty_on_a_page(ask):
    for number in range(51):
        add(f"hàng số {number}", at=NEW_YEAR + timedelta(minutes=number))

    first, second = ask(q="hang so"), ask(q="hang so", p=2)

    assert titles(first) == [f"hàng số {number}" for number in range(50, 0, -1)]
    assert titles(second) == ["hàng số 0"]
    assert titles(ask(q="hang so", p="không phải số")) == titles(first)
    assert titles(ask(q="hang so", p=99)) == titles(second)


def test_number_of_queries_does_not_grow_with_the_rows(ask):
    page = make_news("LA", title="Một tin")
    record("page.edited", subject=page, agency_code="LA", subject_title="dòng đếm 0")
    ask(q="dòng đếm")
    with CaptureQueriesContext(connection) as one:
        assert len(titles(ask(q="dòng đếm"))) == 1
    for number in range(1, 60):
        other = make_news("LA", title=f"Tin {number}") if number % 10 == 0 else page
        record(
            "page.edited",
            actor=user("la-member"),
            subject=other,
            agency_code="LA",
            section_code="S04",
            subject_title=f"dòng đếm {number}",
        )

    with CaptureQueriesContext(connection) as sixty:
        assert len(titles(ask(q="dòng đếm"))) == 50

    assert len(sixty) == len(one)
    assert sum("audit_entry" in query["sql"] for query in sixty) == 2


def test_title_is_found_without_accents_and_in_any_case(ask):
    add("Hội nghị Đoàn kết")

    assert titles(ask(q="hoi nghi doan")) == ["Hội nghị Đoàn kết"]
    assert titles(ask(q="HỘI NGHỊ ĐOÀN")) == ["Hội nghị Đoàn kết"]
    assert titles(ask(q="hội thảo")) == []


def test_period_counts_whole_days_of_our_time(ask):
    midnight = datetime(2026, 2, 5, tzinfo=HANOI)
    for at, title in [
        (midnight - timedelta(seconds=1), "hôm trước"),
        (midnight, "đầu ngày"),
        (midnight + timedelta(hours=23, minutes=59), "cuối ngày"),
        (midnight + timedelta(days=1), "hôm sau"),
    ]:
        add(title, at=at)

    assert titles(ask(since="05/02/2026", until="05/02/2026")) == ["cuối ngày", "đầu ngày"]
    assert titles(ask(until="04/02/2026"))[0] == "hôm trước"
    assert "đầu ngày" not in titles(ask(since="06/02/2026"))


def test_filters_by_person_action_room_and_section(ask):
    member = user("la-member")
    add("a", actor=member, section_code="S04")
    add("b", "page.created", actor=user("la-head"))
    add("c", "image.created")

    def found(**asked):
        return {title for title in titles(ask(**asked)) if title in {"a", "b", "c"}}

    assert found(person=member.pk) == {"a"}
    assert found(person="none") == {"c"}
    assert found(action="page.created") == {"b"}
    assert found(action="page.*") == {"a", "b"}
    assert found(section="S04") == {"a"}
    assert found(section="S04", action="image.*") == set()


def test_sections_are_offered_by_their_titles_in_the_rule_book(ask):
    sections = {row.code: row.label for row in agency("LA").book.sections}

    offered = dict(ask().context["filter"].fields["section"].choices)

    assert offered == {"": "Tất cả", **sections}


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"since": "31/02/2026"}, "since", "Hãy ghi ngày theo dạng ngày/tháng/năm"),
        ({"until": "hôm qua"}, "until", "Hãy ghi ngày theo dạng ngày/tháng/năm"),
        ({"since": "01/01/0001"}, "since", "Năm phải từ 2000 đến 2100."),
        ({"until": "31/12/9999"}, "until", "Năm phải từ 2000 đến 2100."),
        ({"since": "02/01/2026", "until": "01/01/2026"}, "since", "phải trước hoặc trùng"),
        ({"person": "0' OR 1=1"}, "person", "không có trong danh sách"),
        ({"action": "bịa"}, "action", "không có trong danh sách"),
        ({"section": "S99"}, "section", "không có trong danh sách"),
        ({"q": "???"}, "q", "ít nhất một chữ hoặc một số"),
        ({"q": "a" * 201}, "q", "dài quá 200 ký tự"),
    ],
)
def test_bad_question_gets_a_clear_message_and_keeps_what_was_typed(ask, asked, field, message):
    add("một dòng")

    response = ask(**asked)

    html = response.content.decode()
    assert response.status_code == 200
    assert message in str(response.context["filter"].errors[field])
    assert "Chưa lọc được" in html
    assert response.context["lines"] == []
    assert all(response.context["filter"][name].value() == text for name, text in asked.items())


def test_nul_byte_and_text_of_two_forms_are_cleaned(ask):
    add("Đắk Lắk")

    decomposed = "Đa\u0306\u0301k L\x00a\u0306\u0301k"
    assert titles(ask(q=decomposed)) == ["Đắk Lắk"]


def test_page_that_is_gone_is_named_without_a_link(ask):
    page = make_news("LA", title="Nháp đã xóa")
    address = reverse("desk:item", args=[page.pk])
    page.delete(user=user("la-member"))

    response = ask(q="nháp đã xóa")

    assert [line.url for line in response.context["lines"]] == ["", ""]
    assert f'href="{address}"' not in response.content.decode()


def test_detail_shows_everything_the_row_holds(signed_in):
    page = make_news("LA", title="Tin duyệt")
    submit(page)
    entry = record(
        "approval.approved",
        actor=user("la-head"),
        agency_code="LA",
        subject=page,
        section_code="S04",
        note="Đồng ý.",
        decision=4321,
        content_hash="ab" * 32,
        lạ={"khóa": "giá trị"},
    )

    html = signed_in("la-head").get(reverse("audit:entry", args=[entry.pk])).content.decode()

    for words in (
        "ab" * 32,
        "4321",
        "Đồng ý.",
        "giá trị",
        "Mã ý kiến trong quy trình",
        "Tin duyệt",
    ):
        assert words in html


def test_markup_in_titles_and_notes_is_shown_as_text(signed_in):
    entry = add("<b>đậm</b>", note="<script>alert(1)</script>", changes={"x": "</pre><i>"})
    client = signed_in("la-head")

    for url in (reverse("audit:list"), reverse("audit:entry", args=[entry.pk])):
        html = client.get(url).content.decode()
        assert "&lt;b&gt;đậm&lt;/b&gt;" in html
        assert "<script>alert(1)" not in html
        assert "</pre><i>" not in html


def test_story_tells_all_acts_on_a_page_from_first_to_last(signed_in):
    page, other = make_news("LA", title="Tin có diễn biến"), make_news("LA")
    submit(page)
    submit(other)

    response = signed_in("la-head").get(reverse("audit:story", args=[page.pk]))

    told = [line.entry.action for line in response.context["lines"]]
    assert [action for action in told if not action.startswith("duty.")] == [
        "page.created",
        "approval.submitted",
    ]
    assert {line.entry.subject_id for line in response.context["lines"]} == {str(page.pk)}
