"""The deadlines of an item on its edit page."""

from django.utils import timezone
from wagtail.admin.panels import Panel

from workflow.agencies.queries import agency_of
from workflow.calendar.queries import calendar_of

from .queries import duties_of
from .standing import standings


class DeadlinePanel(Panel):
    """Shows each duty of the item with its due time and what is left; nothing to fill in."""

    def __init__(self, heading="Thời hạn theo quy chế", **kwargs):
        super().__init__(heading=heading, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one item; three queries at most."""

        template_name = "duties/deadline_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            duties = duties_of(self.instance)
            agency = agency_of(self.instance) if duties else None
            if agency is not None:
                now = timezone.now()
                context["standings"] = standings(
                    duties, now, {agency.code: calendar_of(agency.code)}
                )
            return context
