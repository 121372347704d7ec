"""The entries follow their pages: published, changed, closed, moved, taken down, deleted."""

from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from search import entries, entry_tasks
from search.models import Entry
from sections.base import door
from sections.base.models import BasePage
from sections.links import LinksPage, WebLink
from tests import factories
from tests.real_database import together
from tests.search.reading import committed, found, live, published
from workflow.approval.publishing import publish_structure

TITLE = "Hội nghị giao ban"


def entry_of(page) -> Entry | None:
    return Entry.objects.filter(source="page", object_id=page.pk).first()


def restrict(page) -> PageViewRestriction:
    with door.opened(door.key(page)):
        return PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.mark.usefixtures("no_entries")
class TestFollowing:
    """What is asked at the commit, and what is done before it."""

    def test_a_draft_has_no_entry_and_asks_for_none(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as asked:
            page = factories.make_news("LA", title=TITLE)
            factories.edit(page, page.owner, title="Sửa")
        assert [call for call in asked if isinstance(call, entries._Asked)] == []
        entries.refresh_page(page)
        assert entry_of(page) is None

    def test_one_transaction_asks_once(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as asked:
            pages = [live(title=f"{TITLE} {number}") for number in range(3)]
        (ask,) = [call for call in asked if isinstance(call, entries._Asked)]
        assert ask.ids == {page.pk for page in pages}

    def test_publishing_and_editing_reach_the_entry_after_the_commit(self):
        with committed():
            page = factories.publish_news("LA", title=TITLE)
        assert found("giao ban") == [TITLE]
        with committed():
            factories.edit(page, page.owner, title="Hội nghị sơ kết")
            page.refresh_from_db()
            factories.submit(page)
            factories.walk(page)
        assert found("giao ban") == []
        assert found("sơ kết") == ["Hội nghị sơ kết"]

    def test_taking_down_removes_at_once(self):
        page = published(title=TITLE)
        with committed():
            with door.opened(door.key(page)):
                BasePage.objects.get(pk=page.pk).specific.unpublish()
            assert entry_of(page) is None
        assert found("giao ban") == []

    def test_deleting_removes_at_once(self):
        page = published(title=TITLE)
        with committed():
            with door.opened(door.key(page)):
                BasePage.objects.get(pk=page.pk).specific.delete()
            assert not Entry.objects.filter(object_id=page.pk).exists()
        assert found("giao ban") == []

    def test_limiting_a_section_removes_all_below_until_it_opens_again(self):
        page = published("QT", title=TITLE)
        with committed():
            restriction = restrict(factories.news_index("QT"))
            assert entry_of(page) is None
        assert found("giao ban", "QT") == []
        assert entries.refresh_page(page) == 0
        with committed(), door.opened(door.key(restriction.page)):
            restriction.delete()
        assert found("giao ban", "QT") == [TITLE]

    def test_moving_gives_the_entry_its_new_section(self):
        page = published(title=TITLE)
        entries.rebuild(factories.agency("LA").site)
        target = factories.agency("LA").site.root_page
        with committed(), door.opened(door.key(page)):
            page.move(target, pos="last-child")
            BasePage.objects.filter(pk=page.pk).update(section_code="S25")
        assert entry_of(page).section_code == "S25"
        assert found("giao ban", muc="S04") == []
        assert found("giao ban", muc="S25") == [TITLE]

    def test_renaming_a_section_changes_no_entry_but_the_addresses(self):
        page = live(title=TITLE)
        before = entry_of(page)
        index = factories.news_index("LA")
        with committed(), door.opened(door.key(index)), door.opened(door.key(page)):
            index.slug = "tin-moi"
            index.save()
        assert entry_of(page) == before
        hit = entries.sources.named("page").addresses([page.pk], factories.agency("LA").site)
        assert hit == {page.pk: f"/tin-moi/{page.slug}/"}

    def test_inline_records_are_found(self):
        home = factories.agency("LA").site.root_page
        page = LinksPage.objects.child_of(home).get()
        page.links = [WebLink(title="Cổng Pháp điển", url="https://phapdien.example/")]
        publish_structure(page, clauses=(), regulation="thử")
        entries.refresh_page(page)
        assert page.title in found("pháp điển")

    def test_refreshing_again_writes_nothing(self):
        page = published(title=TITLE)
        assert entries.refresh_page(page) == 0
        assert entry_tasks.refresh("page", [page.pk]) == 0
        assert entries.refresh("page", [0]) == 0


@pytest.mark.usefixtures("no_entries")
class TestRebuilding:
    """Everything anew."""

    def test_what_is_missing_comes_and_what_is_stale_goes(self, monkeypatch):
        monkeypatch.setattr(entries, "BATCH", 3)
        page = factories.publish_news("LA", title=TITLE)
        gone = live(title="Tin cũ")
        Entry.objects.filter(object_id=gone.pk).update(object_id=10_000_000)
        other = Entry.objects.create(
            source="unknown", object_id=1, site=page.get_site(), is_section=False
        )
        count = entry_tasks.rebuild()
        assert count == Entry.objects.count()
        assert {entry_of(page).title, entry_of(gone).title} == {TITLE, "Tin cũ"}
        assert not Entry.objects.filter(object_id=10_000_000).exists()
        assert not Entry.objects.filter(pk=other.pk).exists()

    def test_one_site_leaves_the_others_alone(self):
        mine, other = factories.publish_news("LA"), factories.publish_news("BP")
        entries.rebuild(factories.agency("LA").site)
        assert entry_of(mine) is not None
        assert entry_of(other) is None

    def test_command_says_how_many(self):
        told = StringIO()
        call_command("rebuild_search", stdout=told)
        assert told.getvalue().startswith(f"{Entry.objects.count()} mục trong ")


def test_workers_and_a_rebuild_at_once_leave_the_newest(real_database):
    page = factories.publish_news("LA", title=TITLE)
    wanted = Entry.objects.count()

    def publish_anew():
        fresh = BasePage.objects.get(pk=page.pk).specific
        factories.edit(fresh, fresh.owner, title="Tên mới")
        fresh.refresh_from_db()
        factories.submit(fresh)
        factories.walk(fresh)

    outcomes = together(
        publish_anew,
        entries.rebuild,
        entries.rebuild,
        *[partial(entries.refresh, "page", [page.pk])] * 3,
    )
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert entry_of(page).title == "Tên mới"
    assert Entry.objects.count() == wanted
