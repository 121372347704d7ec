"""Puts the screens about duties into the editing interface."""

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from .screens import TITLE

MENU_HOOK = "register_duties_menu_item"
_ENTRIES = (
    ("wall", "Bảng điều khoản", "grid", 10),
    ("list", "Các thời hạn", "list-ul", 20),
    ("calendar", "Lịch thời hạn", "calendar-alt", 30),
    ("units", "Theo dõi đơn vị", "group", 40),
    ("history", "Diễn biến 12 tháng", "history", 50),
    ("own_calendar", "Lịch của tôi", "mobile-alt", 60),
)

duties_menu = Menu(register_hook_name=MENU_HOOK, construct_hook_name="construct_duties_menu")


class DutiesMenuItem(MenuItem):
    """Shown to the people of an agency and to superusers."""

    def is_shown(self, request):
        """Whether there is an agency whose duties can be shown."""
        return request.user.is_superuser or bool(request.user.agency_id)


def _register(name: str, label: str, icon: str, order: int) -> None:
    item = DutiesMenuItem(
        label,
        reverse_lazy(f"duty_overview:{name}"),
        name=f"duties-{name}",
        icon_name=icon,
        order=order,
    )
    hooks.register(MENU_HOOK, lambda: item)


for _entry in _ENTRIES:
    _register(*_entry)


@hooks.register("register_admin_menu_item")
def register_menu():
    """«Thời hạn» in the main menu; other parts add to it by the hook `register_duties_menu_item`."""
    return SubmenuMenuItem(TITLE, duties_menu, name="duties", icon_name="calendar-check", order=150)


@hooks.register("register_admin_urls")
def register_urls():
    """The screens."""
    return [path("", include("workflow.duties.overview.urls"))]


@hooks.register("insert_global_admin_css")
def add_stylesheet():
    """Their look."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/duties_overview.css"))
