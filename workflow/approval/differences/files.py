"""What changed in the files that a page shows while it goes on pointing to the same record."""

from django.apps import apps
from django.utils.text import capfirst

from . import found
from .found import Found
from .names import name_of_file
from .values import words_of_field
from .words import Ref, words_of

_SHOWN_DIGITS = 12
# Wagtail gives these columns no name.
_LABELS = {
    "focal_point_x": "Tâm ảnh, từ mép trái (điểm ảnh)",
    "focal_point_y": "Tâm ảnh, từ mép trên (điểm ảnh)",
    "focal_point_width": "Vùng chính của ảnh, chiều rộng (điểm ảnh)",
    "focal_point_height": "Vùng chính của ảnh, chiều cao (điểm ảnh)",
}


def changes_of_files(before: list[dict], after: list[dict]) -> list[Found]:
    """Replaced files and other changes of a file's record; rows as `Snapshot.files` has them."""
    old = {(row["model"], row["id"]): row for row in before}
    changes: list[Found] = []
    for row in after:
        was = old.get((row["model"], row["id"]))
        if was is None:
            continue
        label = str(capfirst(name_of_file(Ref(row["model"], row["id"]), row["title"])))
        if was["sha256"] != row["sha256"]:
            replaced = found.of_whole(label, words_of(_file(was)), words_of(_file(row)))
            changes += [change._replace(kind="file") for change in replaced]
        for name, value in row["shown"].items():
            field = apps.get_model(row["model"])._meta.get_field(name)
            changes += found.of_value(
                found.below(label, _LABELS.get(name) or capfirst(field.verbose_name)),
                words_of_field(field, was["shown"].get(name)),
                words_of_field(field, value),
            )
    return changes


def titles_of(*lists: list[dict]) -> dict[Ref, str]:
    """The titles that the rows give, so that nobody has to ask for them."""
    return {Ref(row["model"], row["id"]): row["title"] for rows in lists for row in rows}


def _file(row: dict) -> str:
    return f"{row['name']} (dấu SHA-256 {row['sha256'][:_SHOWN_DIGITS]}…)"
