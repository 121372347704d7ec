"""The rule book: one regulation as frozen values.

Pure Python. Nothing elsewhere in the code knows a number of hours or the name of a step: it asks
the rule book of the agency. The TOML files beside this module are read by `loader.load`.

Every row carries `clauses` (ids of `clauses.csv`) or `basis = "setting"` where no clause gives the
value, and `valid_from` / `valid_to` (dates, inclusive) where law or the agency may change it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .terms import Clock, Measure, StartEvent, StepKind, StepScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row of every table carries."""

    label: str
    clauses: tuple[str, ...] = ()
    basis: str = "clause"
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether the row is in force on `day` (both ends inclusive)."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyName(Row):
    """The agency's name during a period; `label` is the full name."""

    short_name: str
    parent: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Row):
    """Where the site and its people are reached during a period; empty where the text is silent."""

    domain: str
    https: bool = False
    intake_mailbox: str = ""
    postal_address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    parent_portal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation(Row):
    """The regulation itself; `label` is its title."""

    number: str = ""
    issued_on: date | None = None
    issued_on_text: str = ""
    signer: str = ""
    replaces: str = ""
    effective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours of the site (basis: setting). Hex colours; text on them must reach 4.5:1."""

    brand: str
    brand_dark: str
    accent: str
    tint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours(Row):
    """Office hours of some weekdays (0 = Monday); `spans` are pairs of "HH:MM"."""

    weekdays: tuple[int, ...]
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Row):
    """A free choice of the regulation (`requirements.md` §12) with its chosen value."""

    code: str
    value: str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Row):
    """A unit that provides items; `label` is its name."""

    code: str
    short_name: str = ""
    kind: str = "division"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Row):
    """A content section; `code` is S01…S53, `label` its title on the site, `order` its place."""

    code: str
    slug: str
    order: int
    page_type: str
    menu: str = ""
    on: bool = True
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Row):
    """A role: `duties` in our own words; `rights` is a subset of loader.RIGHTS.

    `account` is false for a role that only the text names (owner, board, visitor): nobody signs
    in with it.
    """

    code: str
    duties: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    account: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Row):
    """A step of the approval chain, in order; `label` is its name.

    `roles` hold the step; `delegable_to` may hold it only under a delegation or assignment;
    `distinct_from` names earlier steps whose actor may not take this one.
    """

    code: str
    kind: StepKind
    roles: tuple[str, ...]
    scope: StepScope = StepScope.BOARD
    delegable_to: tuple[str, ...] = ()
    distinct_from: tuple[str, ...] = ()
    action: str = ""
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Row):
    """A shorter chain for a change other than content: step codes of [[step]], in order."""

    code: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Row):
    """A ground of refusal; `code` is R01…R18, `label` the ground in our words."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Row):
    """A deadline; `code` is D01…D32.

    `limit` counts units of `clock` (hours or days; None where the text has no number). `kind`
    picks the row where an item has several (`deadline_kind` of the item): "event",
    "important_event", "domestic", "foreign", "from_document" …
    """

    code: str
    clock: Clock
    start: StartEvent
    measure: Measure
    limit: int | None = None
    sections: tuple[str, ...] = ()
    kind: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency(Row):
    """At least `at_least` updates per `per` ("working_day", "day", "week"…) in `sections`."""

    code: str
    at_least: int
    per: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota(Row):
    """Items a unit owes per period; None where the text names no number."""

    code: str
    at_least: int | None = None
    up_to: int | None = None
    per: str = "month"
    whom: str = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Row):
    """A report or statistic the regulation asks for."""

    code: str
    per: str
    by: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup(Row):
    """Backups: `at_least` per `per`; None where the text only says "periodic"."""

    code: str
    at_least: int | None = None
    per: str = ""
    contents: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep(Row):
    """For how many `days` what stands on the site counts as up to date.

    `of` "section": in each of `sections` something is published at least so often. `of` "page":
    each public page of `sections` is looked through so long after its last publication or review.
    """

    code: str
    of: str
    days: int
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Royalty(Row):
    """A rule or budget line on royalties and remuneration; `kind` is "rates", "line" or "rule".

    `per` where it asks for something again and again ("year": the estimate of each year).
    """

    code: str
    kind: str
    per: str = ""
    decision: str = ""
    beneficiaries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Row):
    """A rule on sources.

    `requires` names fields an item must carry when it applies ("source_name", "byline",
    "source_date", "supplier_name", …); `sentence` is a fixed citation sentence.
    """

    code: str
    applies_to: str
    requires: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle(Row):
    """Any other rule that is data: a line of the approval checklist, a format, a channel, …

    `kind` is the type of the clause in clauses.csv: workflow, format, security, archive,
    integration, feedback or other. `values` carries what is listed (file types, channels, …).
    `per` where something is to be done again and again ("year": a training each year).
    """

    code: str
    kind: str
    per: str = ""
    checklist: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Everything of one regulation that is data."""

    code: str
    slug: str
    region: str
    names: tuple[AgencyName, ...]
    addresses: tuple[Address, ...]
    regulation: Regulation
    look: Look
    office_hours: tuple[OfficeHours, ...]
    settings: tuple[Setting, ...]
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]
    roles: tuple[Role, ...]
    steps: tuple[Step, ...]
    chains: tuple[Chain, ...]
    refusals: tuple[Refusal, ...]
    deadlines: tuple[Deadline, ...]
    frequencies: tuple[Frequency, ...]
    quotas: tuple[Quota, ...]
    reports: tuple[Report, ...]
    backups: tuple[Backup, ...]
    upkeeps: tuple[Upkeep, ...]
    royalties: tuple[Royalty, ...]
    attributions: tuple[Attribution, ...]
    principles: tuple[Principle, ...]
    fingerprints: dict[str, str] = field(default_factory=dict)

    def name_on(self, day: date) -> AgencyName:
        """The agency's name valid on `day`; the last known name when none is."""
        return next((name for name in self.names if name.is_valid_on(day)), self.names[-1])

    def address_on(self, day: date) -> Address:
        """The agency's address valid on `day`; the last known one when none is."""
        return next((row for row in self.addresses if row.is_valid_on(day)), self.addresses[-1])

    def section(self, code: str) -> Section:
        """The section `code`; KeyError names the agency and the code."""
        return _find(self, self.sections, code)

    def role(self, code: str) -> Role:
        """The role `code`; KeyError names the agency and the code."""
        return _find(self, self.roles, code)

    def step(self, code: str) -> Step:
        """The step `code`; KeyError names the agency and the code."""
        return _find(self, self.steps, code)

    def refusal(self, code: str) -> Refusal:
        """The ground `code`; KeyError names the agency and the code."""
        return _find(self, self.refusals, code)

    def setting(self, code: str, day: date | None = None) -> str | int | bool:
        """The value of the setting `code` on `day` (without a day: the newest value).

        KeyError names the agency and the code.
        """
        rows = [row for row in self.settings if day is None or row.is_valid_on(day)]
        rows.sort(key=lambda row: row.valid_from or date.min, reverse=True)
        return _find(self, rows, code).value


def _find(book: RuleBook, rows, code: str):
    for row in rows:
        if row.code == code:
            return row
    raise KeyError(f"{book.code}: no row {code!r}")
