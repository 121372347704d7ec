"""The accounts and delegations screens, and choosers and menus without other agencies."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import include, path, reverse, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import explorer_filters
from .accounts import urls
from .accounts.officers import may_manage_accounts
from .delegations import urls as delegation_urls
from .delegations.access import may_open
from .models import User
from .reach import Reach

NEVER_DELETED = (
    "Tài khoản không bị xóa: những việc đã làm phải còn tên người làm. Hãy ngừng tài khoản ở màn "
    "hình «Tài khoản»."
)

# Wagtail's reports are about the whole installation (see `wall`); the board has its own.
WAGTAIL_REPORTS = frozenset(
    {
        "locked-pages",
        "workflows",
        "workflow-tasks",
        "site-history",
        "aging-pages",
        "page-types-usage",
    }
)

explorer_filters.narrow()


class AccountsMenuItem(MenuItem):
    """Shown to whoever manages accounts."""

    def is_shown(self, request):
        """Whether the person manages accounts."""
        return may_manage_accounts(request.user)


@hooks.register("register_admin_urls")
def accounts_urls():
    """Addresses below `/admin/tai-khoan/`."""
    return [path("tai-khoan/", include(urls))]


@hooks.register("register_admin_menu_item")
def accounts_menu_item():
    """The entry «Tài khoản»."""
    return AccountsMenuItem(
        "Tài khoản", reverse("accounts:list"), name="accounts", icon_name="user", order=800
    )


class DelegationsMenuItem(MenuItem):
    """Shown to whoever holds or may receive a step, to heads and to inspectors."""

    def is_shown(self, request):
        """Whether the screens are for the person."""
        return may_open(request.user)


@hooks.register("register_admin_urls")
def delegations_urls():
    """Addresses below `/admin/uy-quyen/`."""
    return [path("uy-quyen/", include(delegation_urls))]


@hooks.register("register_admin_menu_item")
def delegations_menu_item():
    """The entry «Ủy quyền, phân công»."""
    return DelegationsMenuItem(
        "Ủy quyền, phân công",
        reverse_lazy("delegations:index"),
        name="delegations",
        icon_name="group",
        order=650,
    )


@hooks.register("construct_page_chooser_queryset")
def own_pages_only(pages, request):
    """Choosers offer the agency's own pages."""
    return pages if request.user.is_superuser else Reach.of(request.user).own_pages(pages)


@hooks.register("construct_page_chooser_queryset", order=1)
def states_at_hand(pages, request):
    """The chooser names each page's state: read for all of them, not page by page."""
    if request.resolver_match.url_name == "wagtailadmin_choose_page_search":
        return pages
    return pages.annotate_approved_schedule().prefetch_workflow_states()


@hooks.register("construct_reports_menu")
def without_wagtail_reports(request, menu_items):
    """Do not offer what the wall refuses."""
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name not in WAGTAIL_REPORTS]


@hooks.register("before_delete_user")
def keep_account(request, user):
    """Accounts are ended, never deleted; superusers included."""
    messages.error(request, NEVER_DELETED)
    return redirect("wagtailusers_users:index")


@hooks.register("before_bulk_action")
def keep_accounts(request, action_type, objects, action):
    """As `keep_account`, for the bulk action."""
    if action.model is User and action_type == "delete":
        return keep_account(request, None)
    return None
