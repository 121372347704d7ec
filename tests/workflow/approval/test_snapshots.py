"""What was approved outlives revision, page and account, and nobody can change it afterwards."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sections.base import door
from sections.media.models import AgencyImage
from sections.news import NewsPage, NewsTag
from tests import factories
from workflow.agencies.models import Unit, User
from workflow.approval import evidence, snapshots
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision
from workflow.approval.snapshots import rendering, tasks
from workflow.approval.snapshots.models import Change, Rendering, Snapshot
from workflow.audit import guards
from workflow.audit.final import RecordIsFinal

pytestmark = pytest.mark.django_db


def approve(page, person=None) -> Decision:
    """The evidence of an approval of the newest draft, kept as the board's acts keep it."""
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    decision = evidence.add(
        Decision.Action.APPROVED,
        draft,
        user=person or factories.user("qt-head"),
        content_hash=hash_of_page(draft),
    )
    snapshots.keep(decision, draft)
    return decision


def rows_of(decision) -> list[tuple[str, str]]:
    """Place and kind of what the decision let change."""
    return [(change.label, change.kind) for change in snapshots.changes_of(decision.pk)]


def test_the_snapshot_is_the_very_content():
    image = factories.make_image("QT", title="Hội trường")
    page = factories.make_news("QT", illustration=image, illustration_alt="Hội trường")
    decision = approve(page)
    kept = snapshots.of(decision.content_hash)
    assert (kept.page_id, kept.item_type, kept.title) == (page.pk, "sections.newspage", page.title)
    assert hash_of_page(rendering.page_of(kept)) == decision.content_hash
    assert kept.files == [
        {
            "model": "media.agencyimage",
            "id": image.pk,
            "title": "Hội trường",
            "sha256": image.sha256,
            "name": image.file.name.rpartition("/")[2],
            "shown": {
                "focal_point_x": None,
                "focal_point_y": None,
                "focal_point_width": None,
                "focal_point_height": None,
            },
        }
    ]


def test_a_second_approval_of_the_same_content_keeps_it_once():
    page = factories.make_news("QT")
    first, second = approve(page), approve(page)
    assert first.content_hash == second.content_hash
    assert Snapshot.objects.filter(page_id=page.pk).count() == 1
    assert snapshots.change_of(first.pk).rows == snapshots.change_of(second.pk).rows


def test_few_queries(django_assert_max_num_queries):
    image = factories.make_image("QT")
    page = factories.make_news("QT", illustration=image, illustration_alt="Ảnh")
    draft = page.get_latest_revision_as_object()
    for limit in (5, 4):
        decision = evidence.add(Decision.Action.APPROVED, draft, content_hash=hash_of_page(draft))
        with django_assert_max_num_queries(limit):
            snapshots.keep(decision, draft)


def test_before_the_first_publication_everything_is_new():
    decision = approve(factories.make_news("QT"))
    change = snapshots.change_of(decision.pk)
    assert change.base_hash == ""
    assert {kind for _label, kind in rows_of(decision)} == {"added"}
    assert ("Nội dung / khối 1, Đoạn văn", "added") in rows_of(decision)


def test_the_change_is_told_against_the_public_version():
    page = factories.publish_news("QT")
    public_hash = Decision.objects.get(page_id=page.pk, action="published").content_hash
    body = [("paragraph", "<p>Nội dung mới.</p>")]
    factories.edit(page, page.owner, summary="Tóm tắt mới.", body=body)
    decision = approve(page)
    assert snapshots.change_of(decision.pk).base_hash == public_hash
    assert [
        (c.label, [tuple(s) for s in c.segments]) for c in snapshots.changes_of(decision.pk)
    ] == [
        ("Tóm tắt", [("same", "Tóm tắt"), ("removed", "của tin."), ("added", "mới.")]),
        (
            "Nội dung / khối 1, Đoạn văn",
            [("same", "Nội dung"), ("removed", "của tin."), ("added", "mới.")],
        ),
    ]


def test_the_public_version_is_found_when_only_its_snapshot_is_left():
    page = factories.make_news("QT")
    decision = approve(page)
    evidence.add(Decision.Action.PUBLISHED, page, content_hash=decision.content_hash)
    assert not NewsPage.objects.get(pk=page.pk).live
    content_hash, content = snapshots.public_content(page)
    assert (content_hash, content["summary"]) == (decision.content_hash, "Tóm tắt của tin.")


