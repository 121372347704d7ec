"""One readable change of a field, block or row, as screens, mails and the evidence hold it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

SAME, REMOVED, ADDED = "same", "removed", "added"

KIND_LABELS = {
    "changed": "đã sửa",
    "added": "thêm mới",
    "removed": "đã xóa",
    "moved": "đổi chỗ",
    "file": "thay tệp",
    "hidden": "không nhìn thấy",
}


class Segment(NamedTuple):
    """A stretch of text; `mark` is SAME, REMOVED or ADDED. Lines are parted by a newline."""

    mark: str
    text: str

    @property
    def words(self) -> str:
        """The text without the line ends around it."""
        return self.text.strip()

    @property
    def starts_line(self) -> bool:
        """Whether a line ends before the words."""
        return self.text.startswith("\n")

    @property
    def ends_line(self) -> bool:
        """Whether a line ends after the words."""
        return self.text.endswith("\n")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What changed in one place.

    `label` names the place in Vietnamese («Nội dung / khối 2, Đoạn văn»), `kind` is a key of
    KIND_LABELS, `segments` are read in order.
    """

    label: str
    kind: str
    segments: tuple[Segment, ...]

    @property
    def kind_label(self) -> str:
        """The kind in Vietnamese."""
        return KIND_LABELS[self.kind]


def as_rows(changes: Iterable[FieldChange]) -> list[dict]:
    """`changes` for a JSON column; `from_rows` reads them back."""
    return [
        {"label": change.label, "kind": change.kind, "segments": [list(s) for s in change.segments]}
        for change in changes
    ]


def from_rows(rows: Iterable[dict]) -> list[FieldChange]:
    """The changes that `as_rows` wrote."""
    return [
        FieldChange(row["label"], row["kind"], tuple(Segment(*pair) for pair in row["segments"]))
        for row in rows
    ]


_WRAPPED = {SAME: "{}", REMOVED: "[bỏ: {}]", ADDED: "[thêm: {}]"}


def as_text(changes: Iterable[FieldChange]) -> str:
    """`changes` in plain text for mails: a heading line for each, its text indented below it."""
    parts = []
    for change in changes:
        text = " ".join(_marked(segment) for segment in change.segments)
        lines = [f"    {line.strip()}" for line in text.split("\n") if line.strip()]
        parts.append("\n".join([f"{change.label} ({change.kind_label}):", *lines]))
    return "\n\n".join(parts)


def _marked(segment: Segment) -> str:
    """The words between brackets that say what happened; line ends stay outside."""
    marked = _WRAPPED[segment.mark].format(segment.words)
    return "\n" * segment.starts_line + marked + "\n" * segment.ends_line
