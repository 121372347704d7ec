"""Drafts, files, comments and other records reach the record when Wagtail logs them."""

import pytest
from wagtail.log_actions import log, registry

from sections.base.models import BasePage
from tests.factories import make_document, make_image, make_news, submit, user, walk
from workflow.agencies.models import Unit
from workflow.audit.actions import OF_WAGTAIL, RECORDED_BY_THE_CHAIN, label_of
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db


def acts_on(thing) -> list[str]:
    rows = Entry.objects.filter(subject_type=thing._meta.label_lower, subject_id=str(thing.pk))
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_new_page_and_its_edits_are_recorded_with_agency_and_section():
    author = user("la-contributor")
    page = make_news("LA", title="Tin mới")
    page.title = "Tin đã sửa"
    page.save_revision(user=author, log_action=True)

    created, edited = Entry.objects.filter(subject_id=str(page.pk)).order_by("pk")
    assert (created.action, created.actor_id, created.subject_title) == (
        "page.created",
        author.pk,
        "Tin mới",
    )
    assert (edited.action, edited.actor_id, edited.subject_title) == (
        "page.edited",
        author.pk,
        "Tin đã sửa",
    )
    assert {created.agency_code, edited.agency_code} == {"LA"}
    assert edited.data == {"revision": page.latest_revision_id}


def test_autosave_that_rewrites_a_revision_adds_one_row_for_it():
    author = user("la-contributor")
    page = make_news("LA")
    first = page.save_revision(user=author, log_action=True)
    for _ in range(3):
        page.save_revision(user=author, log_action=True, overwrite_revision=first)
    page.save_revision(user=author, log_action=True)

    assert acts_on(page) == ["page.created", "page.edited", "page.edited"]


def test_walk_through_the_chain_is_recorded_once_and_by_the_chain():
    page = make_news("LA")
    submit(page)
    walk(page)

    assert acts_on(page) == [
        "page.created",
        "approval.submitted",
        "approval.edited",
        "approval.approved",
        "approval.published",
    ]


def test_deleted_draft_keeps_its_rows_and_says_who_deleted_it():
    page, member = make_news("LA", title="Nháp bỏ đi"), user("la-member")
    page_id = page.pk

    page.delete(user=member)

    last = Entry.objects.filter(subject_id=str(page_id)).latest("pk")
    assert (last.action, last.actor_id, last.subject_title, last.agency_code) == (
        "page.deleted",
        member.pk,
        "Nháp bỏ đi",
        "LA",
    )


def test_comment_is_recorded_with_its_words():
    page = make_news("LA")
    log(
        page,
        "wagtail.comments.create",
        user=user("la-member"),
        data={"comment": {"id": 1, "contentpath": "title", "text": "Xem lại tên"}},
    )

    last = Entry.objects.filter(subject_id=str(page.pk)).latest("pk")
    assert last.action == "page.comment_added"
    assert "Xem lại tên" in last.note


@pytest.mark.parametrize(
    ("make", "noun"), [(make_image, "image"), (make_document, "document")], ids=["ảnh", "tệp"]
)
def test_files_belong_to_the_agency_of_their_collection(make, noun):
    thing = make("QT")
    log(thing, "wagtail.create", user=user("quan-tri"))
    log(thing, "wagtail.edit", user=user("quan-tri"))
    log(thing, "wagtail.delete", user=user("quan-tri"), deleted=True)

    assert acts_on(thing) == [f"{noun}.created", f"{noun}.edited", f"{noun}.deleted"]
    assert set(
        Entry.objects.filter(action__startswith=f"{noun}.").values_list("agency_code", flat=True)
    ) == {"QT"}


def test_other_records_belong_to_their_agency_and_keep_their_name():
    unit = Unit.objects.filter(agency__code="DL").first()
    log(unit, "wagtail.edit", user=user("quan-tri"))

    last = Entry.objects.latest("pk")
    assert (last.action, last.agency_code, last.subject_title) == (
        "data.edited",
        "DL",
        unit.name,
    )


def test_act_outside_every_agency_belongs_to_the_agency_of_its_actor():
    log(BasePage.get_first_root_node(), "wagtail.lock", user=user("kt-head"))

    assert Entry.objects.latest("pk").agency_code == "KT"


def test_every_act_that_wagtail_logs_is_translated_or_recorded_by_the_chain():
    registered = {code for code, _label in registry.get_choices()}

    assert registered - set(OF_WAGTAIL) - RECORDED_BY_THE_CHAIN == set()
    assert set(OF_WAGTAIL) & RECORDED_BY_THE_CHAIN == set()
    assert [
        verb for verb in OF_WAGTAIL.values() if label_of(f"page.{verb}") == f"page.{verb}"
    ] == []
