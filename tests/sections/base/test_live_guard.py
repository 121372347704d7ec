"""The database refuses what goes past the models: every way to change what is public."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import models
from django.db.models import F
from django.utils import timezone
from wagtail.models import PageViewRestriction, Revision

from sections.base import door
from sections.base.models import BOOKKEEPING, BasePage
from sections.leaders import Leader, LeadersPage
from sections.news import NewsPage, NewsTag, TaggedNews
from tests import factories
from tests.database import alter, refused_by_trigger, run_sql

pytestmark = pytest.mark.django_db


def stored(page):
    """The page's row as it stands in the database."""
    return BasePage.objects.filter(pk=page.pk).values().get()


class TestGoingLive:
    """Nothing becomes public by a change of `live`."""

    def test_update(self, draft):
        with refused_by_trigger("«Tin chưa duyệt»"):
            BasePage.objects.filter(pk=draft.pk).update(live=True)

    def test_bulk_update(self, draft):
        draft.live = True
        with refused_by_trigger():
            NewsPage.objects.bulk_update([draft], ["live"])

    def test_bulk_create(self, draft):
        index = factories.news_index("QT")
        twin = BasePage(
            title="Chen ngang",
            slug="chen-ngang",
            path=f"{index.path}zzzz",
            depth=index.depth + 1,
            content_type=index.content_type,
            locale=index.locale,
            live=True,
        )
        with refused_by_trigger("«Chen ngang»"):
            BasePage.objects.bulk_create([twin])

    def test_plain_sql(self, draft):
        with refused_by_trigger():
            run_sql("UPDATE base_basepage SET live = true WHERE id = %s", draft.pk)

    def test_every_draft_at_once_under_the_door_of_one(self, draft):
        other = factories.make_news("QT", title="Tin khác")
        with refused_by_trigger("«Tin khác»"), door.opened(door.key(draft)):
            BasePage.objects.filter(pk__in=[draft.pk, other.pk]).update(live=True)
        assert not stored(draft)["live"]

    def test_through_the_door(self, draft):
        with door.opened(door.key(draft)):
            BasePage.objects.filter(pk=draft.pk).update(live=True)
        assert stored(draft)["live"]


def another_value(field: models.Field):
    """An expression with another value for a column of the base page."""
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return models.Case(models.When(**{field.name: True}, then=False), default=True)
    if kind in ("DateTimeField", "DateField"):
        return timezone.now()
    if kind == "UUIDField":
        return "00000000-0000-4000-8000-000000000000"
    if isinstance(field, models.ForeignKey):
        # One that does not exist: the trigger answers before the constraint is checked.
        return 999_999
    return models.Value("khac")


VISIBLE = [
    field.name
    for field in BasePage._meta.concrete_fields
    if field.name not in BOOKKEEPING and not field.primary_key
]


class TestPublicPage:
    """Nothing of what is public changes, ends or disappears past the door."""

    @pytest.mark.parametrize("name", VISIBLE)
    def test_every_column_that_is_not_bookkeeping(self, public, name):
        before = stored(public)
        value = another_value(BasePage._meta.get_field(name))
        with refused_by_trigger():
            BasePage.objects.filter(pk=public.pk).update(**{name: value})
        assert stored(public) == before
        if not isinstance(BasePage._meta.get_field(name), models.ForeignKey):
            with door.opened(door.key(public)):
                BasePage.objects.filter(pk=public.pk).update(**{name: value})
            assert stored(public) != before

    def test_a_column_of_tomorrow(self, public):
        alter("ALTER TABLE base_basepage ADD COLUMN tomorrow text")
        with refused_by_trigger():
            run_sql("UPDATE base_basepage SET tomorrow = 'x' WHERE id = %s", public.pk)

    def test_bulk_update(self, public):
        public.title = "Sửa lén"
        with refused_by_trigger():
            NewsPage.objects.bulk_update([public], ["title"])

    def test_under_the_door_of_another_page(self, public, draft):
        with refused_by_trigger(), door.opened(door.key(draft)):
            BasePage.objects.filter(pk=public.pk).update(live=False)

    def test_delete(self, public):
        with refused_by_trigger():
            NewsPage.objects.filter(pk=public.pk)._raw_delete("default")
        with refused_by_trigger("Không thể xóa «Tin đã duyệt»"):
            alter("ALTER TABLE sections_newspage DISABLE TRIGGER USER")
            run_sql("DELETE FROM base_basepage WHERE id = %s", public.pk)
        assert stored(public)["live"]

    def test_delete_through_the_door(self, public):
        with door.opened(door.key(public)):
            public.delete()
        assert not BasePage.objects.filter(pk=public.pk).exists()


