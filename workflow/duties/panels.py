"""The deadlines of an item on its edit page."""

from django.utils import timezone
from wagtail.admin.panels import Panel

from workflow.agencies.queries import agency_of

from .item_standings import standings_of_item


class DeadlinePanel(Panel):
    """Shows each duty of the item with its due time and what is left; nothing to fill in."""

    def __init__(self, heading="Thời hạn theo quy chế", **kwargs):
        super().__init__(heading=heading, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one item; a fixed number of queries."""

        template_name = "duties/deadline_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            agency = agency_of(self.instance) if self.instance.pk else None
            if agency is not None:
                context["standings"] = standings_of_item(
                    self.instance,
                    agency.code,
                    getattr(self.request, "user", None),
                    timezone.now(),
                )
            return context
