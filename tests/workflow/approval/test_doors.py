"""Every forbidden door to the public, tried by those who hold the most rights."""

import contextlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    PageViewRestriction,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from sections.base.door import Refused
from sections.base.models import BasePage
from sections.news import NewsIndexPage, NewsPage
from tests import factories
from tests.editor import client_of, editor_form
from workflow.approval import schedule
from workflow.approval.models import BoardTask, Decision

pytestmark = pytest.mark.django_db

INSIDERS = ("qt-head", "qt-operator", "qt-contributor", "quan-tri")


@pytest.fixture
def draft(db) -> NewsPage:
    """An item that nobody has approved."""
    return factories.make_news("QT", title="Tin chưa duyệt")


@pytest.fixture
def public(db) -> NewsPage:
    """An item that went its chain."""
    return factories.publish_news("QT", title="Tin đã duyệt")


def is_live(page) -> bool:
    """What the database says; a deleted draft is not live."""
    return BasePage.objects.filter(pk=page.pk, live=True).exists()


def test_no_group_holds_the_publish_permission():
    rights = GroupPagePermission.objects.values_list("permission__codename", flat=True)
    assert {right for right in rights if "publish" in right} == set()


class TestRights:
    """Nobody is even offered the direct way, superusers included."""

    @pytest.mark.parametrize("name", INSIDERS)
    @pytest.mark.parametrize(
        "right",
        [
            "can_publish",
            "can_unpublish",
            "can_publish_subpage",
            "can_reorder_children",
            "can_set_view_restrictions",
            "can_unschedule",
            "can_delete",
            "can_move",
            "can_copy",
        ],
    )
    def test_on_a_live_page(self, public, name, right):
        assert getattr(public.permissions_for_user(factories.user(name)), right)() is False

    @pytest.mark.parametrize("name", INSIDERS)
    def test_on_a_draft_and_its_section(self, draft, name):
        person = factories.user(name)
        assert draft.permissions_for_user(person).can_publish() is False
        section = factories.news_index("QT").permissions_for_user(person)
        assert (section.can_publish_subpage(), section.can_reorder_children()) == (False, False)

    def test_on_a_draft_above_a_live_page(self, draft):
        above = NewsIndexPage(title="Mục nháp", live=False)
        factories.agency("QT").site.root_page.add_child(instance=above)
        may_delete = [above.permissions_for_user(factories.user("quan-tri")).can_delete()]
        draft.move(above, pos="last-child")
        draft = NewsPage.objects.get(pk=draft.pk)
        factories.submit(draft)
        factories.walk(draft)
        above = NewsIndexPage.objects.get(pk=above.pk)
        may_delete.append(above.permissions_for_user(factories.user("quan-tri")).can_delete())
        assert may_delete == [True, False]