class TestPartsOfAPage:
    """The columns of a page type and the rows of its children are public with the page."""

    def test_body(self, public):
        with refused_by_trigger():
            NewsPage.objects.filter(pk=public.pk).update(body=[("paragraph", "<p>Lén.</p>")])

    def test_row_of_the_page_type_moved_to_a_public_page(self, draft):
        public = LeadersPage.objects.live().first()
        with refused_by_trigger(f"«{public.title}»"):
            run_sql(
                "UPDATE sections_newspage SET basepage_ptr_id = %s WHERE basepage_ptr_id = %s",
                public.pk,
                draft.pk,
            )

    def test_keywords(self, public):
        tag = NewsTag.objects.create(name="lén")
        with refused_by_trigger():
            TaggedNews.objects.create(content_object=public, tag=tag)
        with refused_by_trigger():
            TaggedNews.objects.filter(content_object=public).update(tag=tag)
        with refused_by_trigger():
            TaggedNews.objects.filter(content_object=public).delete()
        with refused_by_trigger():
            NewsTag.objects.get(name="tư pháp").delete()
        assert [row.tag.name for row in public.tagged_items.all()] == ["tư pháp"]

    def test_keyword_moved_from_a_draft(self, public, draft):
        tagged = TaggedNews.objects.create(
            content_object=draft, tag=NewsTag.objects.create(name="mới")
        )
        with refused_by_trigger("«Tin đã duyệt»"):
            TaggedNews.objects.filter(pk=tagged.pk).update(content_object=public)

    def test_leaders(self):
        page = LeadersPage.objects.live().first()
        with refused_by_trigger():
            Leader.objects.bulk_create([Leader(page=page, name="(demo)", title="Giám đốc")])
        with refused_by_trigger():
            Leader(page=page, name="(demo)", title="Giám đốc").save()
        with door.opened(door.key(page)):
            leader = Leader.objects.create(page=page, name="(demo)", title="Giám đốc")
        with refused_by_trigger():
            Leader.objects.filter(pk=leader.pk).update(title="Phó Giám đốc")
        with refused_by_trigger():
            leader.delete()

    def test_parts_of_a_draft_are_free(self, draft):
        NewsPage.objects.filter(pk=draft.pk).update(body=[("paragraph", "<p>Nháp.</p>")])
        tagged = TaggedNews.objects.create(
            content_object=draft, tag=NewsTag.objects.create(name="mới")
        )
        tagged.delete()
        draft.refresh_from_db()
        assert draft.body[0].value.source == "<p>Nháp.</p>"


class TestPrivacy:
    """Who may see a page is set through the door, for drafts as well."""

    WORDS = "Không thể đổi quyền xem"

    def test_set_past_the_models(self, draft):
        with refused_by_trigger(self.WORDS):
            PageViewRestriction.objects.bulk_create(
                [PageViewRestriction(page=draft, restriction_type="login")]
            )

    def test_change_and_lift(self, public):
        with door.opened(door.key(public)):
            restriction = PageViewRestriction.objects.create(page=public, restriction_type="groups")
            restriction.groups.add(Group.objects.first())
        rows = PageViewRestriction.objects.filter(pk=restriction.pk)
        with refused_by_trigger(self.WORDS):
            rows.update(restriction_type="login")
        with refused_by_trigger(self.WORDS):
            restriction.groups.add(Group.objects.last())
        with refused_by_trigger(self.WORDS):
            restriction.groups.clear()
        with refused_by_trigger(self.WORDS):
            run_sql("DELETE FROM wagtailcore_pageviewrestriction_groups")
        with door.opened(door.key(public)):
            restriction.delete()
        assert not rows.exists()


