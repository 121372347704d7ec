"""«Tài khoản của tôi»: who I am here (read only), how it looks, my password.

Wagtail's page also offers first and last name, which nothing here shows, and a profile picture,
which everybody could fetch without any approval; so this one stands at its address instead.
"""

from django import forms
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    ChangePasswordPanel,
    ThemeSettingsPanel,
)
from wagtail.users.models import UserProfile

from workflow.agencies.queries import role_title


class IdentityPanel(BaseSettingsPanel):
    """Name, roles, unit and address as the officer entered them."""

    name = "identity"
    title = "Thông tin tài khoản"
    order = 100
    template_name = "agencies/accounts/identity.html"

    def get_form(self):
        """No field: the account officer changes these."""
        return forms.Form()

    def get_context_data(self):
        """The account and its roles in words."""
        return {**super().get_context_data(), "account": self.user, "roles": role_title(self.user)}


class OwnAccountView(AccountView):
    """The panels that make sense here."""

    page_title = "Tài khoản của tôi"
    header_icon = ""

    def get_panels(self):
        """Identity, theme, password."""
        profile = UserProfile.get_for_user(self.request.user)
        kinds = (IdentityPanel, ThemeSettingsPanel, ChangePasswordPanel)
        panels = [kind(self.request, self.request.user, profile) for kind in kinds]
        return [panel for panel in panels if panel.is_active()]


own_account = require_admin_access(OwnAccountView.as_view())
