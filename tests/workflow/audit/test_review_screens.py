"""The screens of the review: what the head sees first, who may open them, what they cost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.append_only import link_now
from tests.factories import user
from workflow.audit.models import Entry, Link
from workflow.audit.recording import record
from workflow.audit.review import attention
from workflow.audit.review.periods import MONTH, period_of
from workflow.regulations import loader

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
# A Monday morning in a month long before the database was founded.
MORNING = datetime(2026, 3, 9, 9, tzinfo=HANOI)
MARCH = period_of(MONTH, MORNING.date())


def url(agency_code: str = "LA", period: str = "2026-03") -> str:
    return reverse("audit:review_period", args=[agency_code, period])


def add(action: str, at: datetime = MORNING, actor: str | None = "la-member", **values) -> Entry:
    return record(
        action, actor=user(actor) if actor else None, at=at, **{"agency_code": "LA", **values}
    )


def shown(response) -> dict[str, int]:
    return {group["label"]: group["count"] for group in response.context["groups"]}


def test_every_group_counts_its_acts_and_leads_to_just_these_rows(signed_in):
    for group in attention.GROUPS:
        for act in group.acts:
            add(act.replace("*", ".thu" if act.count(".") == 0 else ""))
            add(act.replace("*", "x"), agency_code="BP", actor=None)
    client = signed_in("la-head")

    response = client.get(url())

    assert shown(response) == {group.label: len(group.acts) for group in attention.GROUPS}
    for group in response.context["groups"]:
        rows = client.get(group["url"]).context["lines"]
        assert (len(rows), {line.entry.agency_code for line in rows}) == (group["count"], {"LA"})


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (datetime(2026, 3, 9, 5, 59, 59, tzinfo=HANOI), True),
        (datetime(2026, 3, 9, 6, 0, tzinfo=HANOI), False),
        (datetime(2026, 3, 9, 20, 59, 59, tzinfo=HANOI), False),
        (datetime(2026, 3, 9, 21, 0, tzinfo=HANOI), True),
        (datetime(2026, 3, 8, 10, 0, tzinfo=HANOI), True),
    ],
)
def test_acts_of_people_at_night_and_on_days_off_stand_out(signed_in, at, counts):
    add("page.edited", at)
    add("page.edited", at, actor=None)
    client = signed_in("la-head")

    assert shown(client.get(url())) == ({attention.OUT_OF_HOURS.label: 1} if counts else {})
    listed = client.get(reverse("audit:list"), {"attention": "night", "until": "31/03/2026"})
    assert len(listed.context["lines"]) == counts


def test_rows_on_the_edges_belong_to_their_month(signed_in):
    add("approval.refused", MARCH.starts_at)
    add("approval.refused", MARCH.ends_at - timedelta(microseconds=1))
    add("approval.refused", MARCH.ends_at)
    add("approval.refused", MARCH.starts_at - timedelta(microseconds=1))

    assert signed_in("la-head").get(url()).context["figures"].total == 2


def test_grave_rows_stand_singly_with_a_word_in_red_and_their_story(signed_in):
    add("approval.emergency", subject_title="Tin khẩn")
    add("approval.alarm", actor=None, subject_title="Trang lệch")
    add("page.edited", subject_title="Tin thường")

    response = signed_in("la-head").get(url())

    marks = {line.entry.subject_title: line.mark for line in response.context["grave"]}
    assert marks == {"Tin khẩn": "Khẩn cấp", "Trang lệch": "Cảnh báo"}
    assert response.content.decode().count('class="record-mark"') == 2


def test_totals_by_person_and_by_act_lead_to_their_rows(signed_in):
    for _ in range(3):
        add("page.edited")
    add("page.edited", actor="la-deputy")
    add("duty.overdue", actor=None)
    client = signed_in("la-head")

    context = client.get(url()).context

    member, deputy = user("la-member").get_full_name(), user("la-deputy").get_full_name()
    people = [(row["label"], row["count"]) for row in context["people"]]
    assert people[0] == (member, 3)
    assert set(people[1:]) == {(deputy, 1), ("Hệ thống và người chưa đăng nhập", 1)}
    assert [(row["label"], row["count"]) for row in context["acts"]] == [
        ("sửa trang", 4), ("quá thời hạn", 1),
    ]  # fmt: skip
    for row in (*context["people"], *context["acts"]):
        assert len(client.get(row["url"]).context["lines"]) == row["count"]


def test_failed_tasks_of_the_installation_are_told_without_their_rows(signed_in):
    add("page.edited")
    record("task.failed", at=MORNING, subject_title="site.tasks.bi_mat")

    html = signed_in("la-head").get(url()).content.decode()

    assert "1 việc nền chung của cả hệ thống" in html
    assert "bi_mat" not in html


@pytest.mark.parametrize("count", [1, 60])
def test_period_costs_the_same_whatever_it_holds(signed_in, count):
    for number in range(count):
        add(("approval.refused", "page.edited", "account.sign_in_failed")[number % 3])
    client = signed_in("la-head")
    client.get(url())

    with CaptureQueriesContext(connection) as queries:
        assert client.get(url()).status_code == 200

    assert len(queries) <= 20


ACCOUNTS = [
    (f"{code.lower()}-{role.code}", role.code in {"head", "deputy"})
    for code in loader.CODES
    for role in loader.load(code).roles
    if role.account
]


@pytest.mark.parametrize(("username", "may"), ACCOUNTS, ids=[row[0] for row in ACCOUNTS])
def test_head_and_deputies_look_and_nobody_else(signed_in, username, may):
    client, code = signed_in(username), username[:2].upper()
    expected = 200 if may else 403

    assert client.get(reverse("audit:review")).status_code == expected
    assert client.get(url(code, "2026-03")).status_code == expected
    assert client.post(url(code, "2026-03"), {"note": "x"}).status_code == (409 if may else 403)
    assert not Entry.objects.filter(action="audit.signed_off").exists()


@pytest.mark.parametrize(
    "asked", [("BP", "2026-03"), ("XX", "2026-03"), ("LA", "2026-13"), ("LA", "2999-01")]
)
def test_other_agencies_and_periods_that_are_none_do_not_exist(signed_in, asked):
    assert signed_in("la-head").get(url(*asked)).status_code == 404


def test_superuser_looks_at_any_agency_and_cannot_sign(signed_in):
    add("page.edited")
    client = signed_in("quan-tri")

    listed = client.get(reverse("audit:review"), {"agency": "LA"})
    response = client.post(url(), {"note": "Đã xem", "seen": "1"})

    assert listed.context["agency"].code == "LA"
    assert response.status_code == 409
    assert "Chỉ Trưởng ban của cơ quan ký rà soát nhật ký." in response.content.decode()


def test_row_says_where_it_stands_in_the_chain(signed_in):
    entry = add("page.edited")
    link_now()
    link = Link.objects.get(pk=entry.pk)

    html = signed_in("la-head").get(reverse("audit:entry", args=[entry.pk])).content.decode()

    assert entry.digest in html
    assert link.hash in html
    assert f"<dd>{link.seq} " in html


def test_row_says_on_whose_behalf_and_on_which_ground(signed_in):
    entry = add("approval.approved", on_behalf_of="Trưởng ban (demo)", ground="Điều 8")

    html = signed_in("la-head").get(reverse("audit:entry", args=[entry.pk])).content.decode()

    assert "<dt>Theo ủy quyền, phân công</dt><dd>Trưởng ban (demo)</dd>" in html
    assert "<dt>Lý do theo quy chế</dt><dd>Điều 8</dd>" in html