class TestAddress:
    """A page's address follows that of the pages above it, and only those."""

    @pytest.fixture
    def above(self, public) -> BasePage:
        """The index above the public item, itself taken down."""
        index = factories.news_index("QT")
        with door.opened(door.key(index)):
            BasePage.objects.filter(pk=index.pk).update(live=False)
        index.refresh_from_db()
        return index

    def test_slug_of_a_draft_above_a_public_page(self, public, above):
        above.slug = "duong-dan-khac"
        with refused_by_trigger("«Tin đã duyệt»"):
            above.save()
        assert stored(public)["url_path"] == public.url_path

    def test_slug_through_the_door_of_the_page_above(self, public, above):
        above.slug = "duong-dan-khac"
        with door.opened(door.key(above)):
            above.save()
        assert stored(public)["url_path"] == f"{above.url_path}{public.slug}/"
        assert "/duong-dan-khac/" in above.url_path

    def test_move_through_the_door_of_the_page_above(self, public, above):
        portal = BasePage.objects.get(slug="cong")
        with door.opened(door.key(above)):
            above.move(portal, pos="last-child")
        assert stored(public)["url_path"] == f"{portal.url_path}{above.slug}/{public.slug}/"

    def test_under_the_door_of_a_page_elsewhere(self, public, draft):
        with refused_by_trigger(), door.opened(door.key(draft)):
            BasePage.objects.filter(pk=public.pk).update(url_path=F("slug"))

    def test_more_than_the_address_under_the_door_above(self, public, above):
        with refused_by_trigger(), door.opened(door.key(above)):
            BasePage.objects.filter(pk=public.pk).update(url_path=F("slug"), title="Khác")


class TestDailyWork:
    """What nobody sees goes on without a door."""

    def test_drafting_on_a_public_page(self, public):
        factories.edit(public, public.owner, title="Bản sửa", body=[("paragraph", "<p>Mới</p>")])
        row = stored(public)
        assert (row["title"], row["draft_title"]) == ("Tin đã duyệt", "Bản sửa")
        assert row["has_unpublished_changes"]

    def test_saving_a_public_page_unchanged(self, public):
        page = NewsPage.objects.get(pk=public.pk)
        page.save()
        assert stored(public)["title"] == "Tin đã duyệt"

    def test_bookkeeping(self, public):
        BasePage.objects.filter(pk=public.pk).update(
            locked=True,
            locked_at=timezone.now(),
            locked_by=public.owner,
            owner=factories.user("qt-head"),
            supplied_at=timezone.now(),
            numchild=0,
        )
        assert stored(public)["locked"]

    def test_reordering_drafts_shifts_public_siblings(self, public, draft):
        path = public.path
        draft.move(NewsPage.objects.get(pk=public.pk), pos="left")
        assert stored(public)["path"] != path

    def test_purging_revisions(self, public):
        live_revision = public.live_revision_id
        factories.edit(public, factories.user("qt-head"), title="Bản sửa")
        call_command("purge_revisions", stdout=StringIO())
        assert not Revision.objects.filter(pk=live_revision).exists()
        assert stored(public)["live_revision_id"] is None

    def test_fixtree(self, public):
        BasePage.objects.filter(pk=public.pk).update(numchild=7)
        call_command("fixtree", interactive=False, stdout=StringIO())
        assert stored(public)["numchild"] == 0

    def test_draft_is_changed_and_deleted(self, draft):
        BasePage.objects.filter(pk=draft.pk).update(title="Khác", slug="khac")
        draft.delete()
        assert not BasePage.objects.filter(pk=draft.pk).exists()
