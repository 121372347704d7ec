"""The accounts screen in the editing interface."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .accounts import urls
from .accounts.reach import may_manage_accounts


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
