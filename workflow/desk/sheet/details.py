"""Who supplied the item, from the very content that the acts were about."""

from wagtail.models import Revision

from workflow.agencies.models import Unit
from workflow.approval import snapshots
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision


def details_of(decisions: list[Decision]) -> tuple[tuple[str, str], ...]:
    """Unit, supplier, author and source as label and value; "" where the content is gone."""
    content = _content(decisions)
    unit = Unit.objects.filter(pk=content.get("unit")).first()
    supplier = (content.get("supplier_name"), content.get("supplier_title"))
    return (
        ("Đơn vị cung cấp", unit.name if unit else ""),
        ("Người cung cấp", ", ".join(filter(None, supplier))),
        ("Tác giả", content.get("byline") or ""),
        ("Nguồn", content.get("source_name") or ""),
    )


def _content(decisions: list[Decision]) -> dict:
    """The newest content that an act was about: as kept with an approval, else as the revision
    has it; {} where both are gone.

    A revision is rewritten in place by autosave, so it counts only while its fingerprint is the
    one that the act recorded.
    """
    keys = {row.content_hash: row for row in decisions if row.content_hash and row.page_id}
    for content_hash, row in reversed(keys.items()):
        kept = snapshots.of(content_hash)
        if kept is not None:
            return kept.content
        revision = Revision.page_revisions.filter(
            pk=row.revision_id, object_id=str(row.page_id)
        ).first()
        if revision is not None and hash_of_page(revision.as_object()) == content_hash:
            return revision.content
    return {}
