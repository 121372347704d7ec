"""Who had a hand in many items at once: the bulk of `holding.writers` and `actors_of_step`."""

from django.db.models import Max

from workflow.approval.decision import Decision
from workflow.approval.holding import ACTS_OF_A_STEP
from workflow.approval.item_edit import ItemEdit

from .held import Held

_MADE_PUBLIC = (Decision.Action.PUBLISHED, Decision.Action.FOUNDED)


def writers_of(rows: list[Held]) -> dict[int, set[int]]:
    """By run: who wrote, edited or submitted the item since it was last public (two queries).

    Of a change request: who asked for it.
    """
    found = {row.run_id: {row.requested_by_id} - {None} for row in rows}
    runs = {row.page_id: row.run_id for row in rows if row.page_id}
    public_at = dict(
        Decision.objects.filter(page_id__in=runs, action__in=_MADE_PUBLIC)
        .order_by("page_id", "-pk")
        .distinct("page_id")
        .values_list("page_id", "at")
    )
    edits = (
        ItemEdit.objects.filter(page_id__in=runs, user_id__isnull=False)
        .order_by()
        .values_list("page_id", "user_id")
        .annotate(Max("at"))
    )
    for page_id, user_id, at in edits:
        if page_id not in public_at or at > public_at[page_id]:
            found[runs[page_id]].add(user_id)
    for row in rows:
        if row.owner_id is not None and row.page_id not in public_at:
            found[row.run_id].add(row.owner_id)
    return found


def takers_of(rows: list[Held]) -> dict[tuple[int, str], set[int]]:
    """By run and step code: who took the step in this run (one query)."""
    found: dict[tuple[int, str], set[int]] = {}
    acts = Decision.objects.filter(
        run_id__in=[row.run_id for row in rows if row.task.distinct_from],
        action__in=ACTS_OF_A_STEP,
    )
    for run_id, step_code, actor_id in acts.values_list("run_id", "step_code", "actor_id"):
        found.setdefault((run_id, step_code), set()).add(actor_id)
    return found
