"""The desk on the start page: the first of what waits, of what I wrote, of what I was told."""

from django.core.paginator import Paginator
from django.utils import timezone
from wagtail.admin.ui.components import Component

from . import queries
from .waiting import desk_of, lines_of

SHOWN = 5


class WaitingPanel(Component):
    """«Chờ tôi xử lý»."""

    name = "desk_waiting"
    order = 10
    template_name = "desk/panels/waiting.html"

    def get_context_data(self, parent_context):
        """What ends first of the items that the person may take, and the number of all."""
        user = parent_context["request"].user
        desk = desk_of(user)
        return {
            "rows": lines_of(desk.mine[:SHOWN], user, timezone.now()),
            "count": len(desk.mine),
            "held_back_count": len(desk.held_back),
        }


class MinePanel(Component):
    """«Tin, bài của tôi»."""

    name = "desk_mine"
    order = 30
    template_name = "desk/panels/mine.html"

    def get_context_data(self, parent_context):
        """The items that the person last changed."""
        mine = Paginator(queries.my_pages(parent_context["request"].user), SHOWN)
        return {"rows": queries.with_states(mine.page(1).object_list), "count": mine.count}


class NoticesPanel(Component):
    """«Thông báo»."""

    name = "desk_notices"
    order = 40
    template_name = "desk/panels/notices.html"

    def get_context_data(self, parent_context):
        """The newest notices not yet marked as seen."""
        request = parent_context["request"]
        unread = queries.notices_of(request.user).filter(read_at__isnull=True)
        return {
            "csrf_token": parent_context["csrf_token"],
            "notices": unread[:SHOWN],
            "count": unread.count(),
        }


def arrange(panels: list) -> None:
    """Own panels in the place of Wagtail's; those of other rooms stay."""
    panels[:] = [panel for panel in panels if not type(panel).__module__.startswith("wagtail.")]
    panels += [WaitingPanel(), MinePanel(), NoticesPanel()]
