"""What exactly is approved: a hash over everything the visitor would see."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
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


def hash_of_page(page, files: list | None = None) -> str:
    """Hex SHA-256 of what `page`, as it stands in memory, would show.

    `files` are its `shown_files`, where they are at hand.
    """
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
    seen["files"] = _fingerprints(shown_files(page) if files is None else files)
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


def shown_files(page, *, just_read: bool = False) -> list:
    """The images, then the documents, to which `page`, as it stands in memory, refers, by id.

    At most a query for each of the two. The files that the blocks of a page hold were read with
    the blocks: of a page that was `just_read` only the others are asked for.
    """
    # Wagtail offers no public way to ask for the references of content that is not saved.
    references = {
        (content_type_id, str(object_id))
        for content_type_id, object_id, *_ in ReferenceIndex._extract_references_from_object(page)
    }
    held = {(type(file), file.pk): file for file in _held_by(page)} if just_read else {}
    files = []
    for model in _FILES:
        own_type = ReferenceIndex._get_base_content_type(model).pk
        ids = {int(pk) for content_type_id, pk in references if content_type_id == own_type}
        found = {pk: held[model, pk] for pk in ids if (model, pk) in held}
        if ids - found.keys():
            found |= model.objects.in_bulk(ids - found.keys())
        files += [found[pk] for pk in sorted(found)]
    return files


def _held_by(page) -> Iterator:
    """The files in the blocks of `page`; what a block of another kind holds is left out."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from _files_in(field.value_from_object(page))


def _files_in(value) -> Iterator:
    if isinstance(value, _FILES):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _files_in(item)
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _files_in(child.value)
    elif isinstance(value, ListValue):
        for item in value:
            yield from _files_in(item)


def _fingerprints(files: list) -> list[str]:
    """`model:id:sha256` of each file, sorted, with what else a visitor sees of it.

    That is a document's title, an image's focal point.
    """
    prints = []
    for file in files:
        values = (file.pk, file.sha256, *(getattr(file, name) for name in file.fixed_when_live))
        shown = (str(value) for value in values if value is not None)
        prints.append(":".join((file._meta.model_name, *shown)))
    return sorted(prints)
