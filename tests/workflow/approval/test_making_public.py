"""Two drafts may have the same address; only one of them becomes public under it."""

import pytest

from sections.base.door import Refused
from sections.base.models import BasePage
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
