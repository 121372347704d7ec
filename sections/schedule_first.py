"""The schedule as it was first published, from the record of what was approved."""

from django.db.models import Subquery

from workflow.approval.decision import Decision
from workflow.approval.snapshots.models import Snapshot

_MADE_PUBLIC = (Decision.Action.PUBLISHED, Decision.Action.EMERGENCY)


def first_published_rows(page) -> list[dict] | None:
    """The rows of the first public version; None where none is on record (at most one query)."""
    if not page.first_published_at or page.first_published_at == page.last_published_at:
        return None
    acts = Decision.objects.filter(page_id=page.pk, action__in=_MADE_PUBLIC)
    first = acts.exclude(content_hash="").order_by("pk").values("content_hash")[:1]
    kept = Snapshot.objects.filter(content_hash=Subquery(first))
    return kept.values_list("content__rows", flat=True).first()
