"""What the board approved for a time happens at that time, and only that."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from sections.base import door
from sections.base.door import Refused
from sections.base.models import BasePage
from tests import factories
from workflow.approval import schedule
from workflow.approval.models import Decision, ItemEdit
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db

SOON = timedelta(hours=3)


@pytest.fixture
def appointed():
    """An item that the board approved for three hours from now, and that time."""
    at = timezone.now() + SOON
    page = factories.make_news("QT", title="Tin hẹn giờ", go_live_at=at)
    factories.submit(page)
    factories.walk(page)
    return page, at


def is_live(page) -> bool:
    return BasePage.objects.get(pk=page.pk).live


def acts_on(page) -> list[str]:
    return list(Decision.objects.filter(page_id=page.pk).values_list("action", flat=True))


class TestPublishing:
    def test_nothing_is_public_before(self, appointed):
        page, at = appointed
        assert acts_on(page)[-1] == "scheduled"
        assert schedule.run_due(at - timedelta(seconds=1)) == 0
        assert not is_live(page)

    def test_at_the_time_it_is_public(self, appointed):
        page, at = appointed
        assert schedule.run_due(at) == 1
        assert is_live(page)
        last = Decision.objects.filter(page_id=page.pk).last()
        assert (last.action, last.note) == ("published", schedule.AT_ITS_TIME)
        approved = Decision.objects.get(page_id=page.pk, action="approved")
        assert last.content_hash == approved.content_hash

    def test_a_late_or_second_run_does_nothing_twice(self, appointed):
        page, at = appointed
        assert [schedule.run_due(at + timedelta(days=2)), schedule.run_due(at)] == [1, 0]
        assert acts_on(page).count("published") == 1

    def test_wagtails_command_does_the_same(self, appointed, capsys):
        page, _at = appointed
        yesterday = timezone.now() - timedelta(days=1)
        Revision.objects.filter(object_id=str(page.pk), approved_go_live_at__isnull=False).update(
            approved_go_live_at=yesterday
        )
        call_command("publish_scheduled", "--dryrun")
        assert "1 việc" in capsys.readouterr().out
        assert not is_live(page)
        call_command("publish_scheduled")
        assert is_live(page)

    def test_other_content_than_the_approved_is_not_published(self, appointed):
        page, at = appointed
        revision = Revision.page_revisions.get(
            object_id=str(page.pk), approved_go_live_at__isnull=False
        )
        revision.content["title"] = "Nội dung lén"
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
        assert schedule.run_due(at) == 0
        assert not is_live(page)
        assert acts_on(page)[-1] == "not_carried_out"
        assert any("chưa được đăng" in message.body for message in mail.outbox)

    def test_a_version_that_nobody_approved_is_not_published(self):
        page = factories.make_news("QT")
        yesterday = timezone.now() - timedelta(days=1)
        page.latest_revision.approved_go_live_at = yesterday
        Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=yesterday)
        assert schedule.run_due(timezone.now()) == 0
        assert not is_live(page)

    def test_a_public_address_changed_meanwhile_is_not_changed_back(self):
        at = timezone.now() + SOON
        page = factories.publish_news("QT", slug="duong-dan-cu")
        factories.edit(page, page.owner, title="Bản hai", go_live_at=at)
        factories.submit(page)
        factories.walk(page)
        with door.opened(door.key(page)):
            BasePage.objects.filter(pk=page.pk).update(slug="duong-dan-moi")
        assert schedule.run_due(at) == 0
        assert BasePage.objects.get(pk=page.pk).slug == "duong-dan-moi"
        assert acts_on(page)[-1] == "not_carried_out"

    def test_an_edit_afterwards_leaves_the_approved_version(self, appointed):
        page, at = appointed
        factories.edit(BasePage.objects.get(pk=page.pk).specific, page.owner, title="Bản sửa sau")
        assert schedule.run_due(at) == 1
        assert BasePage.objects.get(pk=page.pk).title == "Tin hẹn giờ"

    def test_who_edited_meanwhile_still_counts_as_a_writer(self, appointed):
        """The edit is not in what became public at the hour, so its writer may not decide on it."""
        page, at = appointed
        factories.edit(
            BasePage.objects.get(pk=page.pk).specific, factories.user("qt-member"), title="Bản sửa"
        )
        schedule.run_due(at)
        page = BasePage.objects.get(pk=page.pk).specific
        factories.submit(page, factories.user("qt-contributor"))
        assert (
            ItemEdit.objects.filter(page_id=page.pk).last().user_id
            == factories.user("qt-member").pk
        )
        run = page.current_workflow_state
        from_decision = factories.verdict_of(run, "qt-member")
        assert not from_decision.allowed


class TestCancelling:
    def test_the_author_drops_the_appointment(self, appointed):
        page, at = appointed
        schedule.cancel(BasePage.objects.get(pk=page.pk).specific, page.owner)
        assert schedule.run_due(at) == 0
        assert acts_on(page)[-1] == "withdrawn"

    def test_a_stranger_does_not(self, appointed):
        page, at = appointed
        with pytest.raises(Refused, match="bỏ được hẹn giờ"):
            schedule.cancel(BasePage.objects.get(pk=page.pk).specific, factories.user("qt-deputy"))
        assert schedule.run_due(at) == 1


class TestEnding:
    @pytest.fixture
    def passing(self):
        """A public item whose display ends in three hours, and that time."""
        at = timezone.now() + SOON
        return factories.publish_news("QT", expire_at=at), at

    def test_it_stays_until_then(self, passing):
        page, at = passing
        assert schedule.run_due(at - timedelta(seconds=1)) == 0
        assert is_live(page)

    def test_it_ends_then(self, passing):
        page, at = passing
        assert schedule.run_due(at) == 1
        assert not is_live(page)
        last = Decision.objects.filter(page_id=page.pk).last()
        assert (last.action, last.note) == ("unpublished", schedule.DISPLAY_ENDED)
        assert Entry.objects.filter(action="approval.unpublished").exists()
        assert schedule.run_due(at) == 0

    def test_an_end_that_came_before_the_last_step_is_refused(self, monkeypatch):
        ends = timezone.now() + SOON
        page = factories.make_news("QT", expire_at=ends)
        factories.submit(page)
        factories.take_step(page, "qt-head")
        monkeypatch.setattr(timezone, "now", lambda: ends)
        with pytest.raises(Refused, match="thời điểm hẹn gỡ đã qua"):
            factories.take_step(page, "qt-operator")
        assert not is_live(page)
