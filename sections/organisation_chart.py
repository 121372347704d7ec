"""The organisation chart as SVG: the leadership on top, the units below it in columns by kind.

The drawing never stands alone: the page has the same structure as a nested list, which phones and
screen readers use instead. Colours are classes of `css/organisation.css`.
"""

import textwrap
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .structure import KINDS, LEADERSHIP, Node

# Pixels; the text of the chart is 15 px high.
_COLUMN, _GAP, _INDENT, _PAD = 256, 28, 22, 10
_LINE, _BOX_GAP, _TOP_GAP = 20, 12, 46
_CHARACTER = 8.1
_MAX_COLUMNS = 4
_SPLIT_FROM = 7
_OTHER = "Đơn vị khác"


def organisation_chart(title: str, tops: list[Node], description: str) -> SafeString:
    """The figure for the structure `tops`; "" where there is nothing to draw."""
    if not tops:
        return SafeString("")
    leaders = [node for node in tops if node.row.get("kind") == LEADERSHIP] or (
        tops if len(tops) == 1 else []
    )
    below = [child for leader in leaders for child in leader.children]
    below += [node for node in tops if node not in leaders]
    columns = _columns(below)
    width = max(len(columns), 1) * (_COLUMN + _GAP) - _GAP
    head, head_height = _leaders(leaders, width)
    parts, lowest = [head], head_height
    top = head_height + (_TOP_GAP if leaders else 0)
    for number, (label, nodes) in enumerate(columns):
        left = number * (_COLUMN + _GAP)
        drawn, height = _column(label, nodes, left, top)
        parts.append(drawn)
        lowest = max(lowest, top + height)
    if leaders and columns:
        parts.insert(0, _bus(len(columns), width, head_height, top))
    return format_html(
        '<figure class="structure-chart"><svg class="structure-chart__drawing" role="img" '
        'viewBox="-2 -2 {width} {height}" width="{width}" height="{height}" '
        'aria-labelledby="so-do-ten so-do-mo-ta"><title id="so-do-ten">{title}</title>'
        '<desc id="so-do-mo-ta">{description}</desc>{body}</svg></figure>',
        width=width + 4,
        height=lowest + 4,
        title=title,
        description=description,
        body=format_html_join("", "{}", ((part,) for part in parts)),
    )


def _columns(nodes: list[Node]) -> list[tuple[str, list[Node]]]:
    """The units by kind; the longest columns are halved while there is room for one more."""
    kinds = [kind for kind in KINDS if kind != LEADERSHIP]
    named = {kind: [node for node in nodes if node.row.get("kind") == kind] for kind in kinds}
    named[_OTHER] = [node for node in nodes if node.row.get("kind") not in kinds]
    columns = [(kind, found) for kind, found in named.items() if found]
    if len(columns) > _MAX_COLUMNS:
        rest = [node for _kind, found in columns[_MAX_COLUMNS - 1 :] for node in found]
        columns = [*columns[: _MAX_COLUMNS - 1], (_OTHER, rest)]
    while columns and len(columns) < _MAX_COLUMNS:
        place = max(range(len(columns)), key=lambda number: _boxes(columns[number][1]))
        label, found = columns[place]
        if len(found) < 2 or _boxes(found) < _SPLIT_FROM:
            break
        middle = (len(found) + 1) // 2
        columns[place : place + 1] = [(label, found[:middle]), (label, found[middle:])]
    return columns


def _boxes(nodes: list[Node]) -> int:
    return sum(1 for _node, _depth in _flat(nodes))


def _flat(nodes: list[Node], depth: int = 0) -> Iterator[tuple[Node, int]]:
    for node in nodes:
        yield node, depth
        yield from _flat(node.children, depth + 1)


def _leaders(leaders: list[Node], width: int) -> tuple[SafeString, int]:
    """The boxes on top, side by side in the middle, and the height of the tallest."""
    if not leaders:
        return SafeString(""), 0
    across = min(_COLUMN + 60, (width + _GAP) // len(leaders) - _GAP)
    left = (width - len(leaders) * (across + _GAP) + _GAP) / 2
    drawn = []
    tallest = 0
    for number, node in enumerate(leaders):
        box, height = _box(node.name, left + number * (across + _GAP), 0, across, "top")
        drawn.append((box,))
        tallest = max(tallest, height)
    return format_html_join("", "{}", drawn), tallest


def _bus(count: int, width: int, start: int, end: int) -> SafeString:
    """The line from the leadership to the head of each column."""
    middle = start + (end - start) / 2
    centres = [number * (_COLUMN + _GAP) + _COLUMN / 2 for number in range(count)]
    moves = [f"M{_short(width / 2)} {start}V{_short(middle)}"]
    reach = sorted((*centres, width / 2))
    moves.append(f"M{_short(reach[0])} {_short(middle)}H{_short(reach[-1])}")
    moves += [f"M{_short(centre)} {_short(middle)}V{end}" for centre in centres]
    return format_html('<path class="structure-chart__line" d="{}"/>', "".join(moves))


def _column(label: str, nodes: list[Node], left: int, top: int) -> tuple[SafeString, int]:
    """The head and boxes of one kind, and how high the column is."""
    head, height = _box(label, left, top, _COLUMN, "head")
    parts, y = [(head,)], top + height + _BOX_GAP
    spine_of: dict[int, tuple[float, float]] = {-1: (left + _INDENT / 2, top + height)}
    for node, depth in _flat(nodes):
        x = left + _INDENT * (depth + 1)
        box, height = _box(node.name, x, y, left + _COLUMN - x, "box")
        spine, start = spine_of[depth - 1]
        middle = y + height / 2
        parts.append(
            (
                format_html(
                    '<path class="structure-chart__line" d="M{} {}V{}H{}"/>',
                    _short(spine), _short(start), _short(middle), _short(x),
                ),
            )
        )  # fmt: skip
        parts.append((box,))
        spine_of[depth] = (x + _INDENT / 2, y + height)
        y += height + _BOX_GAP
    return format_html_join("", "{}", parts), y - _BOX_GAP - top


def _box(text: str, left: float, top: float, width: float, kind: str) -> tuple[SafeString, int]:
    """A box as high as its text, and that height."""
    lines = textwrap.wrap(text, int((width - 2 * _PAD) / _CHARACTER)) or [""]
    height = len(lines) * _LINE + 2 * _PAD
    texts = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (_short(left + width / 2), _short(top + _PAD + _LINE * number + 15), line)
            for number, line in enumerate(lines)
        ),
    )
    box = format_html(
        '<g class="structure-chart__{}"><rect x="{}" y="{}" width="{}" height="{}" rx="4"/>{}</g>',
        kind, _short(left), _short(top), _short(width), height, texts,
    )  # fmt: skip
    return box, height


def _short(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
