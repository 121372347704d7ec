"""The dashboard panel «Thời hạn»."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from workflow.calendar.queries import calendar_of

from .queries import open_duties_for
from .standing import standings

SHOWN = 10


class DeadlinesPanel(Component):
    """The open duties that the person may see, the oldest due first."""

    name = "deadlines"
    template_name = "duties/home_panel.html"
    order = 20

    def get_context_data(self, parent_context):
        """One query for the duties and one for the calendar of each agency among them."""
        request = parent_context["request"]
        duties = list(open_duties_for(request.user)[: SHOWN + 1])
        codes = {duty.agency_code for duty in duties}
        rows = standings(
            duties[:SHOWN], timezone.now(), {code: calendar_of(code) for code in codes}
        )
        return {"standings": rows, "has_more": len(duties) > SHOWN, "codes": codes}
