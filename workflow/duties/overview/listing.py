"""The duties behind a number: exactly those that were counted, and more ways to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils.http import urlencode

from workflow.agencies.models import Agency, Unit, User
from workflow.audit.review.periods import MONTH, Period, parse
from workflow.calendar.clock import ONE_DAY, TIME_ZONE
from workflow.duties.models import Duty
from workflow.duties.queries import in_order_of_due

from .clauses import codes_of
from .months import this_month
from .reach import Scope, in_scope, of_unit
from .states import OUTCOME, State, in_state, of_period

ALWAYS = "tat-ca"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; empty parts ask for nothing. `month` None: at any time."""

    agency: Agency
    month: Period | None
    clause: str = ""
    code: str = ""
    state: str = ""
    unit: str = ""
    scope: str = ""
    day: date | None = None

    @classmethod
    def of(cls, data: Mapping[str, str], agency: Agency) -> Asked:
        """Reads the address; what makes no sense there is not asked for."""
        text = data.get("thang", "")
        month = parse(text)
        if month is None or month.kind != MONTH:
            month = None if text == ALWAYS else this_month()
        state, scope = data.get("trang-thai", ""), data.get("cua", "")
        return cls(
            agency,
            month,
            clause=data.get("dieu-khoan", "").strip()[:30],
            code=data.get("ma", "").strip()[:60],
            state=state if state in State.values else "",
            unit=data.get("don-vi", "").strip()[:50],
            scope=scope if scope in Scope.values else "",
            day=_day(data.get("ngay", "")),
        )

    def address(self) -> str:
        """The query of an address that asks this."""
        return urlencode(self.parameters)

    def address_without(self, *names: str) -> str:
        """The same without some names of the address."""
        return urlencode({key: text for key, text in self.parameters.items() if key not in names})

    def narrowed(self, rows: QuerySet[Duty], unit: Unit | None) -> QuerySet[Duty]:
        """Those of `rows` that the clause, the code and the unit ask for; `unit` is the named one."""
        if self.clause:
            rows = rows.filter(_cites(self.clause, self.agency))
        if self.code:
            rows = rows.filter(deadline_code=self.code)
        if self.unit:
            rows = rows.filter(of_unit(unit)) if unit else rows.none()
        return rows

    @property
    def parameters(self) -> dict[str, str]:
        """What the address says."""
        every = {
            "co-quan": self.agency.code,
            "thang": self.month.code if self.month else ALWAYS,
            "dieu-khoan": self.clause,
            "ma": self.code,
            "trang-thai": self.state,
            "don-vi": self.unit,
            "cua": self.scope,
            "ngay": self.day.isoformat() if self.day else "",
        }
        return {name: value for name, value in every.items() if value}


def duties_asked(asked: Asked, user: User, unit: Unit | None, now: datetime) -> QuerySet[Duty]:
    """The duties that `user` may see and asks for; `unit` is the one that `asked` names.

    A day asks for what falls due on it, whatever became of it and in whichever month it counts.
    """
    rows = in_scope(user, asked.scope).filter(agency_code=asked.agency.code)
    rows = rows.annotate(outcome=OUTCOME)
    if asked.day is not None:
        rows = rows.filter(due_on(asked.day), cancelled_at=None)
    period = asked.month if asked.day is None else None
    rows = rows.filter(
        in_state(asked.state, period, now) if asked.state else of_period(period, now)
    )
    return in_order_of_due(asked.narrowed(rows, unit))


def due_on(day: date) -> Q:
    """Due on `day`, by the clock of Vietnam."""
    begins = datetime.combine(day, time.min, TIME_ZONE)
    return Q(due_at__gte=begins, due_at__lt=begins + ONE_DAY)


def _cites(clause: str, agency: Agency) -> Q:
    unnamed = Q(clauses=[], deadline_code__in=codes_of(agency.book, clause))
    return Q(clauses__contains=[clause]) | unnamed


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 9000 else None
