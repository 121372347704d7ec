"""The structure of an agency on a day: which units there were, and which stood under which."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sections.base.submission import Problem
from sections.base.text import fold

from .shapes.dated import backward_problems, rows_on

LEADERSHIP = "Lãnh đạo"
KINDS = (
    LEADERSHIP,
    "Phòng, ban, văn phòng",
    "Chi cục, cơ quan trực thuộc",
    "Đơn vị sự nghiệp",
    "Tổ chức phối hợp",
)
MAX_CHANGES = 12


@dataclass(slots=True)
class Node:
    """A unit with those under it, in the order of the table."""

    row: dict
    children: list["Node"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The unit's full name."""
        return self.row["name"]


def structure_on(rows: list[dict], day: date) -> list[Node]:
    """The units that stood under no other on `day`, each with the units below it.

    A unit whose parent did not exist on that day stands at the top.
    """
    nodes = [Node(row) for row in rows_on(rows, day, "valid_from", "valid_to")]
    by_name = {fold(node.name): node for node in nodes}
    tops = []
    for node in nodes:
        parent = by_name.get(fold(node.row.get("parent", "")))
        if parent is None or _is_below(parent, node, by_name):
            tops.append(node)
        else:
            parent.children.append(node)
    return tops


def _is_below(node: Node, other: Node, by_name: dict[str, Node]) -> bool:
    """Whether `node` is `other` or stands somewhere below it: such a parent would close a ring."""
    seen: set[int] = set()
    while node is not None and id(node) not in seen:
        if node is other:
            return True
        seen.add(id(node))
        node = by_name.get(fold(node.row.get("parent", "")))
    return False


def change_days(rows: list[dict], until: date) -> list[date]:
    """The latest days up to `until` on which a unit began or the day after one ended."""
    found = set()
    for row in rows:
        if row.get("valid_from"):
            found.add(date.fromisoformat(row["valid_from"]))
        if row.get("valid_to"):
            found.add(date.fromisoformat(row["valid_to"]) + timedelta(days=1))
    return sorted((day for day in found if day <= until), reverse=True)[:MAX_CHANGES]


def structure_problems(field_name: str, rows: list[dict]) -> list[Problem]:
    """Units whose parent is unknown or stands below them, and names held twice on one day."""
    found = backward_problems(field_name, rows, "valid_from", "valid_to")
    known = {fold(row["name"]) for row in rows}
    for number, row in enumerate(rows, start=1):
        parent = row.get("parent", "")
        if parent and fold(parent) not in known:
            found.append(
                Problem(
                    field_name, f"Dòng {number}: không có đơn vị cấp trên «{parent}» trong bảng."
                )
            )
        if _in_ring(row, rows):
            found.append(
                Problem(
                    field_name, f"Dòng {number}: «{row['name']}» đang là cấp trên của chính nó."
                )
            )
        earlier = next((one for one in rows[: number - 1] if _same_time(one, row)), None)
        if earlier is not None:
            found.append(
                Problem(
                    field_name,
                    f"Dòng {number}: «{row['name']}» đã có ở dòng {rows.index(earlier) + 1} trong "
                    "cùng thời gian.",
                )
            )
    return found


def _in_ring(row: dict, rows: list[dict]) -> bool:
    parents = {fold(one["name"]): fold(one.get("parent", "")) for one in rows}
    own = fold(row["name"])
    above, steps = fold(row.get("parent", "")), 0
    while above and above != own and steps <= len(rows):
        above, steps = parents.get(above, ""), steps + 1
    return above == own


def _same_time(first: dict, second: dict) -> bool:
    if fold(first["name"]) != fold(second["name"]):
        return False
    latest_start = max(first.get("valid_from") or "", second.get("valid_from") or "")
    ends = [row["valid_to"] for row in (first, second) if row.get("valid_to")]
    return not ends or latest_start <= min(ends)
