"""Charts as SVG drawn on the server, for statistics, reports and access numbers.

`bar_chart` compares named things, `line_chart` shows a course over time. A chart never stands
alone: the page puts its numbers in a table beneath (WCAG 2.2, 1.1.1). Widths are per cent and
heights are `em`, so the text keeps its size on a narrow screen and grows with the reader's own
text size. Colours are classes of `css/charts.css`, which the template must load.
"""

from __future__ import annotations

import hashlib
import math
import textwrap
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Value = int | float | Decimal | None
Row = tuple[str, Value]

NO_DATA = "không có số liệu"
_NOTHING = "Chưa có số liệu để vẽ biểu đồ."

# Characters of a label that fit one line at 320 px.
_LABEL_WIDTH = 32
# Per cent of the width that the longest bar takes; the rest is for its number.
_BAR_SPACE = 74
_LINE_EM = 1.45
_BAR_EM = 1.1
_ROW_GAP_EM = 0.75
# The plot of a line chart: from the left, width (per cent), from the top, height (em).
_LEFT, _WIDTH, _TOP, _HEIGHT = 2.0, 96.0, 2.0, 12.0
# Up to this many points each one is labelled with its number.
_ALL_LABELLED = 6
# Characters between the labels of the first and the last point at 320 px.
_AXIS_CHARACTERS = 24


def number(value: Value, places: int = 2) -> str:
    """«1.234,5»: dots between thousands, a comma before at most `places` decimals."""
    if value is None:
        return NO_DATA
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _dot, decimals = f"{exact:,f}".partition(".")
    decimals = decimals.rstrip("0")
    text = whole.replace(",", ".") + (f",{decimals}" if decimals else "")
    return "0" if text == "-0" else text


def bar_chart(title: str, rows: Sequence[Row], unit: str = "", description: str = "") -> SafeString:
    """A figure with a horizontal bar for each `(label, value)` of `rows`, in their order.

    `unit` is what the values count («lượt», «tỷ đồng»). `description` takes the place of the
    summary that is read aloud. A value of None is named as missing; a negative one is drawn by
    its size and marked. Without rows: a sentence that says so.
    """
    if not rows:
        return format_html('<p class="empty">{}</p>', _NOTHING)
    largest = max((abs(value) for _label, value in rows if value is not None), default=0)
    parts, top = [], 0.0
    for label, value in rows:
        drawn, height = _bar(str(label), value, largest, top)
        parts.append((drawn,))
        top += height + _ROW_GAP_EM
    body = format_html_join("", "{}", parts)
    return _figure(title, unit, description or _summary("cột", rows, unit), top, body)


def line_chart(
    title: str, rows: Sequence[Row], unit: str = "", description: str = ""
) -> SafeString:
    """A figure with a line through each `(label, value)` of `rows`, from the earliest on.

    Takes what `bar_chart` takes; a value of None leaves a gap. Only as many labels are written
    under the line as fit a narrow screen; of more than six points the highest and the last have
    their number written.
    """
    known = [value for _label, value in rows if value is not None]
    if not known:
        return format_html('<p class="empty">{}</p>', _NOTHING)
    ticks = _ticks(min(0, *known), max(0, *known))
    points = [
        (_LEFT + _WIDTH * (index / (len(rows) - 1) if len(rows) > 1 else 0.5), value)
        for index, (_label, value) in enumerate(rows)
    ]
    body = format_html(
        "{}{}{}{}{}",
        _grid(ticks),
        _lines(points, ticks),
        _scale(ticks),
        _dots(points, rows, ticks, unit),
        _axis(points, rows),
    )
    height = _TOP + _HEIGHT + 2
    return _figure(title, unit, description or _summary("đường", rows, unit), height, body)


def _figure(title: str, unit: str, description: str, height: float, body: SafeString) -> SafeString:
    digest = hashlib.sha256(f"{title}{unit}{body}".encode()).hexdigest()[:10]
    return format_html(
        '<figure class="chart"><figcaption class="chart__title">{title}{unit}</figcaption>'
        '<svg class="chart__drawing" width="100%" height="{height}em" role="img" '
        'aria-labelledby="bieu-do-{id} bieu-do-{id}-mo-ta">'
        '<title id="bieu-do-{id}">{title}</title><desc id="bieu-do-{id}-mo-ta">{desc}</desc>'
        "{body}</svg></figure>",
        title=title,
        unit=format_html(' <span class="chart__unit">(đơn vị: {})</span>', unit) if unit else "",
        height=_short(height),
        id=digest,
        desc=description,
        body=body,
    )


def _summary(kind: str, rows: Sequence[Row], unit: str) -> str:
    known = [(label, value) for label, value in rows if value is not None]
    if not known:
        return f"Biểu đồ {kind}, {NO_DATA}."
    high = max(known, key=lambda row: row[1])
    low = min(known, key=lambda row: row[1])
    after = f" {unit}" if unit else ""
    return (
        f"Biểu đồ {kind} gồm {len(rows)} giá trị; cao nhất: {high[0]}, {number(high[1])}{after}; "
        f"thấp nhất: {low[0]}, {number(low[1])}{after}. Số liệu đầy đủ trong bảng bên dưới."
    )


