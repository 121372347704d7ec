"""The terms of a regulation: kinds of steps, of clocks, of events, of what must be done. Pure."""

from enum import StrEnum


class StepKind(StrEnum):
    """What the holder of a step does (`design.md`: only `decide` is a decision)."""

    RECEIVE = "receive"
    EDIT = "edit"
    DECIDE = "decide"
    POST = "post"


class StepScope(StrEnum):
    """Whose step it is: the unit that provides the item, or the board."""

    UNIT = "unit"
    BOARD = "board"


class Clock(StrEnum):
    """How the limit of a deadline is counted."""

    OFFICE_HOURS = "office_hours"
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    PERIOD_END = "period_end"
    PROMPT = "prompt"
    PER_ITEM = "per_item"
    NONE = "none"


class StartEvent(StrEnum):
    """The event from which a deadline runs."""

    HAPPENED = "happened"
    ENDED = "ended"
    ISSUED = "issued"
    APPROVED = "approved"
    DECIDED = "decided"
    RECEIVED = "received"
    CHANGED = "changed"
    ASKED = "asked"
    PUBLISHED = "published"
    MONTH_END = "month_end"
    QUARTER_END = "quarter_end"
    HALF_YEAR_END = "half_year_end"
    YEAR_END = "year_end"
    PERIOD = "period"
    CONFERENCE = "conference"
    FINISHED = "finished"
    DETECTED = "detected"
    NONE = "none"


class Measure(StrEnum):
    """What stops the clock: first submission to the board, publishing, an answer, a delivery."""

    SUPPLY = "supply"
    PUBLICATION = "publication"
    ANSWER = "answer"
    DELIVERY = "delivery"