class TestShell:
    """Code with a handle on the models."""

    @pytest.mark.parametrize("skip", [False, True])
    def test_page_publish(self, draft, skip):
        revision = draft.get_latest_revision()
        with pytest.raises((PermissionDenied, Refused)):
            draft.publish(revision, user=factories.user("quan-tri"), skip_permission_checks=skip)
        assert not is_live(draft)

    def test_revision_publish(self, draft):
        with pytest.raises(Refused, match="quy trình duyệt"):
            draft.get_latest_revision().publish()
        assert not is_live(draft)

    @pytest.mark.parametrize("fields", [None, ["live"]])
    def test_save_with_live_set(self, draft, fields):
        draft.live = True
        with pytest.raises(Refused):
            draft.save(update_fields=fields)
        assert not is_live(draft)

    def test_base_record_saved_instead_of_the_specific_one(self, draft):
        base = BasePage.objects.get(pk=draft.pk)
        base.live = True
        with pytest.raises(Refused):
            base.save()
        assert not is_live(draft)

    def test_new_page_added_live(self):
        index = factories.news_index("QT")
        with pytest.raises(Refused):
            index.add_child(instance=NewsPage(title="Chen ngang", slug="chen-ngang", live=True))
        assert not NewsPage.objects.filter(slug="chen-ngang").exists()

    @pytest.mark.parametrize("field", ["title", "summary", "byline"])
    def test_live_page_changed_by_save(self, public, field):
        setattr(public, field, "Sửa lén")
        with pytest.raises(Refused):
            public.save()
        assert getattr(NewsPage.objects.get(pk=public.pk), field) != "Sửa lén"

    def test_body_of_live_page_changed_by_save(self, public):
        public.body = [("paragraph", "<p>Nội dung lén.</p>")]
        with pytest.raises(Refused):
            public.save()

    def test_keywords_of_live_page_changed_by_save(self, public):
        public.tags.add("lén")
        with pytest.raises(Refused):
            public.save()

    @pytest.mark.parametrize("name", ["quan-tri", None])
    def test_unpublish(self, public, name):
        with pytest.raises((PermissionDenied, Refused)):
            public.unpublish(user=factories.user(name) if name else None)
        assert is_live(public)

    def test_delete(self, public):
        deletions = (
            public.delete,
            BasePage.objects.get(pk=public.pk).delete,
            BasePage.objects.filter(pk=public.pk).delete,
            factories.news_index("QT").delete,
        )
        for delete in deletions:
            with pytest.raises(Refused, match="Không thể xóa"), transaction.atomic():
                delete()
        assert is_live(public)

    def test_move_and_reorder(self, public):
        other = factories.news_index("LA")
        index = factories.news_index("QT")
        for target, position in ((other, "last-child"), (index, "first-child")):
            with pytest.raises((PermissionDenied, Refused)):
                public.move(target, pos=position)
        assert BasePage.objects.get(pk=public.pk).path == public.path

    def test_copy_that_stays_live(self, public):
        with pytest.raises(Refused):
            public.copy(update_attrs={"slug": "ban-sao"}, keep_live=True)
        with pytest.raises((PermissionDenied, Refused)):
            public.create_alias(update_slug="bi-danh")
        assert not BasePage.objects.filter(slug__in=["ban-sao", "bi-danh"]).exists()

    def test_slug_of_a_live_page_in_a_new_run(self, public):
        slug = public.slug
        factories.edit(public, public.owner, slug="duong-dan-khac", summary="Mới.")
        factories.submit(public)
        factories.take_step(public, "qt-head")
        with pytest.raises(Refused, match="đường dẫn không đổi"):
            factories.take_step(public, "qt-operator")
        assert BasePage.objects.get(pk=public.pk).slug == slug

    def test_privacy(self, public):
        restriction = PageViewRestriction(page=public, restriction_type="login")
        with pytest.raises(Refused, match="quyền xem"):
            restriction.save()
        assert not PageViewRestriction.objects.exists()

    def test_file_in_use_is_neither_replaced_nor_deleted(self):
        image = factories.make_image("QT")
        document = factories.make_document("QT")
        factories.publish_news(
            "QT",
            illustration=image,
            illustration_alt="Ảnh",
            body=[("document", {"document": document, "title": ""})],
        )
        image.file = factories.picture_file("khac.png")
        with pytest.raises(Refused, match="Không thể thay tệp"):
            image.save()
        document.refresh_from_db()
        with pytest.raises(Refused, match="Không thể xóa"):
            document.delete()


class TestForeignWorkflow:
    """A workflow made by hand in the settings is not the regulation's chain."""

    def assign(self, *tasks) -> None:
        """Put a workflow with these tasks in the place of the agency's."""
        workflow = Workflow.objects.create(name="Tự tạo")
        for order, task in enumerate(tasks):
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
        home = factories.agency("QT").site.root_page_id
        WorkflowPage.objects.filter(page_id=home).update(workflow=workflow)

    def test_without_steps(self, draft):
        self.assign()
        with pytest.raises(Refused, match="không có bước duyệt"):
            draft.get_workflow().start(draft, draft.owner)
        assert not is_live(draft)

    def test_with_a_stock_task(self, draft):
        task = GroupApprovalTask.objects.create(name="Duyệt nhanh")
        task.groups.set(factories.user("qt-head").groups.all())
        self.assign(task)
        with pytest.raises(Refused, match="chưa có quy trình duyệt"):
            factories.submit(draft)
        assert not is_live(draft)

    def test_with_the_posting_step_alone(self, draft):
        self.assign(BoardTask.objects.get(agency__code="QT", step_code="dang-tai"))
        draft.get_workflow().start(draft, draft.owner)
        with pytest.raises(Refused, match="không có bước duyệt"):
            factories.take_step(draft, "qt-operator")
        assert not is_live(draft)


