"""What exactly is approved: a hash over everything the visitor would see."""

import hashlib
import json
from datetime import UTC, datetime

from wagtail.fields import StreamField
from wagtail.models import ReferenceIndex

from sections.media.models import AgencyDocument, AgencyImage

# Columns of a revision that a visitor never sees.
UNSEEN = frozenset(
    {
        "pk",
        "path",
        "depth",
        "numchild",
        "content_type",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "live_revision",
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "url_path",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
        "expired",
        "wagtail_admin_comments",
        "supplied_at",
        "section_code",
        "folded",
        "translation_key",
        "locale",
        "alias_of",
    }
)
_FILES = (AgencyImage, AgencyDocument)


def hash_of_page(page) -> str:
    """Hex SHA-256 of what `page`, as it stands in memory, would show."""
    content = page.serializable_data()
    seen = {name: _without_ids(value) for name, value in content.items() if name not in UNSEEN}
    for field in page._meta.concrete_fields:
        if field.name not in seen:
            continue
        if isinstance(field, StreamField):
            # Written as text, whose keys change their order once somebody has looked at the value.
            seen[field.name] = json.loads(seen[field.name])
        moment = page.__dict__.get(field.attname)
        if isinstance(moment, datetime):
            # The same moment is written in local time by a form and in UTC by the database, and
            # a revision keeps milliseconds.
            seen[field.name] = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    seen["files"] = _file_fingerprints(page)
    # What is empty is left out: a column that a later version adds changes no content.
    filled = {name: value for name, value in seen.items() if not _is_empty(value)}
    # Dates and decimals are still objects here: `default` writes them.
    canonical = json.dumps(
        filled,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        default=str,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _is_empty(value) -> bool:
    return value is None or value is False or value in ("", [], {})


def _without_ids(value):
    """Child objects without their row ids, which change on every save of the same content."""
    if isinstance(value, list):
        return [
            {key: item for key, item in row.items() if key not in {"pk", "page"}}
            if isinstance(row, dict) and "pk" in row
            else row
            for row in value
        ]
    return value


def _file_fingerprints(page) -> list[str]:
    """`model:id:sha256` of each image and document the page refers to, sorted.

    With what else a visitor sees of the file: a document's title, an image's focal point.
    """
    # Wagtail offers no public way to ask for the references of content that is not saved.
    references = {
        (content_type_id, str(object_id))
        for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(page)
    }
    prints = []
    for model in _FILES:
        own_type = ReferenceIndex._get_base_content_type(model).pk
        ids = [
            object_id for content_type_id, object_id in references if content_type_id == own_type
        ]
        if ids:
            rows = model.objects.filter(pk__in=ids)
            for row in rows.values_list("pk", "sha256", *model.fixed_when_live):
                shown = (str(value) for value in row if value is not None)
                prints.append(":".join((model._meta.model_name, *shown)))
    return sorted(prints)
