"""The content checks in the editor, in its preview and on an item's screen."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from sections.base.content_checks.findings import findings_of
from tests.factories import CODES, agency, make_news, news_index, submit
from tests.sections.filled import fill
from tests.workflow.desk.people import signed_in

pytestmark = pytest.mark.django_db

VAGUE = [("paragraph", '<p>Mời xem <a href="https://example.vn">tại đây</a>.</p>')]
SAID = "Chữ của liên kết không nói dẫn đến đâu"


def test_the_editor_has_a_panel_with_what_the_draft_lacks():
    page = make_news("LA", title="TIN THỬ VIẾT HOA", body=VAGUE)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = signed_in("la-contributor").get(url).content.decode()
    assert 'data-side-panel="findings"' in html
    assert SAID in html
    assert "Tiêu đề viết toàn chữ hoa" in html
    assert "admin/findings.js" in html


def test_a_new_page_has_the_panel_too():
    url = reverse("wagtailadmin_pages:add", args=["sections", "newspage", news_index("LA").pk])
    html = signed_in("la-contributor").get(url).content.decode()
    assert 'data-side-panel="findings"' in html


def written(**fields) -> dict:
    """What the editor of a news item sends."""
    body = streamfield([("paragraph", rich_text(VAGUE[0][1], features=["link"]))])
    return nested_form_data(
        {
            "title": "TIN ĐANG VIẾT HOA",
            "slug": "tin-dang-viet",
            "summary": "Tóm tắt.",
            "body": body,
            "files": streamfield([]),
            "comments": inline_formset([]),
            **fields,
        }
    )


def test_the_preview_answers_with_the_findings_of_what_is_being_written():
    page = make_news("LA")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    answer = signed_in("la-contributor").post(url, written()).json()
    assert answer["count"] == 2
    assert SAID in answer["findings"]
    assert "«tại đây»" in answer["findings"]


def test_the_preview_of_a_new_page_answers_likewise():
    place = ["sections", "newspage", news_index("LA").pk]
    url = reverse("wagtailadmin_pages:preview_on_add", args=place)
    answer = signed_in("la-contributor").post(url, written()).json()
    assert answer["count"] == 2


def test_only_the_preview_beside_the_editor_carries_the_checker():
    page = make_news("LA")
    client = signed_in("la-contributor")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    client.post(url, written())
    beside = client.get(url, {"in_preview_panel": "true"}).content.decode()
    assert "<wagtail-userbar>" in beside
    assert '"include": ["main"]' in beside
    assert "<wagtail-userbar>" not in client.get(url).content.decode()


def test_the_one_who_decides_sees_the_findings():
    page = make_news("LA", body=VAGUE)
    submit(page)
    html = signed_in("la-member").get(reverse("desk:item", args=[page.pk])).content.decode()
    assert "Soát nội dung (1)" in html
    assert SAID in html


def test_the_demonstration_is_not_alarmed():
    pages = [page for code in CODES for page in fill(agency(code))]
    assert [(str(page), found) for page in pages for found in findings_of(page)] == []
    assert len(pages) > 100
