"""What a visitor would see differently between two contents of a page."""

import json
from collections.abc import Iterable
from datetime import UTC

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField

from sections.base.tables import TableField
from workflow.approval.content import UNSEEN

from . import found
from .change import SAME, FieldChange, Segment
from .files import changes_of_files, titles_of
from .found import Found
from .names import names_of
from .richtext import words_of_html
from .rows import changes_of_rows, label_of_relation
from .streams import changes_of_block
from .tables import changes_of_table
from .values import is_text, words_of_field
from .words import Ref, Run, text_of, words_of

HIDDEN = "Khác ở chỗ không nhìn thấy trên trang: khoảng trắng thừa, mã kỹ thuật của khối hoặc thứ tự lưu."
_FIRST = ("title", "summary")


def difference(
    before: dict | None,
    after: dict,
    page_class: type[models.Model],
    *,
    files_before: list[dict] | None = None,
    files_after: list[dict] | None = None,
) -> list[FieldChange]:
    """The readable changes from `before` to `after`, in the order in which a page is read.

    Both are contents as `page.serializable_data()` or a revision has them; with None everything
    is new. The rows of files (`Snapshot.files`) tell replaced files; where one of the two is not
    known, files are not compared. Whatever `content.hash_of_page` covers leads to a change here.
    Queries: one for each kind of record that is named in the result, none for given files.
    """
    old, after = _plain(before or {}), _plain(after)
    changes: list[Found] = []
    for field in _fields(page_class):
        changes += _changes_of_field(field, old.get(field.name), after.get(field.name))
    for relation in get_all_child_relations(page_class):
        name = relation.get_accessor_name()
        if name not in UNSEEN:
            label = label_of_relation(page_class, relation)
            rows = old.get(name) or [], after.get(name) or []
            shown = changes_of_rows(relation, *rows, label)
            changes += shown or _hidden(label, *(_rows_without_ids(part) for part in rows))
    if files_before is not None and files_after is not None:
        changes += changes_of_files(files_before, files_after)
    return _named(changes, titles_of(files_before or [], files_after or []))


def _fields(page_class) -> list[models.Field]:
    seen = [
        field
        for field in (*page_class._meta.concrete_fields, *page_class._meta.many_to_many)
        if field.name not in UNSEEN
        and field.serialize
        and not field.primary_key
        and not getattr(field.remote_field, "parent_link", False)
    ]
    return sorted(seen, key=_reading_order)


def _reading_order(field) -> tuple[int, int]:
    if field.name in _FIRST:
        return 0, _FIRST.index(field.name)
    return (1 if isinstance(field, StreamField | RichTextField) else 2), 0


def _changes_of_field(field, before, after) -> list[Found]:
    label = str(capfirst(field.verbose_name))
    if before is None and after is False:
        return []
    if isinstance(field, StreamField):
        before, after = _stream(before), _stream(after)
        shown = changes_of_block(field.stream_block, before, after, label)
        return shown or _hidden(label, before, after)
    if isinstance(field, TableField):
        before, after = before or [], after or []
        return changes_of_table(field, before, after, label) or _hidden(label, before, after)
    if isinstance(field, models.ManyToManyField):
        shown = found.of_value(label, _all(field, before), _all(field, after))
    elif isinstance(field, RichTextField):
        shown = found.of_text(label, words_of_html(before), words_of_html(after))
    else:
        compare = found.of_text if is_text(field) else found.of_value
        shown = compare(label, words_of_field(field, before), words_of_field(field, after))
    return shown or _hidden(label, _comparable(field, before), _comparable(field, after))


def _hidden(label: str, before, after) -> list[Found]:
    """What differs without anything to show is said, so that no voided approval is a riddle."""
    if before == after or not (before or after):
        return []
    return [Found(label, "hidden", [Run(SAME, words_of(HIDDEN))])]


def _plain(content: dict) -> dict:
    """Both sides as JSON has them, whether they were read from it or still hold objects."""
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def _stream(value) -> list:
    rows = json.loads(value) if isinstance(value, str) and value else value
    return rows or []


def _all(field, pks: Iterable | None) -> list:
    return [word for pk in pks or () for word in words_of_field(field, pk)]


def _comparable(field, value):
    """A moment is one moment in whatever zone it was written; the rest is compared as it is."""
    if isinstance(field, models.DateTimeField) and value:
        return parse_datetime(value).astimezone(UTC).isoformat(timespec="milliseconds")
    return value


def _rows_without_ids(rows: list[dict]) -> list[dict]:
    return [{name: value for name, value in row.items() if name != "pk"} for row in rows]


def _named(changes: list[Found], known: dict[Ref, str]) -> list[FieldChange]:
    refs = {word.ref for change in changes for run in change.runs for word in run.words if word.ref}
    names = names_of(refs, known)
    return [
        FieldChange(
            change.label,
            change.kind,
            tuple(Segment(run.mark, text_of(run.words, names)) for run in change.runs),
        )
        for change in changes
    ]
