"""The approval sheet: which run it shows, and to whom."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from sections.base.models import BasePage
from tests.factories import make_news, news_index, submit, user
from tests.workflow.desk.pdf_text import pages_of
from tests.workflow.desk.sheets import (
    TITLE,
    decision,
    returned_item,
    sheet_url,
    shown,
    signed_in,
)
from workflow.agencies.models import User
from workflow.agencies.queries import roles_of
from workflow.approval.decision import Decision
from workflow.desk.sheet import words
from workflow.desk.sheet.details import details_of
from workflow.desk.sheet.paper import sheet_of
from workflow.desk.sheet.sources import readable

pytestmark = pytest.mark.django_db


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
