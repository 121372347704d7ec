"""The approval sheet: what the evidence says, whoever and whatever has changed since."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision, WorkflowState

from sections.base.models import BasePage
from tests.factories import edit, make_news, news_index, publish_news, submit, take_step, user
from tests.workflow.desk.pdf_text import pages_of
from workflow.agencies.models import User
from workflow.agencies.queries import roles_of
from workflow.approval import acts
from workflow.approval.decision import Decision
from workflow.audit.models import Entry
from workflow.desk.sheet import pdf, words
from workflow.desk.sheet.details import details_of
from workflow.desk.sheet.paper import COLUMNS, MOTTO, Printing, sheet_of
from workflow.desk.sheet.sources import readable

pytestmark = pytest.mark.django_db

TITLE = "Hội nghị triển khai công tác tư pháp"
PRINTED = Printing(datetime(2026, 11, 22, 2, 5, tzinfo=UTC), "Nguyễn Văn Ấp (demo)", "Thư ký")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(user(username))
    return client


def sheet_url(page_id: int, name: str = "sheet", run: int | None = None) -> str:
    return reverse(f"desk:{name}", args=[page_id]) + (f"?luot={run}" if run is not None else "")


def shown(username: str, page_id: int, run: int | None = None) -> str:
    response = signed_in(username).get(sheet_url(page_id, run=run))
    assert response.status_code == 200
    return response.content.decode()


def returned_item(code: str = "LA"):
    """An item that the first step sent back."""
    page = make_news(code, title=TITLE)
    submit(page)
    send_back(page)
    return page


def send_back(page) -> None:
    """Return the item at the step where it is."""
    state = WorkflowState.objects.for_instance(page).active().get().current_task_state
    step = state.task.specific
    holders = User.objects.filter(
        agency=step.agency, groups__role__role_code__in=step.roles
    ).exclude(pk=page.owner_id)
    acts.take(state, holders.first(), acts.RETURN, note="Ghi rõ nguồn.")


def decision(number: int, **values) -> Decision:
    """The evidence of an act, as the database would give it back; not saved."""
    fields = {
        "pk": number,
        "at": datetime(2026, 11, 22, 1, 30, tzinfo=UTC),
        "agency_code": "LA",
        "page_id": 1,
        "item_type": "sections.newspage",
        "item_title": TITLE,
        "run_id": 7,
        "step_name": "Lãnh đạo duyệt",
        "action": Decision.Action.APPROVED,
        "actor_name": "Trần Thị Ước (demo)",
        "actor_role": "Phó Trưởng Ban Biên tập",
        "content_hash": "0123456789abcdef" * 4,
        **values,
    }
    return Decision(**fields)


def pdf_pages(*decisions: Decision) -> list[str]:
    return pages_of(pdf.drawn(sheet_of(list(decisions), {}), PRINTED))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# What stands on it


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


# Runs


def test_the_newest_run_is_shown_and_older_ones_are_offered():
    page = returned_item()
    first = Decision.objects.filter(page_id=page.pk).first().run_id
    submit(page)
    second = Decision.objects.filter(page_id=page.pk).last().run_id
    told = shown("la-head", page.pk)
    assert f"<p>Lượt duyệt số {second}</p>" in told
    assert f'<a href="?luot={first}">Lượt duyệt số {first}</a>' in told
    assert words.OPEN in told
    older = shown("la-head", page.pk, first)
    assert f"<p>Lượt duyệt số {first}</p>" in older
    assert "Trả lại để sửa" in older
    assert "Ghi rõ nguồn." in older


def test_the_founding_of_a_page_has_a_sheet_outside_any_run():
    told = shown("la-head", news_index("LA").pk)
    assert "<p>Ngoài lượt duyệt</p>" in told
    assert "Đã đăng theo quyết định thiết lập" in told


@pytest.mark.parametrize("run", ["1", "x", "-1", "999999999999999999999999", "²"])
def test_there_is_no_sheet_of_another_run(run):
    page = returned_item()
    other = make_news("LA")
    submit(other)
    run = str(Decision.objects.get(page_id=other.pk).run_id) if run == "1" else run
    for name in ("sheet", "sheet_pdf"):
        response = signed_in("la-head").get(sheet_url(page.pk, name), {"luot": run})
        assert response.status_code == 404


def test_an_emergency_comes_first_while_it_is_the_newest_act():
    page = returned_item()
    outside(page, Decision.Action.EMERGENCY)
    told = shown("la-head", page.pk)
    assert "<p>Ngoài lượt duyệt</p>" in told
    assert "Đăng khẩn cấp" in told
    submit(page)
    assert "<p>Ngoài lượt duyệt</p>" not in shown("la-head", page.pk)


def outside(page, action, **values) -> None:
    """An act on the page outside any run, as the last of its acts but `values`."""
    last = Decision.objects.filter(page_id=page.pk).values().last()
    del last["id"]
    Decision.objects.create(**{**last, "run_id": None, "action": action, **values})


def test_what_a_change_request_did_stands_on_the_sheet_of_the_request():
    page = returned_item()
    before = shown("la-head", page.pk)
    outside(page, Decision.Action.UNPUBLISHED, request_id=1)
    assert "?luot=0" not in shown("la-head", page.pk)
    assert signed_in("la-head").get(sheet_url(page.pk, run=0)).status_code == 404
    assert before.count('<th scope="row"') == 2


def test_the_acts_on_a_change_request_make_a_sheet_too():
    about = {
        "page_id": None,
        "request_id": 3,
        "item_type": "approval.changerequest",
        "item_title": f"Gỡ khỏi trang công khai: {TITLE}",
    }
    rows = [decision(1, **about), decision(2, **about, action=Decision.Action.CARRIED_OUT)]
    sheet = sheet_of(rows, {}, details=details_of(rows), heading="PHIẾU DUYỆT THAY ĐỔI")
    assert (sheet.heading, sheet.title) == ("PHIẾU DUYỆT THAY ĐỔI", about["item_title"])
    assert sheet.facts == [("Loại", "Yêu cầu thay đổi")]
    assert sheet.outcome == (
        "Đã thực hiện thay đổi ngày 22 tháng 11 năm 2026, 08:30, nội dung bản 1."
    )


def test_an_item_without_acts_has_no_sheet():
    assert signed_in("la-head").get(sheet_url(make_news("LA").pk)).status_code == 404


# Readers


@pytest.mark.parametrize("name", ["sheet", "sheet_pdf"])
@pytest.mark.parametrize("gone", [False, True])
def test_only_people_with_a_role_in_the_agency_read_it(name, gone):
    page = returned_item()
    page_id = page.pk
    if gone:
        page.delete()
    status = {
        username: signed_in(username).get(sheet_url(page_id, name)).status_code
        for username in ("la-head", "la-contributor", "bp-head", "kt-operator")
    }
    assert status == {
        "la-head": 200,
        "la-contributor": 200,
        "bp-head": 404,
        "kt-operator": 404,
    }


def test_an_account_without_a_role_reads_nothing():
    page = returned_item()
    person = user("la-head")
    person.groups.set(person.groups.exclude(role__role_code="head"))
    person = User.objects.get(pk=person.pk)
    rows = Decision.objects.filter(page_id=page.pk)
    assert readable(rows, user("la-unit_head")).count() == 2
    assert not roles_of(person)
    assert not readable(rows, person).exists()


def test_superusers_read_the_sheets_of_every_agency():
    page = returned_item("KT")
    assert TITLE in shown("quan-tri", page.pk)


def test_a_page_that_is_gone_keeps_its_sheet():
    page = returned_item()
    page_id = page.pk
    page.delete()
    assert not ContentType.objects.get_for_model(BasePage).get_all_objects_for_this_type(pk=page_id)
    told = shown("la-head", page_id)
    assert TITLE in told
    assert f'href="{reverse("desk:index")}"' in told
    assert f'href="{reverse("desk:item", args=[page_id])}"' not in told
    response = signed_in("la-head").get(sheet_url(page_id, "sheet_pdf"))
    assert TITLE in pages_of(response.content)[0]


# The file


def test_the_pdf_says_in_real_letters_what_the_page_says():
    page = publish_news("LA", title=TITLE)
    response = signed_in("la-head").get(sheet_url(page.pk, "sheet_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="phieu-duyet-hoi-nghi-trien-khai-cong-tac-tu-phap.pdf"'
    )
    assert "no-store" in response["Cache-Control"]
    told = squeezed("".join(pages_of(response.content)))
    rows = list(Decision.objects.filter(page_id=page.pk))
    expected = [
        *MOTTO,
        "SỞ TƯ PHÁP TỈNH TÂY NINH",
        "PHIẾU DUYỆT ĐĂNG TIN, BÀI",
        TITLE,
        "người in: " + user("la-head").full_name,
        words.hash_groups(rows[-1].content_hash),
        *(row.actor_name for row in rows),
        *(words.moment_words(row.at) for row in rows),
    ]
    assert [text for text in expected if squeezed(text) not in told] == []
    # The letters travel with the file: no reader has to have them.
    assert response.content.count(b"/FontFile2") == 2


def test_the_longest_acts_are_laid_out_whole_on_as_many_pages_as_they_need():
    title = ("Hội nghị triển khai công tác tư pháp và tập huấn nghiệp vụ hộ tịch " * 4)[
        :255
    ].strip()
    note = ("Đề nghị rà soát <b>số liệu</b> & ghi rõ nguồn; " * 100)[:3990].strip()
    rows = [
        decision(number, item_title=title, note=f"{note} Hết {number}.") for number in range(1, 31)
    ]
    pages = pdf_pages(*rows)
    whole = squeezed("".join(body_of(page) for page in pages))
    for number in range(1, 31):
        assert squeezed(f"Ý kiến: {note} Hết {number}.") in whole
    assert squeezed(title) in squeezed(pages[0])
    count = len(pages)
    assert count > 20
    assert [page.count(f"Trang {number}/{count}") for number, page in enumerate(pages, 1)] == (
        [1] * count
    )


def body_of(page: str) -> str:
    """A page without the head of the table and without its foot."""
    head = "\n".join(COLUMNS)
    return page.partition(head)[2].partition("\nTrang ")[0] if head in page else page


def test_the_head_of_the_table_stands_on_every_page_with_acts():
    pages = pdf_pages(*(decision(number, note="Đồng ý đăng.") for number in range(1, 31)))
    assert len(pages) > 2
    assert [("\n".join(COLUMNS) in page) for page in pages] == [True] * len(pages)


def test_words_without_blanks_are_cut_to_the_width():
    title = "Ă" * 255
    (page,) = pdf_pages(decision(1, item_title=title, note="https://example.org/" + "a" * 300))
    assert title in squeezed(page)
    assert "https://example.org/" + "a" * 300 in squeezed(page)
    assert max(len(line) for line in page.splitlines()) < 120


def test_a_title_without_letters_still_names_the_file():
    assert sheet_of([decision(1, item_title="…")], {}).file_name == "phieu-duyet-khong-ten.pdf"


def test_taking_the_file_away_is_recorded_and_looking_is_not():
    page = returned_item()
    printed = Entry.objects.filter(action="approval.sheet_printed")
    shown("la-head", page.pk)
    signed_in("bp-head").get(sheet_url(page.pk, "sheet_pdf"))
    assert not printed.exists()
    signed_in("la-head").get(sheet_url(page.pk, "sheet_pdf"))
    entry = printed.get()
    run = Decision.objects.filter(page_id=page.pk).first().run_id
    assert (entry.actor_id, entry.agency_code, entry.subject_id, entry.subject_title) == (
        user("la-head").pk,
        "LA",
        str(page.pk),
        TITLE,
    )
    assert entry.data == {"run": run}
    assert entry.note == f"Lượt duyệt số {run}; 2 dòng"


def test_only_reading_is_answered():
    page = returned_item()
    for name in ("sheet", "sheet_pdf"):
        assert signed_in("la-head").post(sheet_url(page.pk, name)).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_acts(django_assert_max_num_queries):
    page = publish_news("BP")
    client = signed_in("bp-head")
    client.get(sheet_url(page.pk))
    with django_assert_max_num_queries(25):
        client.get(sheet_url(page.pk))
