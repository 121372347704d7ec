"""A form for a new page makes one page, however often and however fast it is sent."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sections.base.forms import DRAFT_KEY
from sections.news import NewsPage
from tests.editor import client_of, editor_form
from tests.factories import make_news, news_index, user
from tests.real_database import together
from workflow.desk import first_save
from workflow.desk.first_save import FirstSave

KEY = "k" * 24
JSON = {"HTTP_ACCEPT": "application/json"}


def add_url() -> str:
    return reverse("wagtailadmin_pages:add", args=["sections", "newspage", news_index("LA").pk])


def form(**changes) -> dict:
    """What the editor sends of a new item that is complete."""
    page = make_news("LA", title="Mẫu")
    values = editor_form(page) | {
        "title": "Tin viết một lần",
        "slug": "",
        DRAFT_KEY: KEY,
        "unit": page.unit_id,
        "supplier_title": page.supplier_title,
        "supplier_email": page.supplier_email,
        "supplier_phone": page.supplier_phone,
        "byline": page.byline,
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def written() -> list[NewsPage]:
    return list(NewsPage.objects.filter(title__startswith="Tin viết").order_by("pk"))


@pytest.mark.django_db
def test_the_form_of_a_new_page_carries_a_key_and_that_of_a_page_does_not():
    browser = client_of("la-contributor")
    pattern = rf'name="{DRAFT_KEY}" value="([\w-]+)"'
    first, second = (re.search(pattern, browser.get(add_url()).content.decode()) for _ in "ab")
    assert first[1] != second[1]
    page = make_news("LA")
    html = browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert DRAFT_KEY not in html


@pytest.mark.django_db
def test_saving_twice_makes_one_page_and_the_second_save_counts():
    browser = client_of("la-contributor")
    browser.post(add_url(), form())
    answer = browser.post(add_url(), form(summary="Viết lại sau khi bấm nút quay lại."))
    assert answer.status_code == 302
    (page,) = written()
    assert page.get_latest_revision_as_object().summary == "Viết lại sau khi bấm nút quay lại."


@pytest.mark.django_db
def test_submitting_after_the_editor_saved_by_itself_submits_that_page():
    browser = client_of("la-contributor")
    answer = browser.post(add_url(), form(), **JSON)
    assert answer.json()["success"] is True
    browser.post(add_url(), form(**{"action-submit": "1"}))
    (page,) = written()
    assert page.workflow_in_progress


@pytest.mark.django_db
def test_submitting_twice_submits_once_and_says_so():
    browser = client_of("la-contributor")
    browser.post(add_url(), form(**{"action-submit": "1"}))
    answer = browser.post(add_url(), form(**{"action-submit": "1"}), follow=True)
    (page,) = written()
    assert page.workflow_states.count() == 1
    assert "không gửi lại lần nữa" in answer.content.decode()


@pytest.mark.django_db
def test_what_was_changed_after_submitting_stays_in_the_editor():
    browser = client_of("la-contributor")
    browser.post(add_url(), form(**{"action-submit": "1"}))
    later = "Câu viết thêm sau khi bấm nút quay lại."
    answer = browser.post(add_url(), form(summary=later, **{"action-submit": "1"}))
    html = answer.content.decode()
    assert (answer.status_code, later in html) == (200, True)
    assert "đã được gửi duyệt trước lần sửa này" in html
    (page,) = written()
    assert page.get_latest_revision_as_object().summary != later
    # The very same text again is no change.
    again = browser.post(add_url(), form(**{"action-submit": "1"}))
    assert again.url == reverse("desk:item", args=[page.pk])


@pytest.mark.django_db
def test_what_the_editor_saves_by_itself_never_overtakes_the_author():
    browser = client_of("la-contributor")
    browser.post(add_url(), form(summary="Bản tác giả đã lưu."))
    answer = browser.post(add_url(), form(summary="Bản cũ hơn, đến sau."), **JSON)
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "already_saved"
    (page,) = written()
    assert page.get_latest_revision_as_object().summary == "Bản tác giả đã lưu."


@pytest.mark.django_db
def test_a_form_with_mistakes_may_be_sent_again():
    browser = client_of("la-contributor")
    answer = browser.post(add_url(), form(title=""))
    assert f'value="{KEY}"' in answer.content.decode()
    browser.post(add_url(), form())
    assert len(written()) == 1


@pytest.mark.django_db
def test_the_key_of_another_person_or_a_strange_key_opens_nothing():
    client_of("la-contributor").post(add_url(), form())
    for key in (KEY, "x", "k" * 900, "<script>"):
        title = f"Tin viết với khóa {key[:3]}{len(key)}"
        client_of("la-member").post(add_url(), form(title=title, **{DRAFT_KEY: key}))
    assert len(written()) == 1 + NewsPage.objects.filter(owner=user("la-member")).count()
    assert written()[0].owner == user("la-contributor")


@pytest.mark.django_db
def test_an_address_taken_meanwhile_is_said_beside_the_form(monkeypatch):
    browser = client_of("la-contributor")
    browser.post(add_url(), form())
    # As if the other page had come between looking through the form and saving.
    monkeypatch.setattr("wagtail.admin.forms.pages.WagtailAdminPageForm.is_valid", _is_valid)
    answer = browser.post(add_url(), form(**{DRAFT_KEY: "j" * 24}, slug="tin-viet-mot-lan"))
    assert answer.status_code == 200
    assert "đường dẫn" in answer.content.decode()
    assert len(written()) == 1


def _is_valid(form) -> bool:
    form.full_clean()
    form.errors.pop("slug", None)
    form.instance.slug = form.data["slug"]
    return True


def test_two_at_once_make_one_page(real_database):
    browsers = [client_of("la-contributor") for _ in range(4)]
    values, url = form(), add_url()
    answers = together(*(lambda b=browser: b.post(url, values) for browser in browsers))
    assert [answer.status_code for answer in answers] == [302] * 4, [
        answer.content.decode()[-3000:] for answer in answers if answer.status_code != 302
    ]
    assert len(written()) == 1


@pytest.mark.django_db
def test_old_keys_are_forgotten():
    first_save.of_form(KEY, user("la-contributor"))
    now = timezone.now()
    assert first_save.forget(now) == 0
    assert first_save.forget(now + timedelta(days=3)) == 1
    assert not FirstSave.objects.exists()