def _bar(label: str, value: Value, largest: Value, top: float) -> tuple[SafeString, float]:
    """The drawn row and its height in em."""
    lines = textwrap.wrap(label, _LABEL_WIDTH) or [""]
    texts = format_html_join(
        "",
        '<text class="chart__label" x="0" y="{}em">{}</text>',
        ((_short(top + _LINE_EM * (index + 0.8)), line) for index, line in enumerate(lines)),
    )
    bar_top = top + _LINE_EM * len(lines)
    share = float(abs(value) / largest) if value and largest else 0.0
    width = _BAR_SPACE * share
    bar = format_html(
        '<rect class="chart__bar{}" x="0" y="{}em" width="{}%" height="{}em" rx="2"/>'
        '<text class="chart__value" x="{}%" dx="0.4em" y="{}em">{}</text>',
        " chart__bar--negative" if value is not None and value < 0 else "",
        _short(bar_top),
        _short(width),
        _BAR_EM,
        _short(width),
        _short(bar_top + _BAR_EM * 0.8),
        number(value),
    )
    return format_html("{}{}", texts, bar), _LINE_EM * len(lines) + _BAR_EM


def _ticks(low: Value, high: Value) -> list[float]:
    """Three to six round numbers from at most `low` to at least `high`."""
    span = float(high) - float(low) or 1.0
    rough = span / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(float(low) / step), math.ceil(float(high) / step - 1e-9)
    return [index * step for index in range(first, max(last, first + 1) + 1)]


def _y(value: Value, ticks: list[float]) -> float:
    """How far below the top of the plot `value` lies, from 0 to 1."""
    return (ticks[-1] - float(value)) / (ticks[-1] - ticks[0])


def _grid(ticks: list[float]) -> SafeString:
    return format_html_join(
        "",
        '<line class="chart__grid" x1="0" x2="100%" y1="{0}em" y2="{0}em"/>',
        ((_short(_TOP + _HEIGHT * _y(tick, ticks)),) for tick in ticks),
    )


def _scale(ticks: list[float]) -> SafeString:
    return format_html_join(
        "",
        '<text class="chart__tick" x="0" y="{}em" dy="-0.25em">{}</text>',
        ((_short(_TOP + _HEIGHT * _y(tick, ticks)), number(tick)) for tick in ticks),
    )


def _lines(points: list[tuple[float, Value]], ticks: list[float]) -> SafeString:
    """The line in a drawing of its own that is stretched to the plot, broken at gaps."""
    pieces: list[list[str]] = [[]]
    for x, value in points:
        if value is None:
            pieces.append([])
        else:
            across = (x - _LEFT) / _WIDTH * 100
            pieces[-1].append(f"{_short(across)},{_short(_y(value, ticks) * 100)}")
    drawn = format_html_join(
        "",
        '<polyline class="chart__line" vector-effect="non-scaling-stroke" points="{}"/>',
        ((" ".join(piece),) for piece in pieces if len(piece) > 1),
    )
    return format_html(
        '<svg x="{}%" y="{}em" width="{}%" height="{}em" viewBox="0 0 100 100" '
        'preserveAspectRatio="none" overflow="visible">{}</svg>',
        _short(_LEFT),
        _short(_TOP),
        _short(_WIDTH),
        _short(_HEIGHT),
        drawn,
    )


def _dots(
    points: list[tuple[float, Value]], rows: Sequence[Row], ticks: list[float], unit: str
) -> SafeString:
    known = [index for index, (_x, value) in enumerate(points) if value is not None]
    high = max(known, key=lambda index: points[index][1])
    written = set(known) if len(rows) <= _ALL_LABELLED else {high, known[-1]}
    parts = []
    for index in known:
        x, value = points[index]
        y = _TOP + _HEIGHT * _y(value, ticks)
        parts.append(
            (
                _short(x),
                _short(y),
                f"{rows[index][0]}: {number(value)} {unit}".strip(),
                _written(x, y, value) if index in written else "",
            )
        )
    return format_html_join(
        "",
        '<circle class="chart__dot" cx="{}%" cy="{}em" r="0.22em"><title>{}</title></circle>{}',
        parts,
    )


def _written(x: float, y: float, value: Value) -> SafeString:
    return format_html(
        '<text class="chart__value" x="{}%" y="{}em" text-anchor="{}">{}</text>',
        _short(x),
        _short(y - 0.55),
        _anchor(x),
        number(value),
    )


def _axis(points: list[tuple[float, Value]], rows: Sequence[Row]) -> SafeString:
    longest = max(len(str(label)) for label, _value in rows)
    # The outer labels stand inwards, so a space of two thirds of a character keeps them apart.
    fitting = max(2, min(_ALL_LABELLED, 1 + int(_AXIS_CHARACTERS / (longest + 0.7))))
    last = len(rows) - 1
    count = min(fitting, len(rows))
    shown = {round(last * index / (count - 1)) for index in range(count)} if count > 1 else {0}
    return format_html_join(
        "",
        '<text class="chart__tick" x="{}%" y="{}em" text-anchor="{}">{}</text>',
        (
            (_short(points[i][0]), _short(_TOP + _HEIGHT + 1.4), _anchor(points[i][0]), rows[i][0])
            for i in sorted(shown)
        ),
    )


def _anchor(x: float) -> str:
    """Texts at the edges stay inside the drawing."""
    if x < 10:
        return "start"
    return "end" if x > 90 else "middle"


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
