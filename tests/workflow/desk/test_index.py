"""The lists of the desk: what waits, what is mine, what I was told; cheap however long."""

from copy import copy
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models.base import ModelState
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision, TaskState, WorkflowState

from sections.base.models import BasePage
from tests.factories import make_news, publish_news, submit, take_step, user
from workflow.agencies.models import User
from workflow.approval.models import Notice
from workflow.desk.queries import my_pages, with_states
from workflow.desk.states import ItemState

pytestmark = pytest.mark.django_db

INDEX, HOME, NOTICES = "desk:index", "wagtailadmin_home", "desk:notices"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(user(username))
    return client


def shown(username: str, name: str = INDEX, **query) -> str:
    response = signed_in(username).get(reverse(name), query)
    assert response.status_code == 200
    return response.content.decode()


def section(html: str, heading_id: str) -> str:
    """The part of the page from the heading `heading_id` to the next section."""
    return html.split(f'id="{heading_id}"', 1)[1].split("</section>", 1)[0]


def states_of(username: str) -> dict[str, ItemState]:
    rows = with_states(list(my_pages(user(username))))
    return {row.page.draft_title or row.page.title: row.state for row in rows}


def test_waits_for_the_holder_and_for_nobody_else():
    submit(make_news("LA", title="Tin đang chờ người biên tập"))
    assert "Tin đang chờ người biên tập" in section(shown("la-member"), "cho-toi-ten")
    for other in ("la-head", "la-deputy", "la-contributor", "bp-member", "quan-tri"):
        assert "Tin đang chờ người biên tập" not in section(shown(other), "cho-toi-ten")


def test_who_wrote_it_finds_it_apart_with_the_reason():
    submit(make_news("QT", owner=user("qt-member"), title="Tin của thành viên"))
    html = shown("qt-member")
    assert "Tin của thành viên" not in section(html, "cho-toi-ten")
    held_back = section(html, "khong-duyet-ten")
    assert "Tin của thành viên" in held_back
    assert "nguyên tắc hai người" in held_back


def test_every_state_of_my_items():
    contributor = user("la-contributor")
    make_news("LA", title="A nháp")
    submit(make_news("LA", title="B chờ"))
    for title, action in (("C trả", "return"), ("D từ chối", "refuse")):
        page = make_news("LA", title=title)
        submit(page)
        state = page.current_workflow_state.current_task_state
        signed_in("la-member").post(
            reverse("desk:take", args=[page.pk, state.pk]),
            {"action": action, "note": f"Ghi chú {title}", "ground_code": "R04"},
        )
    withdrawn = make_news("LA", title="E rút")
    submit(withdrawn)
    signed_in("la-contributor").post(reverse("desk:withdraw", args=[withdrawn.pk]))
    public = publish_news("LA", title="F đăng")
    changed = publish_news("LA", title="G sửa")
    draft = changed.get_latest_revision_as_object()
    draft.title = "G sửa lại"
    draft.save_revision(user=contributor)

    assert states_of("la-contributor") == {
        "A nháp": ItemState.DRAFT,
        "B chờ": ItemState.WAITING,
        "C trả": ItemState.RETURNED,
        "D từ chối": ItemState.REFUSED,
        "E rút": ItemState.WITHDRAWN,
        "F đăng": ItemState.PUBLIC,
        "G sửa lại": ItemState.CHANGED,
    }
    mine = section(shown("la-contributor"), "cua-toi-ten")
    assert "Bước «Thành viên biên tập», chờ Thành viên Ban Biên tập" in mine
    assert "Ghi chú C trả" in mine
    assert "Ghi chú D từ chối" in mine
    assert "LA-6.1.e" in mine
    assert public.url in mine


def test_who_submitted_an_item_of_somebody_else_follows_it():
    page = make_news("LA", title="Tin gửi hộ")
    submit(page, user("la-member"))
    assert states_of("la-member") == {"Tin gửi hộ": ItemState.WAITING}


def test_pages_of_the_lists():
    page = make_news("LA")
    submit(page)
    make_waiting_copies(page, 11)
    first = section(shown("la-member"), "cho-toi-ten")
    assert first.count("Xem và xử lý") == 10
    assert "Trang 1/2" in first
    second = section(shown("la-member", cho=2), "cho-toi-ten")
    assert second.count("Xem và xử lý") == 2
    assert "Trang 1/2" in section(shown("la-member", cho="khong-phai-so"), "cho-toi-ten")


@pytest.mark.parametrize(("name", "limit"), [(INDEX, 40), (HOME, 45)])
@pytest.mark.parametrize("username", ["bp-unit_head", "bp-contributor"])
def test_number_of_queries_does_not_grow_with_the_items(name, limit, username):
    page = make_news("BP", title="Tin đầu")
    submit(page)
    client = signed_in(username)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    make_waiting_copies(page, 49)
    with CaptureQueriesContext(connection) as fifty:
        html = client.get(reverse(name)).content.decode()
    assert '<span class="desk-count">50</span>' in html
    assert len(fifty) == len(one)
    assert len(fifty) <= limit


