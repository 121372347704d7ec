"""What a list of pages may be narrowed to beside Wagtail's own filters."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q
from django.forms import CheckboxSelectMultiple, RadioSelect
from django_filters.filters import ChoiceFilter, MultipleChoiceFilter
from wagtail.admin.views.pages.listing import GenericPageFilterSet

from sections.base.models import BasePage
from workflow.agencies.models import Unit
from workflow.desk.states import ItemState
from workflow.regulations.loader import CODES, load

from . import states

STEP = "buoc:"
CLOCKS = [
    (states.LATE, "Quá hạn"),
    (states.NEAR, "Sắp đến hạn"),
    (states.WELL, "Còn trong hạn"),
    (states.MEASURED, "Chỉ đo thời gian, không ấn định hạn"),
    (states.NONE, "Không có thời hạn đang tính"),
]


def holds_one_type(place: BasePage | None) -> bool:
    """Whether every page below `place` is of one type."""
    return place is not None and len(place.specific_class.allowed_subpage_models()) == 1


class AnyOfFilter(MultipleChoiceFilter):
    """Pages that fit one of the chosen values; `condition` makes a `Q` of the values."""

    def __init__(self, *args, condition=None, **kwargs):
        kwargs.setdefault("choices", ())
        kwargs.setdefault("widget", CheckboxSelectMultiple)
        super().__init__(*args, **kwargs)
        self.condition = condition

    def filter(self, qs, value):
        """Those of `qs`; all when nothing is chosen."""
        return qs.filter(self.condition(value)) if value else qs


class ClockFilter(ChoiceFilter):
    """Pages by how their open duty stands."""

    def filter(self, qs, value):
        """Those of `qs`; all when nothing is chosen."""
        if not value:
            return qs
        return qs.filter(states.with_clock(value, self.parent.agency))


def in_any_state(values: list[str]) -> Q:
    """The pages in one of the states, or at one of the steps (`buoc:…`)."""
    asked = (
        states.at_step(value.removeprefix(STEP))
        if value.startswith(STEP)
        else states.in_state(ItemState(value))
        for value in values
    )
    return reduce(or_, asked)


class BoardFilterSet(GenericPageFilterSet):
    """Wagtail's filters, and: state in the chain, clock, unit, section; of the own agency only."""

    board_state = AnyOfFilter(label="Trạng thái duyệt", condition=in_any_state)
    clock = ClockFilter(label="Thời hạn", choices=CLOCKS, empty_label="Tất cả", widget=RadioSelect)
    unit = AnyOfFilter(
        label="Đơn vị cung cấp", condition=lambda ids: states.of_units([int(pk) for pk in ids])
    )
    section = AnyOfFilter(label="Chuyên mục", condition=lambda codes: Q(section_code__in=codes))

    class Meta(GenericPageFilterSet.Meta):
        pass

    def __init__(self, *args, place=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = place
        user = self.request.user
        # None for superusers, who see every agency.
        self.agency = None if user.is_superuser else user.agency
        if self.agency is not None:
            del self.filters["site"]
        # Who wrote and edited what is in the record, which is asked for a person and a time.
        del self.filters["owner"], self.filters["edited_by"]
        # The section says it, and an item's type is that of its section.
        del self.filters["content_type"]
        self._offer("board_state", self._states())
        self._offer("unit", self._units())
        self._offer("section", self._sections())
        mine = ("board_state", "clock", "unit", "section")
        rest = [name for name in self.filters if name not in mine]
        self.filters = {name: self.filters[name] for name in (*mine, *rest) if name in self.filters}

    def _offer(self, name: str, choices: list) -> None:
        if choices:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]

    def _states(self) -> list:
        return [*((state.value, state.label) for state in ItemState), *self._steps()]

    def _steps(self) -> list:
        steps = self.agency.book.steps if self.agency else ()
        return [(f"{STEP}{step.code}", f"Ở bước «{step.label}»") for step in steps]

    def _units(self) -> list:
        if self.agency is not None:
            units = Unit.objects.filter(agency=self.agency).order_by("order", "name")
            return [(str(unit.pk), unit.name) for unit in units]
        units = Unit.objects.select_related("agency")
        return [(str(unit.pk), f"{unit.agency.code} · {unit.name}") for unit in units]

    def _sections(self) -> list:
        """The agency's sections (of all agencies, each once, for superusers); none inside one."""
        if getattr(self.place, "section_code", ""):
            return []
        books = [self.agency.book] if self.agency else map(load, CODES)
        rows = {row.code: row.label for book in books for row in book.sections}
        return sorted(rows.items())