class TestScheduler:
    """What runs by itself."""

    def test_publish_scheduled_publishes_nothing_unapproved(self, draft):
        yesterday = timezone.now() - timezone.timedelta(days=1)
        BasePage.objects.filter(pk=draft.pk).update(go_live_at=yesterday)
        Revision.objects.filter(object_id=str(draft.pk)).update(approved_go_live_at=yesterday)
        with contextlib.suppress(Refused):
            call_command("publish_scheduled")
        assert not is_live(draft)

    def test_publish_scheduled_takes_nothing_down(self, public):
        yesterday = timezone.now() - timezone.timedelta(days=1)
        with pytest.raises(DatabaseError, match="quy trình duyệt"), transaction.atomic():
            BasePage.objects.filter(pk=public.pk).update(expire_at=yesterday)
        draft = public.get_latest_revision()
        draft.content["expire_at"] = yesterday.isoformat()
        Revision.objects.filter(pk=draft.pk).update(content=draft.content)
        call_command("publish_scheduled")
        assert is_live(public)

    def test_a_time_in_the_draft_alone_publishes_nothing(self, draft):
        at = timezone.now() + timezone.timedelta(days=2)
        factories.edit(draft, draft.owner, go_live_at=at)
        factories.submit(draft)
        factories.take_step(draft, "qt-head")
        assert schedule.run_due(at + timezone.timedelta(days=1)) == 0
        assert not is_live(draft)


