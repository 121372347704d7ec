"""Keeps what a decision was about, and tells what it changed."""

from functools import partial

from django.db import transaction
from django.db.models import Q, Subquery
from django.utils import timezone
from django_q.tasks import async_task

from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision
from workflow.approval.differences import FieldChange, as_rows, difference, from_rows

from .files import files_of
from .models import Change, Snapshot

RENDER = "workflow.approval.snapshots.tasks.render"

# The acts whose content the public saw from then on.
_PUBLIC_ACTS = (
    Decision.Action.PUBLISHED,
    Decision.Action.FOUNDED,
    Decision.Action.EMERGENCY,
    Decision.Action.CARRIED_OUT,
    Decision.Action.RETRACTED,
)


def keep(decision: Decision, page, files: list | None = None) -> Change:
    """Keep the content that `decision` was about, and how it differs from the public one.

    `page` is that content in memory, `files` its `content.shown_files`, where they are at hand. To
    be called in the decision's transaction, before the decision takes effect; the rendering is
    left to the worker, after the commit.
    """
    kept = _snapshots(page, decision.content_hash, before=decision)
    own = kept.get(decision.content_hash)
    if own is None:
        own = _made_of(page, decision.content_hash, files)
        Snapshot.objects.add_once(own)
        transaction.on_commit(partial(async_task, RENDER, own.content_hash), robust=True)
    base = _public(page, kept, before=decision)
    changes = difference(
        base.content if base else None,
        own.content,
        type(page),
        files_before=base.files if base else [],
        files_after=own.files,
    )
    base_hash = base.content_hash if base else ""
    return Change.objects.create(
        decision_id=decision.pk, base_hash=base_hash, rows=as_rows(changes)
    )


def of(content_hash: str) -> Snapshot | None:
    """The content kept under `content_hash`."""
    return Snapshot.objects.filter(content_hash=content_hash).first()


def change_of(decision_id: int) -> Change | None:
    """What the decision let change; its `rows` are read with `changes_of`."""
    return Change.objects.filter(decision_id=decision_id).first()


def changes_of(decision_id: int) -> list[FieldChange]:
    """What the decision let change, to be shown; [] where nothing was kept."""
    change = change_of(decision_id)
    return from_rows(change.rows) if change else []


def public_content(page) -> tuple[str, dict | None]:
    """Hash and content of the version that is public now, or was last; ("", None) if none was."""
    base = _public(page, _snapshots(page, ""))
    return (base.content_hash, base.content) if base else ("", None)


def between_hashes(old_hash: str, page) -> list[FieldChange] | None:
    """What changed from the content kept under `old_hash` to `page` as it stands in memory.

    None where that content was not kept.
    """
    old = of(old_hash)
    if old is None:
        return None
    return difference(
        old.content,
        page.serializable_data(),
        type(page),
        files_before=old.files,
        files_after=files_of(page),
    )


def since_public(page) -> list[FieldChange]:
    """What `page`, as it stands in memory, would change for the public."""
    base = _public(page, _snapshots(page, ""))
    return difference(
        base.content if base else None,
        page.serializable_data(),
        type(page),
        files_before=base.files if base else [],
        files_after=files_of(page),
    )


def _snapshots(page, content_hash: str, before: Decision | None = None) -> dict[str, Snapshot]:
    """What is kept of `content_hash`, and under "public" of the last public version (one query)."""
    newest = Subquery(_public_acts(page, before).order_by("-pk").values("content_hash")[:1])
    found: dict[str, Snapshot] = {}
    rows = Snapshot.objects.annotate(public_hash=newest)
    for snapshot in rows.filter(Q(content_hash=content_hash) | Q(content_hash=newest)):
        found[snapshot.content_hash] = snapshot
        if snapshot.content_hash == snapshot.public_hash:
            found["public"] = snapshot
    return found


def _public_acts(page, before: Decision | None):
    acts = Decision.objects.filter(page_id=page.pk, action__in=_PUBLIC_ACTS)
    # Nothing was shown again by withdrawing what had not been public before.
    acts = acts.exclude(content_hash="")
    return acts if before is None else acts.filter(pk__lt=before.pk)


def _public(page, kept: dict[str, Snapshot], before: Decision | None = None) -> Snapshot | None:
    """The last public version; of what went public without a snapshot, the live row.

    The live row is not taken for it when `before` itself may have made it.
    """
    if "public" in kept or not page.live:
        return kept.get("public")
    live = type(page)._base_manager.filter(pk=page.pk, live=True).first()
    if live is None:
        return None
    made = _made_of(live, hash_of_page(live))
    if before is None or _public_acts(page, before).filter(content_hash=made.content_hash).exists():
        return made
    return None


def _made_of(page, content_hash: str, files: list | None = None) -> Snapshot:
    return Snapshot(
        content_hash=content_hash,
        page_id=page.pk,
        item_type=page._meta.label_lower,
        title=page.title,
        content=page.serializable_data(),
        files=files_of(page, files),
        at=timezone.now(),
    )
