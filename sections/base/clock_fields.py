"""Which fields of a page type tell the clocks when something happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

OF_THE_EVENT = "happened_at"


@dataclass(frozen=True, slots=True)
class ClockFields:
    """The fields that `workflow.duties` reads of a page or of its draft.

    `starts` names, by start event of the rule book ("issued", "approved", "received" …), the field
    with its day or moment; the time of the event stands in where that field is empty or none is
    named. `kind` picks the deadline where the regulation has several, `promised` holds the last
    day that the page itself promises (BP-11.3-2, LA-4.11.b-2), `done` by measure ("answer") the
    day on which what is owed was done, where submission and publishing do not say so.
    """

    starts: Mapping[str, str] = field(default_factory=dict)
    begins: str = OF_THE_EVENT
    ends: str = "happened_until"
    kind: str = "deadline_kind"
    promised: str = ""
    done: Mapping[str, str] = field(default_factory=dict)

    def with_starts(self, **starts: str) -> ClockFields:
        """The same with these start events."""
        return replace(self, starts={**self.starts, **starts})

    def names(self) -> Iterator[str]:
        """Every field that is read."""
        yield from dict.fromkeys(
            filter(
                None,
                (
                    self.begins,
                    self.ends,
                    self.kind,
                    self.promised,
                    *self.starts.values(),
                    *self.done.values(),
                ),
            )
        )
