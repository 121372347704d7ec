"""Two drafts may have the same address; only one of them becomes public under it."""

import pytest
from wagtail.models import ReferenceIndex

from sections.base.door import Refused
from sections.base.models import BasePage
from sections.media.models import AgencyImage
from sections.media.pictures import LATER_SPECS, PUBLIC_SPECS
from sections.news import NewsPage
from tests import factories
from workflow.approval.models import Notice
from workflow.approval.publishing import publish_structure

pytestmark = pytest.mark.django_db


def test_an_address_taken_meanwhile_is_refused_and_nothing_is_lost():
    page = factories.make_news("QT", title="Tin thứ nhất", slug="tin-chung")
    other = factories.make_news("QT", title="Tin thứ hai", slug="tin-khac")
    factories.submit(page)
    factories.take_step(page, "qt-head")
    BasePage.objects.filter(pk=other.pk).update(slug="tin-chung")
    with pytest.raises(Refused, match="vừa được một trang khác dùng"):
        factories.take_step(page, "qt-operator")
    page.refresh_from_db()
    assert (page.live, page.workflow_in_progress) == (False, True)


def test_the_founding_decision_publishes_no_item():
    page = factories.make_news("QT")
    with pytest.raises(Refused, match="chưa được đăng"):
        publish_structure(page, clauses=(), regulation="thử")
    assert not BasePage.objects.get(pk=page.pk).live


def test_what_wagtail_keeps_of_a_published_page_is_kept():
    page = factories.publish_news("QT")
    page = BasePage.objects.get(pk=page.pk)
    assert (page.live, page.has_unpublished_changes, page.expired) == (True, False, False)
    assert page.live_revision_id == page.latest_revision_id
    assert page.first_published_at == page.last_published_at
    first = page.first_published_at
    factories.edit(page.specific, page.owner, title="Bản hai")
    factories.submit(page.specific)
    factories.walk(page.specific)
    page = BasePage.objects.get(pk=page.pk)
    assert (page.title, page.draft_title) == ("Bản hai", "Bản hai")
    assert page.first_published_at == first < page.last_published_at


def test_wagtails_own_mails_are_not_sent_beside_ours(mailoutbox):
    page = factories.make_news("QT")
    factories.submit(page)
    factories.walk(page)
    subjects = [message.subject for message in mailoutbox]
    assert len(subjects) == len({(m.subject, tuple(m.to)) for m in mailoutbox})
    assert all("«" in subject for subject in subjects)
    assert Notice.objects.filter(text__contains="đã hiển thị công khai").exists()


def test_the_address_that_the_draft_has_becomes_the_pages():
    page = factories.make_news("LA", slug="dia-chi-dau")
    factories.edit(page, page.owner, slug="dia-chi-sau")
    factories.submit(NewsPage.objects.get(pk=page.pk))
    factories.walk(NewsPage.objects.get(pk=page.pk))
    page = NewsPage.objects.get(pk=page.pk)
    parent = page.get_parent()
    assert (page.live, page.slug, page.url_path) == (
        True,
        "dia-chi-sau",
        f"{parent.url_path}dia-chi-sau/",
    )


def test_a_version_that_keeps_its_address_is_published_whole():
    page = factories.publish_news("LA", title="Tên trước")
    place = (page.path, page.slug, page.url_path)
    former = NewsPage.objects.get(pk=page.pk)
    draft = former.get_latest_revision_as_object()
    draft.title = "Tên sau"
    draft.body = [("paragraph", "<p>Nội dung sau.</p>")]
    draft.tags.add("phổ biến pháp luật")
    draft.save_revision(user=page.owner)
    factories.submit(former)
    factories.walk(NewsPage.objects.get(pk=page.pk))
    public = NewsPage.objects.get(pk=page.pk)
    assert (public.title, public.folded) == ("Tên sau", " ten sau tom tat cua tin ")
    assert "Nội dung sau." in str(public.body)
    assert list(public.tags.names()) == ["phổ biến pháp luật"]
    assert (public.path, public.slug, public.url_path) == place


def with_picture(page, image):
    body = [("image", {"image": image, "alt": "Quang cảnh", "caption": ""})]
    factories.edit(page, page.owner, body=body)
    page = NewsPage.objects.get(pk=page.pk)
    factories.submit(page)
    return page


def test_what_a_public_version_refers_to_is_known_at_once():
    """The guards of files go by it; a picture of the version before is free again."""
    page = factories.make_news("LA")
    first, second = factories.make_image("LA"), factories.make_image("LA")
    for image in (first, second):
        page = with_picture(page, image)
        factories.walk(page)
        page = NewsPage.objects.get(pk=page.pk)
        shown = ReferenceIndex.get_references_for_object(page).filter(
            to_content_type=ReferenceIndex._get_base_content_type(AgencyImage)
        )
        assert list(shown.values_list("to_object_id", flat=True)) == [str(image.pk)]


def test_the_worker_makes_the_public_sizes_when_an_item_is_submitted(
    django_capture_on_commit_callbacks,
):
    image = factories.make_image("LA", file=factories.picture_file(size=(900, 600)))
    with django_capture_on_commit_callbacks(execute=True):
        page = with_picture(factories.make_news("LA"), image)
    made = dict(image.renditions.values_list("filter_spec", "pk"))
    assert set(PUBLIC_SPECS + LATER_SPECS) <= set(made)
    factories.walk(page)
    assert dict(image.renditions.values_list("filter_spec", "pk")) == made


def test_the_public_sizes_are_made_at_publishing_when_the_worker_was_late(
    django_capture_on_commit_callbacks,
):
    image = factories.make_image("LA", file=factories.picture_file(size=(900, 600)))
    page = with_picture(factories.make_news("LA"), image)
    assert not image.renditions.exists()
    with django_capture_on_commit_callbacks() as after:
        factories.walk(page)
    made = image.renditions.values_list("filter_spec", flat=True)
    assert set(made) == set(PUBLIC_SPECS)
    # The slow format is left to the worker.
    for act in after:
        act()
    assert set(made.all()) == set(PUBLIC_SPECS + LATER_SPECS)