def test_what_a_decision_makes_public_is_not_compared_with_itself():
    page = factories.make_news("QT")
    approve(page)
    draft = page.get_latest_revision_as_object()
    decision = evidence.add(Decision.Action.EMERGENCY, draft, content_hash=hash_of_page(draft))
    snapshots.keep(decision, draft)
    assert snapshots.change_of(decision.pk).base_hash == ""
    assert rows_of(decision) != []


def test_public_content_of_what_was_never_public():
    assert snapshots.public_content(factories.make_news("QT")) == ("", None)


def test_public_content_of_a_live_page():
    page = factories.publish_news("QT")
    factories.edit(page, page.owner, summary="Chỉ là nháp.")
    content_hash, content = snapshots.public_content(page)
    assert content_hash == hash_of_page(NewsPage.objects.get(pk=page.pk))
    assert content["summary"] == "Tóm tắt của tin."


def test_what_a_draft_would_change_for_the_public():
    page = factories.publish_news("QT")
    draft = factories.edit(page, page.owner, summary="Tóm tắt.")
    changes = snapshots.since_public(draft)
    assert [(change.label, change.kind) for change in changes] == [("Tóm tắt", "changed")]


def test_what_changed_since_an_approval():
    page = factories.make_news("QT")
    decision = approve(page)
    draft = factories.edit(page, page.owner, title="Hội nghị tổng kết công tác tư pháp")
    changes = snapshots.between_hashes(decision.content_hash, draft)
    assert [(change.label, change.kind) for change in changes] == [("Tiêu đề", "changed")]
    assert snapshots.between_hashes(decision.content_hash, page) == []
    assert snapshots.between_hashes("0" * 64, draft) is None


def test_a_file_replaced_under_an_approved_item_is_told():
    image = factories.make_image("QT", title="Hội trường")
    page = factories.make_news("QT", illustration=image, illustration_alt="Ảnh")
    decision = approve(page)
    AgencyImage.objects.filter(pk=image.pk).update(sha256="0" * 64)
    changes = snapshots.between_hashes(decision.content_hash, page)
    assert [(change.label, change.kind) for change in changes] == [
        (f"Ảnh «Hội trường», số {image.pk}", "file")
    ]


def evidence_of(decision) -> tuple:
    """Everything kept with the decision."""
    snapshot = Snapshot.objects.filter(content_hash=decision.content_hash).values().get()
    html = Rendering.objects.filter(content_hash=decision.content_hash).values().get()
    return snapshot, html, Change.objects.filter(decision_id=decision.pk).values().get()


def test_everything_outlives_revisions_page_and_person():
    person = User.objects.create(username="tam-thoi", full_name="Người duyệt (demo)")
    page = factories.make_news("QT")
    decision = approve(page, person)
    tasks.render(decision.content_hash)
    kept = evidence_of(decision)
    factories.edit(page, page.owner, summary="Khác hẳn.")
    page.revisions.filter(pk=decision.revision_id).delete()
    call_command("purge_revisions", stdout=StringIO())
    assert evidence_of(decision) == kept
    with door.opened(door.key(page)):
        NewsPage.objects.get(pk=page.pk).delete()
    assert evidence_of(decision) == kept
    person.delete()
    assert evidence_of(decision) == kept
    assert rows_of(decision) != []


@pytest.mark.parametrize("model", [Snapshot, Rendering, Change], ids=lambda model: model.__name__)
def test_rows_are_only_added(model):
    decision = approve(factories.make_news("QT"))
    tasks.render(decision.content_hash)
    row = model.objects.latest("pk")
    for attempt in (row.save, row.delete, model.objects.all().delete):
        with pytest.raises(RecordIsFinal):
            attempt()
    table = model._meta.db_table
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"):
        with (
            pytest.raises(DatabaseError, match="bị từ chối"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table))
    assert model.objects.filter(pk=row.pk).exists()


def test_the_record_watches_over_these_tables_too():
    watched = {table for table, _trigger in guards.expected()}
    assert {"approval_snapshot", "approval_rendering", "approval_change"} <= watched
    assert list(guards.problems()) == []