class TestAdmin:
    """Addresses of the editing interface, posted to directly."""

    @pytest.mark.parametrize("name", INSIDERS)
    def test_publish_button_forged(self, draft, name):
        url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        client_of(name).post(url, editor_form(draft, **{"action-publish": "action-publish"}))
        assert not is_live(draft)

    @pytest.mark.parametrize("name", INSIDERS)
    def test_create_and_publish_forged(self, name):
        index = factories.news_index("QT")
        url = reverse("wagtailadmin_pages:add", args=["sections", "newspage", index.pk])
        page = factories.make_news("QT")
        form = editor_form(page, slug="tao-roi-dang", **{"action-publish": "action-publish"})
        client_of(name).post(url, form)
        assert not NewsPage.objects.filter(slug="tao-roi-dang", live=True).exists()

    @pytest.mark.parametrize("name", INSIDERS)
    @pytest.mark.parametrize("action", ["approve", "reject"])
    def test_workflow_action_url_with_another_pages_id(self, draft, public, name, action):
        """The stock address takes a page id and a task state id and never compares them."""
        factories.submit(draft)
        state = draft.current_workflow_state.current_task_state
        for page_id in (draft.pk, public.pk):
            url = reverse("wagtailadmin_pages:workflow_action", args=[page_id, action, state.pk])
            client_of(name).post(url, {"comment": "x"})
        state.refresh_from_db()
        assert state.status == TaskState.STATUS_IN_PROGRESS
        assert not is_live(draft)

    @pytest.mark.parametrize("name", ["qt-head", "quan-tri"])
    def test_edit_and_decide_in_one_request(self, draft, name):
        factories.submit(draft)
        url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        form = editor_form(
            draft,
            summary="Sửa và duyệt cùng lúc.",
            **{"action-workflow-action": "true", "workflow-action-name": "approve"},
        )
        client_of(name).post(url, form)
        assert not Decision.objects.filter(page_id=draft.pk, action="approved").exists()
        assert not is_live(draft)

    @pytest.mark.parametrize("name", INSIDERS)
    @pytest.mark.parametrize("act", ["unpublish", "delete", "move_confirm", "set_page_position"])
    def test_acts_on_a_live_page(self, public, name, act):
        other = factories.news_index("LA")
        args = [public.pk, other.pk] if act == "move_confirm" else [public.pk]
        try:
            url = reverse(f"wagtailadmin_pages:{act}", args=args)
        except NoReverseMatch:
            pytest.fail(f"the address {act} no longer exists: test its successor")
        client_of(name).post(f"{url}?position=0", {"position": "0"})
        stored = BasePage.objects.get(pk=public.pk)
        assert (stored.live, stored.path) == (True, public.path)

    @pytest.mark.parametrize("name", INSIDERS)
    @pytest.mark.parametrize("act", ["publish", "unpublish", "delete", "move"])
    def test_bulk_actions(self, draft, public, name, act):
        url = reverse("wagtail_bulk_action", args=["base", "basepage", act])
        form = {"include_descendants": "on", "chooser": str(factories.news_index("LA").pk)}
        client_of(name).post(f"{url}?id={draft.pk}&id={public.pk}&next=/admin/", form)
        assert not is_live(draft)
        stored = BasePage.objects.get(pk=public.pk)
        assert (stored.live, stored.path) == (True, public.path)

    @pytest.mark.parametrize("name", ["qt-head", "quan-tri"])
    def test_privacy_form(self, public, name):
        url = reverse("wagtailadmin_pages:set_privacy", args=[public.pk])
        client_of(name).post(url, {"restriction_type": "login"})
        assert not PageViewRestriction.objects.exists()

    @pytest.mark.parametrize("name", ["qt-head", "quan-tri"])
    def test_slug_form(self, public, name):
        url = reverse("wagtailadmin_pages:edit", args=[public.pk])
        answer = client_of(name).post(url, editor_form(public, slug="duong-dan-moi"))
        assert "đường dẫn không đổi được" in answer.content.decode()
        assert BasePage.objects.get(pk=public.pk).slug == public.slug

    @pytest.mark.parametrize("name", ["qt-member", "quan-tri"])
    def test_replacing_an_image_in_use(self, name):
        image = factories.make_image("QT", title="Ảnh đang dùng")
        factories.publish_news("QT", illustration=image, illustration_alt="Ảnh")
        url = reverse("wagtailimages:edit", args=[image.pk])
        form = {
            "title": "Ảnh đang dùng",
            "collection": image.collection_id,
            "file": factories.picture_file("thay.png", size=(60, 60)),
        }
        answer = client_of(name).post(url, form, follow=True)
        assert "Không thể thay tệp" in answer.content.decode()
        sha256 = image.sha256
        image.refresh_from_db()
        assert image.sha256 == sha256

    def test_the_refusal_is_told_in_words(self, public):
        url = reverse("wagtailadmin_pages:delete", args=[public.pk])
        client = client_of("quan-tri")
        answer = client.post(url, follow=True)
        assert answer.status_code in {200, 403}
        assert is_live(public)


class TestApi:
    """No write API exists, and no read API shows drafts."""

    @pytest.mark.parametrize("path", ["/api/v2/pages/", "/api/v3/pages/", "/admin/api/v3/pages/"])
    def test_no_public_api(self, draft, path):
        answer = Client().get(path, HTTP_HOST="quang-tri.localhost")
        assert answer.status_code in {302, 404}

    @pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move", "copy"])
    def test_admin_api_actions(self, draft, public, action):
        for page in (draft, public):
            path = f"/admin/api/main/pages/{page.pk}/action/{action}/"
            client = client_of("quan-tri")
            with contextlib.suppress(Refused, ValidationError):
                client.post(path, {"destination_page_id": factories.news_index("LA").pk})
        assert not is_live(draft)
        stored = BasePage.objects.get(pk=public.pk)
        assert (stored.live, stored.path) == (True, public.path)
