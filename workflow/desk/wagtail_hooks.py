"""Puts the desk into Wagtail's editing interface."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html_join
from wagtail import hooks

from . import editor, listings, menus, panels, reader_checks, recurring
from .page_views import board_pages
from .requests import offering  # noqa: F401  (registers its hooks)


@hooks.register("register_admin_urls")
def register_urls():
    """The desk's addresses."""
    return [path("ban-lam-viec/", include("workflow.desk.urls"))]


@hooks.register("register_admin_menu_item")
def register_menu_item():
    """The desk in the main menu."""
    return menus.desk_menu_item()


@hooks.register("construct_main_menu")
def arrange_main_menu(request, menu_items):
    """Hide what nobody here uses."""
    menus.hide_unused(menu_items)


@hooks.register("construct_reports_menu")
def arrange_reports_menu(request, menu_items):
    """Superusers keep Wagtail's reports."""
    if not request.user.is_superuser:
        menus.hide_stock_reports(menu_items)


@hooks.register("construct_homepage_panels")
def arrange_start_page(request, homepage_panels):
    """The desk on the start page."""
    panels.arrange(homepage_panels)


@hooks.register("construct_page_action_menu")
def arrange_editor_buttons(menu_items, request, context):
    """The buttons below the editor."""
    editor.arrange(menu_items, context)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def go_to_desk(request, page):
    """After «Gửi duyệt» show where the item is."""
    address = editor.desk_after_submission(request, page)
    return redirect(address) if address else None


@hooks.register("register_admin_viewset", order=10)
def register_page_views():
    """The board's page lists and editor; after Wagtail's own, which they replace."""
    return board_pages


@hooks.register("construct_page_listing_buttons")
def arrange_listing_buttons(buttons, page, user, context=None):
    """Hide refused acts in the page listing."""
    listings.hide_refused(buttons, page)


@hooks.register("insert_global_admin_css")
def add_stylesheets():
    """The desk's look, and the house's colours for the whole editing interface."""
    names = ("house", "desk", "desk_item", "desk_board", "difference", "explorer", "findings")
    return format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((static(f"admin/{name}.css"),) for name in names),
    )


@hooks.register("insert_editor_js")
def add_editor_scripts():
    """Keep the content checks in step with what is being written; paste tables as lines."""
    return format_html_join(
        "\n",
        '<script src="{}"></script>',
        ((static(f"admin/{name}.js"),) for name in ("findings", "paste")),
    )


@hooks.register("construct_wagtail_userbar")
def check_what_is_written(request, items, page):
    """Wagtail's own checker looks at the text alone, and says in Vietnamese what it found."""
    reader_checks.arrange(items)


@hooks.register("register_page_header_buttons")
def offer_earlier_items(page, user, view_name, next_url=None):
    """«Tạo từ lần trước» where items come back."""
    return recurring.header_buttons(page, user)
