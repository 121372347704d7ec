"""The dashboard panel «Thời hạn»."""

from dataclasses import dataclass

from django.utils import timezone
from wagtail.admin.ui.components import Component

from workflow.calendar.queries import calendar_of

from .groups import Group, first_of, groups_for
from .standing import Standing, standings

SHOWN = 10


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group with how each of its first duties stands."""

    group: Group
    rows: list[Standing]


class DeadlinesPanel(Component):
    """The open duties that the person may see, by whose they are, the oldest due first."""

    name = "deadlines"
    template_name = "duties/home_panel.html"
    order = 20

    def get_context_data(self, parent_context):
        """One query for each group and one for the calendar of each agency among them."""
        user = parent_context["request"].user
        found = [first_of(user, whose, SHOWN) for whose in groups_for(user)]
        duties = [duty for group in found for duty in group.duties]
        codes = {duty.agency_code for duty in duties}
        rows = standings(duties, timezone.now(), {code: calendar_of(code) for code in codes})
        by_duty = {row.duty.pk: row for row in rows}
        shown = [
            ShownGroup(group, [by_duty[duty.pk] for duty in group.duties])
            for group in found
            if group.duties
        ]
        return {"groups": shown, "codes": codes}
