"""Every table of every page type is guarded, and what is missing is found."""

import pytest
from modelcluster.models import get_all_child_relations
from wagtail.models import get_page_models

from sections.base.live_guard import tables, triggers
from sections.base.models import BOOKKEEPING, BasePage
from sections.news import NewsPage, NewsTag
from tests.database import alter, refused_by_trigger, run_sql

pytestmark = pytest.mark.django_db


def test_every_page_type_and_child_is_guarded():
    guarded = {(part.table, part.column) for part in tables.parts()}
    for model in get_page_models():
        if model is not BasePage:
            link = model._meta.get_ancestor_link(BasePage)
            assert (model._meta.db_table, link.column) in guarded
        for relation in get_all_child_relations(model):
            if relation.name not in BOOKKEEPING:
                child = relation.related_model._meta.db_table
                assert (child, relation.field.column) in guarded
    assert {("sections_leader", "page_id"), ("sections_taggednews", "content_object_id")} < (
        guarded
    )


def test_comments_of_editors_are_not():
    assert not any("comment" in part.table for part in tables.parts())


def test_nothing_to_do_costs_three_queries(django_assert_num_queries):
    assert triggers.missing() == []
    # And the transaction's own savepoint.
    with django_assert_num_queries(5):
        assert triggers.install() == 0


@pytest.mark.parametrize(
    "damage",
    [
        "ALTER TABLE sections_newspage DISABLE TRIGGER live_guard_basepage_ptr_id",
        "ALTER TABLE sections_newspage ENABLE REPLICA TRIGGER live_guard_basepage_ptr_id",
        "DROP TRIGGER live_guard_basepage_ptr_id ON sections_newspage",
        "CREATE OR REPLACE TRIGGER live_guard_basepage_ptr_id AFTER DELETE ON"
        " sections_newspage FOR EACH ROW EXECUTE FUNCTION"
        " live_guard_part('basepage_ptr_id', '', '')",
        "CREATE OR REPLACE TRIGGER live_guard_basepage_ptr_id AFTER INSERT OR UPDATE OF body"
        " OR DELETE ON sections_newspage FOR EACH ROW EXECUTE FUNCTION"
        " live_guard_part('basepage_ptr_id', '', '')",
        "CREATE OR REPLACE TRIGGER live_guard_basepage_ptr_id AFTER INSERT OR UPDATE OR DELETE"
        " ON sections_newspage FOR EACH ROW WHEN (false) EXECUTE FUNCTION"
        " live_guard_part('basepage_ptr_id', '', '')",
        "CREATE OR REPLACE TRIGGER live_guard_basepage_ptr_id AFTER INSERT OR UPDATE OR DELETE"
        " ON sections_newspage FOR EACH ROW EXECUTE FUNCTION"
        " live_guard_part('khac', '', '')",
    ],
)
def test_damage_is_named_and_mended(damage, public):
    alter(damage)
    assert triggers.missing() == ["sections_newspage"]
    assert triggers.install() == 2
    assert triggers.missing() == []
    with refused_by_trigger():
        NewsPage.objects.filter(pk=public.pk).update(body=[])


def test_an_altered_function_is_named():
    every_table = {"base_basepage", *(part.table for part in tables.parts())}
    run_sql(
        "CREATE OR REPLACE FUNCTION live_guard_open(key uuid) RETURNS boolean"
        " LANGUAGE sql STABLE AS 'SELECT true'"
    )
    assert set(triggers.missing()) == every_table
    assert triggers.install() == 1
    assert triggers.missing() == []


def test_a_trigger_that_is_no_longer_needed_is_dropped():
    run_sql(
        "CREATE TRIGGER live_guard_old AFTER INSERT ON sections_newstag FOR EACH ROW"
        " EXECUTE FUNCTION live_guard_part('id', '', '')"
    )
    assert triggers.install() == 1
    assert NewsTag.objects.create(name="mới").pk
