"""Submitting from the editor: problems beside their fields, nothing typed is lost."""

import unicodedata

import pytest
from django.urls import reverse

from sections.base import submission
from sections.base.door import Refused
from sections.news import NewsPage
from tests import factories
from tests.editor import client_of, editor_form
from workflow.approval.decision import Decision

pytestmark = pytest.mark.django_db


def post_new(code: str, **changes):
    """What the contributor's browser gets after posting a new item with «Gửi duyệt»."""
    sample = NewsPage(title="Tin mới của đơn vị", slug="tin-moi", summary="Tóm tắt.")
    author = factories.user(f"{code.lower()}-contributor")
    values = {
        "unit": author.unit_id,
        "supplier_name": author.full_name,
        "supplier_email": author.email,
        "supplier_phone": "0900000000",
        "action-submit": "action-submit",
        **changes,
    }
    url = reverse(
        "wagtailadmin_pages:add", args=["sections", "newspage", factories.news_index(code).pk]
    )
    form = editor_form(sample, **values)
    return client_of(author.username).post(url, {**form, **changes})


@pytest.mark.parametrize("code", factories.CODES)
def test_new_item_is_written_and_submitted_in_one_request(code):
    answer = post_new(code)
    assert answer.status_code == 302, answer.context["form"].errors
    page = NewsPage.objects.get(slug="tin-moi")
    assert page.current_workflow_state.current_task_state.task.specific.agency.code == code
    assert Decision.objects.get(page_id=page.pk).action == "submitted"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"summary": ""}, "Hãy viết tóm tắt"),
        ({"happened_at": ""}, "Hãy ghi thời điểm diễn ra"),
        ({"supplier_name": ""}, "họ tên người cung cấp"),
        ({"source_name": "Báo Nhân Dân"}, "ngày nguồn đăng"),
        ({"title": "x" * 300}, "255"),
        ({"happened_at": "31/02/2026 08:00"}, "error-message"),
    ],
)
def test_problem_is_told_beside_what_was_typed(changes, words):
    answer = post_new("DL", **changes)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert words in html
    kept = "x" * 300 if "title" in changes else "Tin mới của đơn vị"
    assert kept in html
    assert not Decision.objects.exists() or not NewsPage.objects.filter(slug="tin-moi").exists()


def test_text_in_any_form_is_stored_as_nfc_without_nul():
    decomposed = unicodedata.normalize("NFD", "Đắk Lắk: Quyết định")
    answer = post_new("DL", title=f"{decomposed}\x00", slug="")
    assert answer.status_code == 302, answer.context["form"].errors
    page = NewsPage.objects.get(slug="dak-lak-quyet-dinh")
    assert page.title == "Đắk Lắk: Quyết định"


def test_dates_are_read_as_vietnamese_people_write_them():
    post_new("DL", happened_at="05/01/2026 08:30")
    page = NewsPage.objects.get(slug="tin-moi")
    assert f"{page.happened_at:%Y-%m-%d %H:%M}" == "2026-01-05 01:30"


def test_submitting_twice_starts_one_run():
    post_new("QT")
    page = NewsPage.objects.get(slug="tin-moi")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = editor_form(page, **{"action-submit": "action-submit"})
    client_of("qt-contributor").post(url, form)
    assert page.workflow_states.count() == 1
    assert Decision.objects.filter(page_id=page.pk, action="submitted").count() == 1


def test_an_item_under_way_is_not_submitted_again():
    page = factories.make_news("QT")
    factories.submit(page)
    with pytest.raises(Refused, match="đang trong quy trình duyệt"):
        factories.submit(page)
    assert page.workflow_states.count() == 1


def test_who_may_not_edit_the_item_does_not_submit_it():
    page = factories.make_news("QT")
    with pytest.raises(Refused, match="không có quyền gửi duyệt"):
        factories.submit(page, factories.user("la-contributor"))
    assert page.workflow_states.count() == 0


@pytest.mark.parametrize("code", ["BP", "KT"])
def test_an_item_needs_its_unit_where_the_units_head_signs(code):
    page = factories.make_news(code, unit=None)
    with pytest.raises(Refused, match="Hãy chọn đơn vị cung cấp"):
        factories.submit(page)


@pytest.mark.clause("BP-15.3-2")
def test_steps_kept_apart_need_enough_people():
    """The head alone could take every step, but not post what the head approved."""
    factories.user("bp-head").groups.add(*factories.user("bp-secretary").groups.all())
    factories.user("bp-secretary").groups.clear()
    page = factories.make_news("BP")
    with pytest.raises(Refused, match="phải do những người khác nhau làm"):
        factories.submit(page)


@pytest.mark.clause("DL-7.1.đ", "DL-7.2-2", "KT-5.4", "LA-5.4-2")
@pytest.mark.parametrize(
    ("code", "fields"),
    [("LA", []), ("DL", ["byline", "source_published_on"]), ("KT", ["byline"])],
)
def test_quoted_item_needs_the_source_data_of_the_agencys_regulation(code, fields):
    page = factories.make_news(code, byline="", source_name="Báo Nhân Dân")
    assert [problem.field for problem in submission.problems(page)] == fields


@pytest.mark.clause("BP-9.1.b", "DL-10.1-2")
@pytest.mark.parametrize(("code", "field"), [("BP", "supplier_email"), ("DL", "supplier_phone")])
def test_supplier_data_the_regulation_demands(code, field):
    page = factories.make_news(code, **{field: ""})
    assert [problem.field for problem in submission.problems(page)] == [field]


def test_illustration_needs_its_description():
    page = factories.make_news("LA", illustration=factories.make_image("LA"))
    assert [problem.field for problem in submission.problems(page)] == ["illustration_alt"]


def test_form_offers_the_agencys_own_units_and_deadline_kinds_only():
    page = factories.make_news("DL")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client_of("dl-contributor").get(url).context["form"]
    units = set(form.fields["unit"].queryset)
    assert units == set(factories.agency("DL").units.all())
    kinds = {value for value, _label in form.fields["deadline_kind"].choices if value}
    assert kinds == {"domestic", "foreign", "from_document"}


def test_title_is_one_line_wherever_it_comes_from():
    page = factories.make_news("DL", title="Tin\r\nhai dòng")
    assert page.title == "Tin hai dòng"


def test_refused_child_of_a_new_page_leads_to_the_saved_draft():
    """What the form cannot see before saving is refused at the start; the draft is at hand."""
    image = factories.make_image("BP", title="Ảnh của cơ quan khác")
    page = factories.make_news("DL")
    draft = page.get_latest_revision_as_object()
    draft.body = [("image", {"image": image, "alt": "Ảnh", "caption": ""})]
    draft.save_revision(user=page.owner)
    answer = client_of("dl-contributor").post(reverse("desk:submit", args=[page.pk]), follow=True)
    assert "ảnh của cơ quan khác" in answer.content.decode()
    assert page.workflow_states.count() == 0