def test_the_page_is_rendered_after_the_commit_only(django_capture_on_commit_callbacks):
    page = factories.make_news("QT", summary="Tóm tắt cho người đọc.")
    with django_capture_on_commit_callbacks(execute=True):
        decision = approve(page)
        assert not Rendering.objects.exists()
    html = Rendering.objects.get(content_hash=decision.content_hash).html
    assert page.title in html
    assert "Tóm tắt cho người đọc." in html
    assert "Nội dung của tin." in html
    assert "wagtail-userbar" not in html


def test_the_rendered_page_is_the_approved_one_not_the_newest():
    page = factories.make_news("QT")
    decision = approve(page)
    factories.edit(page, page.owner, summary="Sửa về sau.")
    tasks.render(decision.content_hash)
    html = Rendering.objects.get().html
    assert "Tóm tắt của tin." in html
    assert "Sửa về sau." not in html


def test_rendering_twice_keeps_the_first():
    decision = approve(factories.make_news("QT"))
    assert tasks.render(decision.content_hash) is True
    first = Rendering.objects.get()
    assert tasks.render(decision.content_hash) is False
    assert Rendering.objects.get().at == first.at


def test_a_page_deleted_before_the_worker_came_is_rendered_all_the_same():
    unit = Unit.objects.create(agency=factories.agency("QT"), code="tam", name="Đơn vị tạm")
    page = factories.make_news("QT", unit=unit)
    decision = approve(page)
    with door.opened(door.key(page)):
        NewsPage.objects.get(pk=page.pk).delete()
    unit.delete()
    tasks.render(decision.content_hash)
    assert "Nội dung của tin." in Rendering.objects.get().html


def test_keywords_and_pictures_are_rendered_from_the_snapshot():
    image = factories.make_image("QT")
    page = factories.make_news("QT", illustration=image, illustration_alt="Cổng cơ quan")
    draft = page.get_latest_revision_as_object()
    draft.tags.add(NewsTag.objects.create(name="hộ tịch"))
    draft.save_revision(user=page.owner)
    decision = approve(page)
    tasks.render(decision.content_hash)
    html = Rendering.objects.get().html
    assert 'alt="Cổng cơ quan"' in html
    assert "hộ tịch" in html


def test_the_sweep_renders_what_was_lost_and_names_what_fails():
    lost = approve(factories.make_news("QT"))
    Snapshot.objects.create(
        content_hash="f" * 64,
        page_id=0,
        item_type="sections.gone",
        title="Loại trang không còn",
        content={},
        at=timezone.now(),
    )
    later = approve(factories.make_news("LA"))
    with pytest.raises(rendering.NotRendered, match="f" * 64):
        tasks.render_missing()
    rendered = set(Rendering.objects.values_list("content_hash", flat=True))
    assert rendered == {lost.content_hash, later.content_hash}


def test_an_answer_that_is_not_the_page_is_not_kept(settings):
    settings.SECURE_SSL_REDIRECT = True
    decision = approve(factories.make_news("QT"))
    with pytest.raises(rendering.NotRendered, match="301"):
        tasks.render(decision.content_hash)
    assert not Rendering.objects.exists()


def test_behind_a_proxy_that_ends_tls_the_page_answers(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    decision = approve(factories.make_news("QT"))
    tasks.render(decision.content_hash)
    assert "Nội dung của tin." in Rendering.objects.get().html


def test_the_sweep_has_nothing_to_do_twice():
    approve(factories.make_news("QT"))
    assert tasks.render_missing() == 1
    assert tasks.render_missing() == 0


def test_a_huge_page_keeps_its_main_part():
    menu, main = "<nav>" + "m" * rendering.MAX_BYTES + "</nav>", "<main id='a'>Chữ</main>"
    assert rendering.bounded(f"<html>{menu}{main}</html>") == main
    assert rendering.bounded(main) == main


def test_a_main_part_that_is_too_long_is_cut_and_says_so():
    html = f"<main>{'<p>Đoạn văn.</p>' * 90_000}</main>"
    cut = rendering.bounded(html)
    assert len(cut.encode()) <= rendering.MAX_BYTES
    assert cut.endswith((f"</p>{rendering.SHORTENED}", f"<p>Đoạn văn.{rendering.SHORTENED}"))
