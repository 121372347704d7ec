"""The wall of clauses: how each clause with a time was kept in a month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from workflow.agencies.models import Agency
from workflow.audit.review.periods import Period

from .clauses import Obligation, citation_of, obligations_of, place_of
from .figures import Figures, Group, groups_of

LATE, NEAR, WELL, NONE = "late", "near", "well", "none"

SYMBOLS = {LATE: "✕", NEAR: "!", WELL: "✓", NONE: "–"}
HAS_LATE = "có việc quá hạn"
HAS_NEAR = "sắp đến hạn"
HAS_TROUBLE = "có việc chưa tính được hạn"
IS_WELL = "đang giữ đúng"
NOTHING_YET = "chưa phát sinh"
ONLY_MEASURED = "chỉ đo, quy chế không định số"

LEGEND = (
    (LATE, HAS_LATE),
    (NEAR, "sắp đến hạn hoặc chưa tính được hạn"),
    (WELL, IS_WELL),
    (NONE, f"{NOTHING_YET}; {ONLY_MEASURED}"),
)


@dataclass(slots=True)
class Tile:
    """A clause (`key` is its id), or the code of a rule that rests on none, with its figures."""

    key: str
    is_clause: bool
    labels: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    is_numbered: bool = False
    figures: Figures = field(default_factory=Figures)

    @property
    def citation(self) -> str:
        """«khoản 1 Điều 13»."""
        return citation_of(self.key)

    @property
    def mark(self) -> str:
        """The colour."""
        if self.figures.late or self.figures.carried:
            return LATE
        if self.figures.near or self.figures.troubled:
            return NEAR
        kept = self.figures.in_time or self.figures.open
        return WELL if kept and self.is_numbered else NONE

    @property
    def words(self) -> str:
        """What the colour says."""
        if self.mark == LATE:
            return HAS_LATE
        if self.mark == NEAR:
            return HAS_NEAR if self.figures.near else HAS_TROUBLE
        if self.mark == WELL:
            return IS_WELL
        return NOTHING_YET if self.is_numbered else ONLY_MEASURED

    @property
    def symbol(self) -> str:
        """What stands for the colour where none is seen."""
        return SYMBOLS[self.mark]

    def add_rule(self, row: Obligation) -> None:
        """`row` cites the clause."""
        self.is_numbered |= row.is_numbered
        if row.label not in self.labels:
            self.labels.append(row.label)
        if row.code not in self.codes:
            self.codes.append(row.code)

    def add_group(self, group: Group) -> None:
        """Duties that cite the clause."""
        self.figures += group.figures
        if group.code not in self.codes:
            self.codes.append(group.code)
            self.labels.append(group.label)
        # A number set for one case counts, whatever the row of today says.
        self.is_numbered |= group.is_dated


@dataclass(frozen=True, slots=True)
class AgencyWall:
    """The tiles of an agency in the order of its regulation, and the sum of its duties."""

    agency: Agency
    tiles: list[Tile]
    figures: Figures

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Colour, words and number of the tiles, worst first."""
        return [
            (mark, words, sum(tile.mark == mark for tile in self.tiles)) for mark, words in LEGEND
        ]


def walls_of(agencies: Iterable[Agency], period: Period, now: datetime) -> list[AgencyWall]:
    """The wall of each agency for `period`; one query for all."""
    agencies = list(agencies)
    groups = groups_of([agency.code for agency in agencies], period, now)
    return [
        _wall(agency, period, [group for group in groups if group.agency_code == agency.code])
        for agency in agencies
    ]


def _wall(agency: Agency, period: Period, groups: list[Group]) -> AgencyWall:
    tiles: dict[str, Tile] = {}
    by_code: dict[str, list[str]] = {}
    for row in obligations_of(agency.book, period.first, period.last):
        for key in row.clauses or (row.code,):
            _tile(tiles, key, bool(row.clauses)).add_rule(row)
            by_code.setdefault(row.code, []).append(key)
    for group in groups:
        # Duties made without clauses stand under those of the rule of today.
        keys = group.clauses or by_code.get(group.code) or (group.code,)
        for key in dict.fromkeys(keys):
            is_clause = bool(group.clauses) or key != group.code
            _tile(tiles, key, is_clause).add_group(group)
    figures = sum((group.figures for group in groups), Figures())
    return AgencyWall(agency, sorted(tiles.values(), key=lambda tile: place_of(tile.key)), figures)


def _tile(tiles: dict[str, Tile], key: str, is_clause: bool) -> Tile:
    return tiles.setdefault(key, Tile(key, is_clause))
