"""Publishing in an emergency: who, why, and that another person decides afterwards."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from sections.base.door import Refused
from sections.base.models import BasePage
from tests import factories
from tests.editor import client_of
from workflow.approval import watch
from workflow.approval.emergencies import opening, settling
from workflow.approval.models import Decision, Emergency
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db

REASON = "Bão đổ bộ trong ba giờ tới."


def fresh(page):
    return BasePage.objects.get(pk=page.pk).specific


@pytest.fixture
def draft():
    return factories.make_news("LA", title="Tin khẩn")


@pytest.fixture
def urgent(draft):
    """An item that the head published in an emergency."""
    opening.publish(draft, factories.user("la-head"), REASON)
    return fresh(draft)


class TestPublishing:
    def test_it_is_public_recorded_and_told(self, urgent):
        assert urgent.live
        decision = Decision.objects.filter(page_id=urgent.pk).last()
        assert (decision.action, decision.note) == ("emergency", REASON)
        assert Entry.objects.get(action="approval.emergency").note == REASON
        told = {address for message in mail.outbox for address in message.to}
        assert factories.user("la-deputy").email in told

    @pytest.mark.parametrize(
        "name", ["la-member", "la-deputy", "la-operator", "quan-tri", "bp-head"]
    )
    def test_others_may_not(self, draft, name):
        with pytest.raises(Refused, match="được đăng khẩn cấp"):
            opening.publish(draft, factories.user(name), REASON)
        assert not fresh(draft).live

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_a_reason_is_needed(self, draft, reason):
        with pytest.raises(Refused, match="vì sao không chờ"):
            opening.publish(draft, factories.user("la-head"), reason)
        assert not fresh(draft).live

    def test_other_content_than_was_seen_is_not_published(self, draft):
        with pytest.raises(Refused, match="đã thay đổi"):
            opening.publish(draft, factories.user("la-head"), REASON, seen_hash="0" * 64)
        assert not fresh(draft).live

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"illustration_alt": ""}, "dòng mô tả"),
            ({"go_live_at": timezone.now() + timedelta(days=1)}, "bỏ giờ hẹn"),
            ({"expire_at": timezone.now() + timedelta(days=1)}, "bỏ giờ hẹn"),
        ],
    )
    def test_an_incomplete_item_is_not_published(self, fields, words):
        picture = {"illustration": factories.make_image("LA"), "illustration_alt": "Ảnh"}
        page = factories.make_news("LA", **{**picture, **fields})
        with pytest.raises(Refused, match=words):
            opening.publish(page, factories.user("la-head"), REASON)
        assert not fresh(page).live

    def test_what_is_public_already_is_not_published_again(self):
        page = factories.publish_news("LA")
        with pytest.raises(Refused, match="không có gì để đăng khẩn cấp"):
            opening.publish(page, factories.user("la-head"), REASON)
        assert not Emergency.objects.exists()

    def test_the_address_of_a_public_item_stays(self):
        page = factories.publish_news("LA", slug="duong-dan-cu")
        factories.edit(page, page.owner, slug="duong-dan-moi", summary="Mới.")
        with pytest.raises(Refused, match="đường dẫn không đổi"):
            opening.publish(fresh(page), factories.user("la-head"), REASON)
        assert fresh(page).slug == "duong-dan-cu"

    def test_not_twice(self, urgent):
        factories.edit(urgent, urgent.owner, title="Bản hai")
        with pytest.raises(Refused, match="chưa được duyệt lại"):
            opening.publish(fresh(urgent), factories.user("la-head"), REASON)

    def test_the_watch_knows_it(self, urgent):
        assert watch.watch_pages(factories.agency("LA")) == []


class TestConfirming:
    def test_another_person_of_the_board(self, urgent):
        settling.confirm(urgent, factories.user("la-deputy"))
        assert Emergency.objects.get(page_id=urgent.pk).outcome == "confirmed"
        assert fresh(urgent).live

    @pytest.mark.parametrize(
        "name", ["la-head", "la-contributor", "la-member", "quan-tri", "bp-head"]
    )
    def test_neither_who_published_nor_who_wrote_nor_a_stranger(self, urgent, name):
        with pytest.raises(Refused):
            settling.confirm(urgent, factories.user(name))
        assert Emergency.objects.get(page_id=urgent.pk).settled_at is None

    def test_an_editor_of_the_draft_may_not(self, draft):
        factories.edit(draft, factories.user("la-deputy"), summary="Sửa.")
        opening.publish(fresh(draft), factories.user("la-head"), REASON)
        with pytest.raises(Refused, match="người khác"):
            settling.confirm(fresh(draft), factories.user("la-deputy"))

    def test_only_what_was_published(self, urgent):
        Emergency.objects.filter(page_id=urgent.pk).update(content_hash="0" * 64)
        with pytest.raises(Refused, match="không phải nội dung"):
            settling.confirm(urgent, factories.user("la-deputy"))

    def test_other_content_than_was_seen_is_not_approved(self, urgent):
        with pytest.raises(Refused, match="đã thay đổi sau khi bạn mở xem"):
            settling.confirm(urgent, factories.user("la-deputy"), seen_hash="0" * 64)
        assert Emergency.objects.get(page_id=urgent.pk).settled_at is None

    def test_the_boards_own_publishing_settles_it(self, urgent):
        factories.submit(urgent, factories.user("la-contributor"))
        factories.take_step(urgent, "la-member")
        factories.take_step(urgent, "la-head")
        assert Emergency.objects.get(page_id=urgent.pk).outcome == "published"


class TestWithdrawing:
    def test_a_new_item_disappears(self, urgent):
        settling.retract(urgent, factories.user("la-head"), "Tin chưa chính xác.")
        assert not fresh(urgent).live
        assert Decision.objects.filter(page_id=urgent.pk).last().action == "retracted"

    @pytest.mark.parametrize("name", ["la-contributor", "la-member", "quan-tri", "bp-head"])
    def test_a_stranger_does_not(self, urgent, name):
        with pytest.raises(Refused):
            settling.retract(urgent, factories.user(name), "Tin chưa chính xác.")
        assert fresh(urgent).live

    def test_a_note_is_needed(self, urgent):
        with pytest.raises(Refused, match="vì sao thu hồi"):
            settling.retract(urgent, factories.user("la-head"), "  ")
        assert fresh(urgent).live

    def test_former_content_that_was_altered_does_not_come_back(self):
        page = factories.publish_news("LA", title="Bản đã duyệt")
        former = page.live_revision
        factories.edit(page, page.owner, title="Bản khẩn")
        opening.publish(fresh(page), factories.user("la-head"), REASON)
        former.content["title"] = "Nội dung lén"
        Revision.objects.filter(pk=former.pk).update(content=former.content)
        settling.retract(fresh(page), factories.user("la-deputy"), "Chưa đúng.")
        assert not fresh(page).live

    def test_the_former_content_comes_back(self):
        page = factories.publish_news("LA", title="Bản đã duyệt")
        factories.edit(page, page.owner, title="Bản khẩn")
        opening.publish(fresh(page), factories.user("la-head"), REASON)
        assert fresh(page).title == "Bản khẩn"
        settling.retract(fresh(page), factories.user("la-deputy"), "Chưa đúng.")
        assert (fresh(page).live, fresh(page).title) == (True, "Bản đã duyệt")
        assert watch.watch_pages(factories.agency("LA")) == []

    def test_the_system_does_it_when_time_is_up(self, urgent):
        emergency = Emergency.objects.get(page_id=urgent.pk)
        assert emergency.due_at - emergency.published_at == timedelta(hours=24)
        assert settling.settle_due(emergency.due_at - timedelta(seconds=1)) == 0
        assert fresh(urgent).live
        assert settling.settle_due(emergency.due_at) == 1
        assert not fresh(urgent).live
        assert settling.settle_due(emergency.due_at) == 0
        assert "24 giờ" in Decision.objects.filter(page_id=urgent.pk).last().note

    def test_half_way_it_reminds_once(self, urgent):
        mail.outbox.clear()
        half = Emergency.objects.get(page_id=urgent.pk).published_at + timedelta(hours=12)
        settling.settle_due(half)
        first = len(mail.outbox)
        settling.settle_due(half)
        assert (first > 0, len(mail.outbox)) == (True, first)


class TestScreens:
    def form(self, page, **fields):
        return {"note": REASON, "sure": "on", **fields}

    def test_the_head_publishes_and_the_deputy_approves(self, draft):
        head = client_of("la-head")
        screen = head.get(reverse("desk:item", args=[draft.pk])).content.decode()
        assert "Đăng khẩn cấp" in screen
        head.post(reverse("desk:emergency_publish", args=[draft.pk]), self.form(draft))
        assert fresh(draft).live
        deputy = client_of("la-deputy")
        screen = deputy.get(reverse("desk:item", args=[draft.pk])).content.decode()
        assert "Khẩn cấp" in screen and "Duyệt lại" in screen
        deputy.post(reverse("desk:emergency_settle", args=[draft.pk]), {"action": "confirm"})
        assert Emergency.objects.get(page_id=draft.pk).outcome == "confirmed"

    def test_without_the_tick_nothing_happens_and_the_reason_is_kept(self, draft):
        answer = client_of("la-head").post(
            reverse("desk:emergency_publish", args=[draft.pk]),
            {"note": REASON, "action": "emergency"},
        )
        assert answer.status_code == 409
        assert REASON in answer.content.decode()
        assert not fresh(draft).live

    def test_a_member_is_not_offered_it_and_cannot_force_it(self, draft):
        member = client_of("la-member")
        screen = member.get(reverse("desk:item", args=[draft.pk])).content.decode()
        assert "Đăng khẩn cấp" not in screen
        member.post(reverse("desk:emergency_publish", args=[draft.pk]), self.form(draft))
        assert not fresh(draft).live