def make_waiting_copies(page, count: int) -> None:
    """`count` more items at the step of `page`: rows only, since fifty submissions take long."""
    run = page.current_workflow_state
    row, revision, state = (
        BasePage.objects.get(pk=page.pk),
        page.get_latest_revision(),
        run.current_task_state,
    )
    home = page.path[:-4]
    pages = []
    for number in range(1, count + 1):
        copied = copy(row)
        copied.pk, copied._state = None, ModelState()
        copied.path, copied.slug = f"{home}Z{number:03d}", f"ban-sao-{number}"
        copied.translation_key = uuid4()
        copied.latest_revision = None
        pages.append(copied)
    BasePage.objects.bulk_create(pages)
    revisions = Revision.objects.bulk_create(
        _like(revision, object_id=str(row.pk)) for row in pages
    )
    for copied, own in zip(pages, revisions, strict=True):
        copied.latest_revision = own
    BasePage.objects.bulk_update(pages, ["latest_revision"])
    runs = WorkflowState.objects.bulk_create(
        _like(run, object_id=str(row.pk), current_task_state=None) for row in pages
    )
    states = TaskState.objects.bulk_create(
        _like(state, workflow_state=own, revision=made)
        for own, made in zip(runs, revisions, strict=True)
    )
    for own, taken in zip(runs, states, strict=True):
        own.current_task_state = taken
    WorkflowState.objects.bulk_update(runs, ["current_task_state"])


def _like(row, **changes):
    made = type(row)()
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            setattr(made, field.attname, getattr(row, field.attname))
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def test_number_stands_in_the_menu():
    submit(make_news("LA"))
    assert '"B\\u00e0n l\\u00e0m vi\\u1ec7c (1)"' in shown("la-member")
    assert '"B\\u00e0n l\\u00e0m vi\\u1ec7c"' in shown("la-head")


# Notices


def test_notices_are_read_by_post_only():
    page = make_news("LA", title="Tin báo")
    submit(page)
    client = signed_in("la-member")
    html = client.get(reverse(NOTICES)).content.decode()
    assert "«Tin báo» chờ bạn ở bước «Thành viên biên tập»." in html
    mine = Notice.objects.filter(user=user("la-member"))
    assert mine.filter(read_at=None).count() == 1
    notice = mine.get()
    response = client.post(reverse(NOTICES), {"notice": notice.pk, "open": "1"})
    assert response["Location"] == reverse("desk:item", args=[page.pk])
    assert mine.filter(read_at=None).count() == 0


def test_all_notices_are_marked_at_once_and_only_mine():
    submit(make_news("KT"))
    page = make_news("KT")
    submit(page)
    take_step(page, "kt-unit_head")
    assert Notice.objects.filter(user=user("kt-member"), read_at=None).count() == 1
    response = signed_in("kt-unit_head").post(reverse(NOTICES))
    assert response.status_code == 302
    assert Notice.objects.filter(user=user("kt-unit_head"), read_at=None).count() == 0
    assert Notice.objects.filter(user=user("kt-member"), read_at=None).count() == 1


@pytest.mark.parametrize("notice", ["0", "abc", "99999999"])
def test_a_notice_that_is_not_mine_is_not_found(notice):
    response = signed_in("la-member").post(reverse(NOTICES), {"notice": notice})
    assert response.status_code == 404


def test_a_notice_of_somebody_else_stays_unread():
    submit(make_news("LA"))
    notice = Notice.objects.get(user=user("la-member"))
    response = signed_in("la-head").post(reverse(NOTICES), {"notice": notice.pk})
    assert response.status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_never_leads_outside():
    Notice.objects.create(user=user("la-member"), text="Lạ", url="https://example.com/")
    notice = Notice.objects.get(user=user("la-member"))
    response = signed_in("la-member").post(reverse(NOTICES), {"notice": notice.pk, "open": "1"})
    assert response["Location"] == reverse(NOTICES)


def test_start_page_shows_the_desk_and_none_of_wagtails_panels():
    submit(make_news("LA", title="Tin trên trang đầu"))
    html = shown("la-member", HOME)
    assert "Tin trên trang đầu" in section(html, "bang-cho")
    assert "Thành viên Ban Biên tập · " in html
    for stock in ("workflow-objects", "recent-edits", "w-summary"):
        assert stock not in html


def test_people_without_items_see_sentences_instead_of_blanks():
    html = shown("dl-deputy")
    assert "Không có tin, bài nào chờ bạn xử lý." in html
    assert "Bạn chưa viết hoặc gửi tin, bài nào." in html
    assert User.objects.get(username="dl-deputy").notices.count() == 0
