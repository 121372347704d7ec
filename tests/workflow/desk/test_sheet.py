"""The approval sheet: what the evidence says, whoever and whatever has changed since."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Revision

from sections.base.models import BasePage
from tests.factories import edit, make_news, publish_news, submit, take_step
from tests.workflow.desk.sheets import (
    TITLE,
    decision,
    pdf_pages,
    returned_item,
    send_back,
    shown,
    squeezed,
)
from workflow.agencies.models import User
from workflow.approval.decision import Decision
from workflow.audit.models import Entry
from workflow.desk.sheet import words
from workflow.desk.sheet.paper import MOTTO, sheet_of

pytestmark = pytest.mark.django_db


def test_the_sheet_of_a_published_item_tells_every_act():
    page = publish_news("LA", title=TITLE)
    told = shown("la-head", page.pk)
    rows = list(Decision.objects.filter(page_id=page.pk))
    assert told.count('<th scope="row"') == len(rows)
    for row in rows:
        assert row.actor_name in told
        assert row.actor_role in told
        assert words.moment_words(row.at) in told
        assert f"Nhật ký số {Entry.objects.get(data__decision=row.pk).pk}<" in told
    last = rows[-1]
    assert f"Đã đăng công khai {words.moment_words(last.at)}, nội dung bản 1." in told
    assert f'Bản 1: <span class="sheet-hash">{words.hash_groups(last.content_hash)}<' in told
    assert MOTTO[0] in told
    assert "BAN BIÊN TẬP" in told
    assert f"Đơn vị cung cấp:</dt> <dd>{page.unit.name}<" in told
    assert f"Người cung cấp:</dt> <dd>{page.supplier_name}<" in told


def test_the_sheet_keeps_what_was_recorded():
    page = returned_item()
    act = Decision.objects.get(page_id=page.pk, action=Decision.Action.RETURNED)
    actor = User.objects.get(pk=act.actor_id)
    actor.full_name = "Tên Mới (demo)"
    actor.save()
    BasePage.objects.filter(pk=page.pk).update(title="Tên khác", slug="ten-khac")
    told = shown("la-head" if actor.username != "la-head" else "la-unit_head", page.pk)
    assert act.actor_name in told
    assert TITLE in told
    assert "Tên Mới (demo)" not in told
    assert "Tên khác" not in told


def test_network_addresses_are_not_printed():
    sheet = sheet_of([decision(1, address="203.0.113.9")], {})
    assert "203.0.113.9" not in str(sheet)


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (datetime(2025, 6, 30, 16, 59, tzinfo=UTC), "Sở Tư pháp tỉnh Long An"),
        (datetime(2025, 6, 30, 17, 0, tzinfo=UTC), "Sở Tư pháp tỉnh Tây Ninh"),
    ],
)
def test_the_agency_has_the_name_of_the_day_of_the_last_act(at, name):
    earlier = decision(1, at=datetime(2025, 6, 1, tzinfo=UTC))
    assert sheet_of([earlier, decision(2, at=at)], {}).agency == name


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2026, 11, 22, 1, 30, tzinfo=UTC), "ngày 22 tháng 11 năm 2026, 08:30"),
        (datetime(2026, 2, 8, 17, 0, tzinfo=UTC), "ngày 09 tháng 02 năm 2026, 00:00"),
        (datetime(2026, 3, 9, 17, 0, tzinfo=UTC), "ngày 10 tháng 3 năm 2026, 00:00"),
    ],
)
def test_times_are_told_as_administrative_papers_write_them(at, told):
    assert words.moment_words(at) == told


def test_on_whose_behalf_an_act_was_done_is_told():
    recorded = "thay mặt Trưởng Ban Biên tập Lê Thị Ỷ (demo) theo Quyết định ủy quyền số 12/QĐ-BBT"
    row = decision(1, on_behalf_of=recorded, action=Decision.Action.RETURNED)
    sheet = sheet_of([row], {})
    assert sheet.acts[0].behalf == "T" + recorded[1:]
    assert recorded in sheet.outcome
    assert squeezed("T" + recorded[1:]) in squeezed("".join(pdf_pages(row)))


def test_a_refusal_names_its_ground_and_clauses():
    row = decision(
        1,
        action=Decision.Action.REFUSED,
        ground="Nội dung trùng lặp (LA-8.2-1)",
        note="Tin này đã đăng tuần trước.",
        clauses=["LA-8.2-1", "LA-9.2.a", "LA-9.2.a"],
    )
    sheet = sheet_of([row], {})
    assert sheet.outcome == (
        "Từ chối ngày 22 tháng 11 năm 2026, 08:30, theo lý do: Nội dung trùng lặp (LA-8.2-1); "
        "người quyết định: Trần Thị Ước (demo), Phó Trưởng Ban Biên tập."
    )
    assert sheet.acts[0].notes == [
        ("Lý do theo quy chế", "Nội dung trùng lặp (LA-8.2-1)"),
        ("Ý kiến", "Tin này đã đăng tuần trước."),
        ("Căn cứ", "khoản 2 Điều 8; điểm a khoản 2 Điều 9"),
    ]


def test_a_former_title_is_told():
    sheet = sheet_of([decision(1, item_title="Tên cũ"), decision(2)], {})
    assert sheet.title == TITLE
    assert ("Tên khi đó", "«Tên cũ»") in sheet.facts


def test_contents_are_numbered_by_fingerprint():
    rows = [decision(1), decision(2, content_hash="f" * 64), decision(3, content_hash="")]
    sheet = sheet_of(rows, {})
    assert [act.content for act in sheet.acts] == [1, 2, None]
    assert sheet.contents[1].groups == " ".join(["f" * 8] * 8)


def test_voided_acts_are_struck_through_and_do_not_count():
    rows = [
        decision(1),
        decision(2, action=Decision.Action.PUBLISHED),
        decision(3, action=Decision.Action.VOIDED, voids=[1, 2]),
    ]
    sheet = sheet_of(rows, {})
    assert [act.result for act in sheet.acts] == ["đã hủy", "đã hủy", "có hiệu lực"]
    assert sheet.acts[2].notes == [("Hủy ý kiến ở dòng", "1, 2")]
    assert sheet.outcome == words.OPEN


def test_an_edit_after_the_approval_is_seen_on_the_sheet():
    page = make_news("BP", title=TITLE)
    submit(page)
    while not Decision.objects.filter(page_id=page.pk, action="approved").exists():
        take_step(page)
    edit(page, page.owner, summary="Tóm tắt khác.")
    told = shown("bp-head", page.pk)
    assert told.count('<tbody class="sheet-void">') == 1
    assert "<strong>đã hủy</strong>" in told
    assert words.OPEN in told


def test_details_come_only_from_the_content_that_was_decided():
    page = returned_item()
    assert f"<dd>{page.supplier_name}<" in shown("la-head", page.pk)
    revision = page.get_latest_revision()
    content = {**revision.content, "supplier_name": "Người Khác (demo)"}
    # As autosave does: the same revision, another content.
    Revision.objects.filter(pk=revision.pk).update(content=content)
    told = shown("la-head", page.pk)
    assert "Người Khác (demo)" not in told
    assert "Người cung cấp" not in told


def test_details_of_what_was_approved_outlive_the_page():
    page = make_news("BP", title=TITLE)
    submit(page)
    take_step(page)
    assert Decision.objects.filter(page_id=page.pk, action=Decision.Action.APPROVED).exists()
    send_back(page)
    page_id = page.pk
    page.delete()
    told = shown("bp-head", page_id)
    assert f"Đơn vị cung cấp:</dt> <dd>{page.unit.name}<" in told
    assert f"Người cung cấp:</dt> <dd>{page.supplier_name}<" in told
