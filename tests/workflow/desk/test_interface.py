"""The editing interface around the desk: menu, editor buttons, page listing, house name."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories import make_news, news_index, publish_news, submit, take_step, user
from workflow.approval.decision import Decision

pytestmark = pytest.mark.django_db

FOOTER = re.compile(r'<div class="desk-editor-buttons">(.*?)</nav>', re.DOTALL)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(user(username))
    return client


def get(username: str, url: str) -> str:
    response = signed_in(username).get(url)
    assert response.status_code == 200
    return response.content.decode()


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def editor_buttons(username: str, page) -> list[str]:
    """The words of the buttons below the editor, in order."""
    footer = FOOTER.search(get(username, edit_url(page)))[1]
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", footer, flags=re.DOTALL)
    return [" ".join(line.split()) for line in re.split(r"\n\s*\n", words) if line.strip()]


def form_of(page, **fields) -> dict:
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "body": streamfield([("paragraph", rich_text("<p>Nội dung của tin.</p>"))]),
            "tags": "",
            "unit": page.unit_id,
            "supplier_name": page.supplier_name,
            "supplier_email": page.supplier_email,
            "supplier_phone": page.supplier_phone,
            "byline": page.byline,
            "happened_at": f"{timezone.localtime(page.happened_at):%d/%m/%Y %H:%M}",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **fields,
        }
    )


def test_draft_is_saved_or_submitted_and_nothing_else():
    assert editor_buttons("la-contributor", make_news("LA")) == [
        "Lưu nháp",
        "Gửi duyệt",
        "Quy trình duyệt",
    ]


def test_new_item_is_saved_or_submitted():
    address = ("sections", "newspage", news_index("LA").pk)
    html = get("la-contributor", reverse("wagtailadmin_pages:add", args=address))
    footer = FOOTER.search(html)[1]
    assert 'name="action-submit"' in footer
    assert "Lưu nháp" in footer
    assert "Quy trình duyệt" not in footer


@pytest.mark.parametrize("username", ["la-contributor", "la-head", "quan-tri"])
def test_locked_item_leads_to_the_desk_only(username):
    page = make_news("LA")
    submit(page)
    assert editor_buttons(username, page) == ["Quy trình duyệt"]


def test_holder_of_an_editing_step_saves_and_goes_to_the_desk():
    page = make_news("LA")
    submit(page)
    assert editor_buttons("la-member", page) == ["Lưu nháp", "Quy trình duyệt"]


@pytest.mark.parametrize("username", ["la-head", "quan-tri"])
def test_public_item_offers_no_direct_publishing(username):
    page = publish_news("LA")
    buttons = editor_buttons(username, page)
    assert buttons == ["Lưu nháp", "Gửi duyệt", "Quy trình duyệt"]


def test_submitting_in_the_editor_leads_to_the_item_on_the_desk():
    page = make_news("LA")
    client = signed_in("la-contributor")
    data = form_of(page, **{"action-submit": "Gửi duyệt"})
    response = client.post(edit_url(page), data)
    assert response.status_code == 302
    assert response["Location"] == reverse("desk:item", args=[page.pk])
    assert WorkflowState.objects.for_instance(page).active().count() == 1
    assert Decision.objects.filter(page_id=page.pk, action="submitted").count() == 1


def test_saving_a_draft_stays_in_the_editor():
    page = make_news("LA")
    response = signed_in("la-contributor").post(edit_url(page), form_of(page, summary="Mới."))
    assert response["Location"].startswith(edit_url(page))
    assert not WorkflowState.objects.for_instance(page).active().exists()


def test_desk_comes_first_and_wagtails_help_is_gone():
    html = get("la-member", reverse("wagtailadmin_home"))
    names = re.findall(r'"name": "([a-z-]+)", "label"', html)
    assert names[0] == "desk"
    assert "explorer" in names
    assert "help" not in names
    assert not {"site-history", "locked-pages", "aging-pages", "page-types-usage"} & set(names)


def test_every_role_opens_the_start_page():
    for name in ("bp-network_admin", "bp-office", "bp-secretary", "kt-operator", "quan-tri"):
        assert "Xin chào, " in get(name, reverse("wagtailadmin_home"))


def test_house_name_and_icon_instead_of_wagtails():
    html = get("la-member", reverse("desk:index"))
    assert "<title>Bàn làm việc - Trang thông tin điện tử</title>" in html
    assert "img/favicon.svg" in html
    assert "wagtailadmin/images/favicon.ico" not in html


def test_who_may_write_gets_the_button_and_others_do_not():
    write = reverse("wagtailadmin_pages:add", args=("sections", "newspage", news_index("LA").pk))
    assert write in get("la-contributor", reverse("desk:index"))
    assert write not in get("bp-contributor", reverse("desk:index"))
    assert "Viết tin, bài" not in get("bp-network_admin", reverse("desk:index"))
    assert "Viết tin, bài" not in get("quan-tri", reverse("desk:index"))


def test_the_other_sections_stand_behind_one_button():
    html = get("bp-contributor", reverse("desk:index"))
    assert html.count('class="desk-kinds"') == 1
    before, kinds = html.split('<ul class="desk-kinds__list">', 1)
    assert "Viết tin, bài" in before
    assert "Thủ tục hành chính" in kinds.split("</ul>", 1)[0]
    assert "desk-kinds" not in get("bp-contributor", reverse("desk:notices"))


@pytest.mark.parametrize("username", ["la-head", "quan-tri"])
def test_listing_offers_no_refused_act_on_live_pages(username):
    page = publish_news("LA")
    html = get(username, reverse("wagtailadmin_explore", args=[news_index("LA").pk]))
    assert edit_url(page) in html
    for name in ("move", "copy", "delete", "unpublish"):
        assert f'href="{reverse(f"wagtailadmin_pages:{name}", args=[page.pk])}' not in html


def test_listing_keeps_deletion_of_an_own_draft():
    page = make_news("LA")
    html = get("la-contributor", reverse("wagtailadmin_explore", args=[news_index("LA").pk]))
    assert reverse("wagtailadmin_pages:delete", args=[page.pk]) in html


def test_history_of_a_run_is_told_after_each_step():
    page = make_news("LA")
    submit(page)
    take_step(page, "la-member")
    client = signed_in("la-head")
    state = page.current_workflow_state.current_task_state
    url = reverse("desk:take", args=[page.pk, state.pk])
    response = client.post(url, {"action": "pass"}, follow=True)
    assert "đã hiển thị công khai." in response.content.decode()
