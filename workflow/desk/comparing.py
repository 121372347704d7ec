"""What is different: from what the public sees, and from what the person last decided on."""

from dataclasses import dataclass

from wagtail.models import Revision

from workflow.agencies.models import User
from workflow.approval import snapshots
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision
from workflow.approval.differences import FieldChange, difference
from workflow.approval.holding import ACTS_OF_A_STEP

_MINE = (*ACTS_OF_A_STEP, Decision.Action.RETURNED, Decision.Action.REFUSED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference to the version of the person's own `act`, or to the public one."""

    changes: list[FieldChange]
    act: Decision | None = None


def shown_to(user: User, draft, seen_hash: str) -> list[Shown]:
    """The differences that help `user` to read `draft`, whose hash is `seen_hash`.

    To the public version, and to the content of the own last act when that was neither; none for
    what is new to both.
    """
    found = []
    public_hash = snapshots.public_content(draft)[0] if draft.live else ""
    since_mine = _since_mine(user, draft, {seen_hash, public_hash})
    if since_mine is not None:
        found.append(since_mine)
    changes = snapshots.since_public(draft) if draft.live else []
    if changes:
        found.append(Shown(changes))
    return found


def _since_mine(user: User, draft, told: set[str]) -> Shown | None:
    act = (
        Decision.objects.filter(page_id=draft.pk, actor_id=user.pk, action__in=_MINE)
        .order_by("-pk")
        .first()
    )
    if act is None or not act.content_hash or act.content_hash in told:
        return None
    changes = snapshots.between_hashes(act.content_hash, draft)
    if changes is None:
        changes = _since_revision(act, draft)
    return Shown(changes, act) if changes else None


def _since_revision(act: Decision, draft) -> list[FieldChange]:
    """What changed since a content that no decision kept (a return, an editing step)."""
    revision = Revision.objects.filter(pk=act.revision_id).first()
    former = revision.as_object() if revision is not None else None
    # A revision is rewritten in place by autosave: it counts only while it says the same.
    if former is None or hash_of_page(former) != act.content_hash:
        return []
    return difference(former.serializable_data(), draft.serializable_data(), type(draft))
