"""Offers the request where Wagtail would have offered the act itself."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from workflow.agencies.queries import roles_of

LABEL = "Yêu cầu thay đổi"
# Kept from Wagtail's «Settings»: redirects are asked for here, with their own list.
_HIDDEN_SETTINGS = frozenset({"redirects"})


class RequestsMenuItem(MenuItem):
    """«Yêu cầu thay đổi»: the agency's requests."""

    def is_shown(self, request):
        """For people of an agency who hold a role there."""
        return request.user.agency_id is not None and bool(roles_of(request.user))


@hooks.register("register_admin_menu_item")
def requests_menu_item():
    """The list of requests in the main menu, below the desk."""
    return RequestsMenuItem(
        LABEL, reverse("desk:requests"), name="requests", icon_name="clipboard-list", order=2
    )


@hooks.register("construct_settings_menu")
def hide_stock_redirects(request, menu_items):
    """Redirects are decided by the board."""
    menu_items[:] = [item for item in menu_items if item.name not in _HIDDEN_SETTINGS]


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def request_button(page, user, next_url=None, view_name=None):
    """The way to ask, for pages that are public."""
    if page.live and user.agency_id is not None and not page.is_root():
        url = reverse("desk:request_kinds", args=["trang", page.pk])
        yield Button(LABEL, url, icon_name="clipboard-list", priority=35)


@hooks.register("insert_global_admin_css")
def add_stylesheet():
    """The look of the request screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/desk_requests.css"))
