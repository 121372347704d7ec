"""The main menu: the desk first, and only what a person uses."""

from django.urls import reverse
from wagtail.admin.menu import MenuItem

from .waiting import desk_of

UNUSED = frozenset({"help"})
STOCK_REPORTS = frozenset(
    {
        "locked-pages",
        "workflows",
        "workflow-tasks",
        "site-history",
        "aging-pages",
        "page-types-usage",
    }
)


class DeskMenuItem(MenuItem):
    """«Bàn làm việc» with the number of items that wait for the person."""

    def is_shown(self, request):
        """For people of an agency; superusers belong to none and decide nothing."""
        return request.user.agency_id is not None

    def render_component(self, request):
        """The link; the number stands in the label so that it is read aloud too."""
        component = super().render_component(request)
        count = len(desk_of(request.user).mine)
        if count:
            component.label = f"{self.label} ({count})"
        return component


def desk_menu_item() -> DeskMenuItem:
    """The entry of the desk in the main menu."""
    return DeskMenuItem(
        "Bàn làm việc", reverse("desk:index"), name="desk", icon_name="tasks", order=1
    )


def hide_unused(menu_items: list) -> None:
    """Take away Wagtail's help menu: it leads to English pages about Wagtail."""
    menu_items[:] = [item for item in menu_items if item.name not in UNUSED]


def hide_stock_reports(menu_items: list) -> None:
    """Take away Wagtail's reports: the record and the desk answer their questions by agency."""
    menu_items[:] = [item for item in menu_items if item.name not in STOCK_REPORTS]
