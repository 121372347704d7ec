"""One item on one screen: who sees it, who acts on it, and nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from sections.base.models import BasePage
from tests.factories import (
    CODES,
    agency,
    edit,
    make_news,
    news_index,
    publish_news,
    submit,
    take_step,
    user,
)
from workflow.approval import submissions
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision
from workflow.approval.models import Notice

pytestmark = pytest.mark.django_db


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(user(username))
    return client


def item_url(page) -> str:
    return reverse("desk:item", args=[page.pk])


def current_state(page) -> TaskState:
    return WorkflowState.objects.for_instance(page).active().get().current_task_state


def act(client, page, action, state=None, **fields):
    state = state or current_state(page)
    url = reverse("desk:take", args=[page.pk, state.pk])
    return client.post(url, {"action": action, "seen_hash": stored_hash(page), **fields})


def stored_hash(page) -> str:
    """The hash of the newest draft as the database has it."""
    return hash_of_page(BasePage.objects.get(pk=page.pk).get_latest_revision_as_object())


def text(response) -> str:
    return response.content.decode()


def actions_of(page) -> list[str]:
    return list(Decision.objects.filter(page_id=page.pk).values_list("action", flat=True))


# Reading


@pytest.mark.parametrize("code", CODES)
def test_every_role_of_the_agency_reads_its_items(code):
    page = make_news(code)
    submit(page)
    for row in agency(code).role_groups.all():
        response = signed_in(f"{code.lower()}-{row.role_code}").get(item_url(page))
        assert response.status_code == 200, row.role_code
        assert page.title in text(response)


@pytest.mark.parametrize("name", ["item", "preview", "text"])
def test_people_of_another_agency_find_nothing(name):
    page = make_news("LA")
    submit(page)
    url = reverse(f"desk:{name}", args=[page.pk])
    for other in ("bp-head", "dl-contributor", "kt-unit_head", "qt-operator"):
        response = signed_in(other).get(url)
        assert response.status_code == 404
        assert page.title not in text(response)


@pytest.mark.parametrize("name", ["take", "submit", "withdraw"])
def test_people_of_another_agency_cannot_act(name):
    page = make_news("LA")
    submit(page)
    args = [page.pk, current_state(page).pk] if name == "take" else [page.pk]
    response = signed_in("bp-member").post(reverse(f"desk:{name}", args=args), {"action": "pass"})
    assert response.status_code == 404
    assert actions_of(page) == ["submitted"]


def test_an_account_without_a_role_finds_nothing():
    page = make_news("LA")
    member = user("la-member")
    member.groups.clear()
    member.is_superuser = False
    member.save()
    assert signed_in("la-member").get(item_url(page)).status_code in (302, 403, 404)


def test_a_superuser_reads_but_has_nothing_to_decide():
    page = make_news("LA")
    submit(page)
    client = signed_in("quan-tri")
    response = client.get(item_url(page))
    assert response.status_code == 200
    assert "desk-act--pass" not in text(response)
    assert "do Thành viên Ban Biên tập giữ" in text(response)
    assert act(client, page, "pass").status_code == 409
    assert actions_of(page) == ["submitted"]


def test_anonymous_people_are_sent_to_sign_in():
    page = make_news("LA")
    response = Client().get(item_url(page))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailadmin_login"))


def test_preview_shows_the_draft_to_everyone_who_may_read_the_item():
    page = make_news("QT", title="Tin trong bản xem trước")
    submit(page)
    operator = signed_in("qt-operator")
    response = operator.get(reverse("desk:preview", args=[page.pk]))
    assert response.status_code == 200
    assert "Tin trong bản xem trước" in text(response)
    assert '<base target="_blank">' in text(response)
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    plain = operator.get(reverse("desk:text", args=[page.pk]))
    assert plain["Content-Type"] == "text/plain; charset=utf-8"
    assert "Nội dung của tin." in text(plain)
    assert "<p>" not in text(plain)


def test_reading_writes_nothing():
    page = make_news("LA")
    submit(page)
    before = (Decision.objects.count(), Notice.objects.filter(read_at=None).count())
    client = signed_in("la-member")
    for name in ("item", "preview", "text"):
        client.get(reverse(f"desk:{name}", args=[page.pk]))
    client.get(reverse("desk:index"))
    client.get(reverse("desk:notices"))
    assert (Decision.objects.count(), Notice.objects.filter(read_at=None).count()) == before
    for name in ("submit", "withdraw"):
        assert client.get(reverse(f"desk:{name}", args=[page.pk])).status_code == 405
    take = reverse("desk:take", args=[page.pk, current_state(page).pk])
    assert client.get(take).status_code == 405


# Acting


@pytest.mark.parametrize("code", CODES)
def test_the_whole_chain_walks_from_the_screen(code):
    page = make_news(code)
    author = signed_in(f"{code.lower()}-contributor")
    assert author.post(reverse("desk:submit", args=[page.pk])).status_code == 302
    steps = 0
    while WorkflowState.objects.for_instance(page).active().exists():
        state = current_state(page)
        task = state.task.specific
        holder = signed_in(f"{code.lower()}-{task.roles[0]}")
        assert task.action_label in text(holder.get(item_url(page)))
        response = act(holder, page, "pass")
        assert response.status_code == 302
        assert response["Location"] == item_url(page)
        steps += 1
    page.refresh_from_db()
    assert page.live
    assert steps == len(agency(code).book.steps)
    assert "Đã đăng công khai" in text(author.get(item_url(page)))


@pytest.mark.parametrize("code", CODES)
def test_people_without_the_step_get_the_reason_and_no_form(code):
    page = make_news(code)
    submit(page)
    task = current_state(page).task.specific
    for row in agency(code).role_groups.exclude(role_code__in=task.roles):
        client = signed_in(f"{code.lower()}-{row.role_code}")
        shown = text(client.get(item_url(page)))
        assert f"Đang ở bước «{task.label}»" in shown
        assert reverse("desk:take", args=[page.pk, current_state(page).pk]) not in shown
        refused = act(client, page, "pass")
        assert refused.status_code == 409
        assert "tài khoản của bạn không có vai trò này" in text(refused)
    assert actions_of(page) == ["submitted"]


def test_who_wrote_it_reads_why_they_may_not_decide():
    page = make_news("QT", owner=user("qt-member"))
    submit(page)
    client = signed_in("qt-member")
    assert "nguyên tắc hai người" in text(client.get(item_url(page)))
    assert act(client, page, "pass").status_code == 409
    page.refresh_from_db()
    assert not page.live


@pytest.mark.clause("BP-4.2-2")
def test_returning_needs_a_note_that_the_author_reads_mends_and_submits_again():
    page = make_news("BP")
    submit(page)
    unit_head = signed_in("bp-unit_head")
    assert act(unit_head, page, "return", note="   ").status_code == 409
    assert act(unit_head, page, "return", note="Bổ sung nguồn ảnh.").status_code == 302
    author = signed_in("bp-contributor")
    own = text(author.get(item_url(page)))
    assert "Được trả lại để sửa" in own
    assert "Bổ sung nguồn ảnh." in own
    assert "Sửa và gửi lại" in own
    edit(page, page.owner, summary="Đã ghi nguồn ảnh.")
    assert author.post(reverse("desk:submit", args=[page.pk])).status_code == 302
    assert "Đã ghi nguồn ảnh." in text(unit_head.get(reverse("desk:preview", args=[page.pk])))
    assert actions_of(page) == ["submitted", "returned", "submitted"]


def test_refusal_without_ground_or_note_keeps_what_was_typed():
    page = make_news("LA")
    submit(page)
    take_step(page, "la-member")
    head = signed_in("la-head")
    without_ground = act(head, page, "refuse", note="Chưa kiểm chứng được số liệu.")
    assert without_ground.status_code == 409
    assert "Hãy chọn lý do từ chối" in text(without_ground)
    assert "Chưa kiểm chứng được số liệu.</textarea>" in text(without_ground)
    without_note = act(head, page, "refuse", ground_code="R04")
    assert without_note.status_code == 409
    assert 'value="R04" checked' in text(without_note)
    assert actions_of(page) == ["submitted", "edited"]


def test_refusal_offers_the_grounds_of_the_own_regulation_with_their_clauses():
    page = make_news("LA")
    submit(page)
    shown = text(signed_in("la-member").get(item_url(page)))
    for ground in agency("LA").book.refusals:
        assert f'value="{ground.code}"' in shown
        assert "; ".join(ground.clauses) in shown


def test_a_ground_of_another_regulation_is_refused():
    own = {row.code for row in agency("LA").book.refusals}
    foreign = next(row.code for row in agency("BP").book.refusals if row.code not in own)
    page = make_news("LA")
    submit(page)
    response = act(signed_in("la-member"), page, "refuse", ground_code=foreign, note="Lý do.")
    assert response.status_code == 409
    assert f"«{foreign}» không có trong quy chế" in text(response)
    assert "Lý do.</textarea>" in text(response)
    assert actions_of(page) == ["submitted"]


def test_refused_item_shows_ground_and_note_to_its_author():
    page = make_news("LA")
    submit(page)
    response = act(signed_in("la-member"), page, "refuse", ground_code="R04", note="Số liệu sai.")
    assert response.status_code == 302
    decision = Decision.objects.get(page_id=page.pk, action="refused")
    assert decision.ground_code == "R04"
    own = text(signed_in("la-contributor").get(item_url(page)))
    assert "Bị từ chối đăng" in own
    assert decision.ground in own
    assert "Số liệu sai." in own


def test_the_step_of_another_page_is_not_found():
    first, second = make_news("LA", title="Tin một"), make_news("LA", title="Tin hai")
    submit(first)
    submit(second)
    member = signed_in("la-member")
    assert act(member, first, "pass", state=current_state(second)).status_code == 404
    assert actions_of(first) == actions_of(second) == ["submitted"]


def test_the_step_of_another_agency_is_not_found():
    own, foreign = make_news("LA"), make_news("QT")
    submit(own)
    submit(foreign)
    response = act(signed_in("la-member"), own, "pass", state=current_state(foreign))
    assert response.status_code == 404
    assert actions_of(foreign) == ["submitted"]


def test_an_unknown_action_changes_nothing():
    page = make_news("LA")
    submit(page)
    response = act(signed_in("la-member"), page, "publish")
    assert response.status_code == 409
    assert actions_of(page) == ["submitted"]


def test_a_second_post_says_who_took_the_step():
    page = make_news("LA")
    submit(page)
    state = current_state(page)
    member = signed_in("la-member")
    assert act(member, page, "pass", state=state).status_code == 302
    again = act(member, page, "pass", state=state)
    assert again.status_code == 409
    assert "đã được" in text(again)
    assert "trang này đã cũ" in text(again)
    assert actions_of(page) == ["submitted", "edited"]


def test_a_decision_on_content_changed_meanwhile_is_refused_and_the_note_kept():
    page = make_news("LA")
    submit(page)
    seen = stored_hash(page)
    edit(page, user("la-member"), summary="Tóm tắt vừa sửa.")
    response = act(signed_in("la-member"), page, "pass", seen_hash=seen, note="Đã đọc kỹ.")
    assert response.status_code == 409
    assert "vừa được sửa sau khi bạn mở xem" in text(response)
    assert "Đã đọc kỹ.</textarea>" in text(response)
    assert actions_of(page) == ["submitted"]


def test_a_note_is_kept_where_no_form_is_left_for_it():
    page = make_news("LA")
    submit(page)
    state = current_state(page)
    member = signed_in("la-member")
    submissions.withdraw(page, page.owner)
    shown = text(act(member, page, "refuse", state=state, note="Số liệu <chưa> đúng."))
    assert "không còn chờ xử lý" in shown
    assert "chưa được ghi nhận" in shown
    assert "Số liệu &lt;chưa&gt; đúng." in shown


def test_a_note_that_its_form_still_holds_is_not_shown_twice():
    page = make_news("LA")
    submit(page)
    shown = text(act(signed_in("la-member"), page, "refuse", note="Số liệu chưa đúng."))
    assert shown.count("Số liệu chưa đúng.") == 1


def test_the_screen_carries_the_hash_of_what_it_shows():
    page = make_news("LA")
    submit(page)
    edit(page, user("la-member"), title="Tiêu đề mới biên tập")
    shown = text(signed_in("la-member").get(item_url(page)))
    assert "Tiêu đề mới biên tập" in shown
    assert f'value="{stored_hash(page)}"' in shown


def test_html_in_a_note_is_shown_as_text():
    page = make_news("LA")
    submit(page)
    act(signed_in("la-member"), page, "return", note="<script>alert(1)</script>")
    own = text(signed_in("la-contributor").get(item_url(page)))
    assert "<script>alert(1)" not in own
    assert "&lt;script&gt;alert(1)" in own


# The author


def test_author_withdraws_edits_and_submits_again():
    page = make_news("LA")
    submit(page)
    author = signed_in("la-contributor")
    shown = text(author.get(item_url(page)))
    assert "Tin của bạn đang chờ Thành viên Ban Biên tập." in shown
    assert "Rút lại" in shown
    assert author.post(reverse("desk:withdraw", args=[page.pk])).status_code == 302
    assert "Đã rút lại" in text(author.get(item_url(page)))
    again = author.post(reverse("desk:withdraw", args=[page.pk]))
    assert again.status_code == 409
    assert "không còn chờ duyệt" in text(again)
    assert author.post(reverse("desk:submit", args=[page.pk])).status_code == 302
    assert actions_of(page) == ["submitted", "withdrawn", "submitted"]


def test_another_contributor_withdraws_nothing():
    page = make_news("LA", owner=user("la-member"))
    submit(page)
    client = signed_in("la-contributor")
    assert "Rút lại" not in text(client.get(item_url(page)))
    response = client.post(reverse("desk:withdraw", args=[page.pk]))
    assert response.status_code == 409
    assert "Chỉ người viết hoặc người gửi" in text(response)
    assert actions_of(page) == ["submitted"]


def test_submitting_twice_gives_one_run():
    page = make_news("LA")
    author = signed_in("la-contributor")
    url = reverse("desk:submit", args=[page.pk])
    assert author.post(url).status_code == 302
    again = author.post(url)
    assert again.status_code == 409
    assert "đang trong quy trình duyệt" in text(again)
    assert actions_of(page) == ["submitted"]


def test_what_is_missing_is_said_before_and_at_submission():
    page = make_news("LA", summary="", happened_at=None)
    author = signed_in("la-contributor")
    shown = text(author.get(item_url(page)))
    assert "Hãy viết tóm tắt." in shown
    assert "Hãy ghi thời điểm diễn ra" in shown
    refused = author.post(reverse("desk:submit", args=[page.pk]))
    assert refused.status_code == 409
    assert "Hãy viết tóm tắt." in text(refused)
    assert actions_of(page) == []


def test_who_may_not_edit_submits_nothing():
    page = make_news("BP")
    administrator = signed_in("bp-network_admin")
    assert "Bản nháp do người viết giữ" in text(administrator.get(item_url(page)))
    response = administrator.post(reverse("desk:submit", args=[page.pk]))
    assert response.status_code == 409
    assert actions_of(page) == []


# The story


def test_story_tells_every_act_with_person_and_step():
    page = publish_news("BP")
    shown = text(signed_in("bp-contributor").get(item_url(page)))
    for step in agency("BP").book.steps:
        assert shown.count(step.label) >= 2, step.label
    for name in ("bp-unit_head", "bp-secretary", "bp-member", "bp-head"):
        assert user(name).full_name in shown
    assert shown.count("desk-step--done") == len(agency("BP").book.steps) + 2


def test_voided_approval_is_marked_and_its_step_open_again():
    page = make_news("KT")
    submit(page)
    take_step(page, "kt-unit_head")
    take_step(page, "kt-member")
    take_step(page, "kt-head")
    edit(page, user("kt-member"), summary="Sửa sau khi đã duyệt.")
    shown = text(signed_in("kt-deputy").get(item_url(page)))
    assert "không còn hiệu lực" in shown
    # Edited by nobody's step: the unit head's sign-off falls too, only the submission stands.
    assert current_state(page).task.specific.step_code == "don-vi-duyet"
    assert shown.count("desk-step--done") == 1


def test_earlier_runs_stay_in_the_story():
    page = make_news("LA")
    submit(page)
    act(signed_in("la-member"), page, "return", note="Lượt một: thiếu ảnh.")
    submit(page)
    shown = text(signed_in("la-member").get(item_url(page)))
    assert "Lượt một: thiếu ảnh." in shown
    assert "Lượt duyệt trước" in shown


def test_checklist_of_the_agency_stands_beside_the_item():
    page = make_news("DL")
    submit(page)
    shown = text(signed_in("dl-head").get(item_url(page)))
    rows = [row for row in agency("DL").book.principles if row.checklist]
    assert len(rows) == 5
    assert all(row.label in shown for row in rows)


def test_deadline_stands_beside_the_item():
    page = make_news("LA")
    submit(page)
    assert "duties__mark" in text(signed_in("la-member").get(item_url(page)))


def test_structure_page_shows_its_founding_and_no_step():
    shown = text(signed_in("la-head").get(item_url(news_index("LA"))))
    assert "Đã đăng công khai" in shown
    assert 'name="action"' not in shown
