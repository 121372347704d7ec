"""Inviting, editing, deactivating, reactivating; each act is one function of this package."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import Form, Media
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from workflow.agencies.models import Agency, User

from . import changes, invitation
from .forms import AccountForm, DeactivateForm, InviteForm
from .listing import INVITED, STATES, state_of
from .officers import accounts_within_reach, agencies_within_reach, check_may_manage_accounts
from .open_items import open_items, successors_of

STYLE = Media(css={"all": ["admin/accounts.css"]})
TAKEN = "Tên đăng nhập này vừa có người dùng; hãy chọn tên khác."
INVITED_MESSAGE = "Đã mời {name} (tên đăng nhập: {username}); thư mời được gửi tới {email}."


class OfficerMixin:
    """Officers only, and only accounts within their reach (others do not exist for them)."""

    def dispatch(self, request, *args, **kwargs):
        """Refuse whoever does not manage accounts."""
        check_may_manage_accounts(request.user)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def account(self) -> User:
        """The account in the address; 404 outside the officer's reach."""
        accounts = accounts_within_reach(self.request.user)
        related = accounts.select_related("agency__site__root_page", "unit")
        return get_object_or_404(related, pk=self.kwargs["pk"])


class AccountFormView(OfficerMixin, WagtailAdminTemplateMixin, FormView):
    """The frame of the form screens."""

    def get_breadcrumbs_items(self):
        """Home, the list, here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("accounts:list"), "label": "Tài khoản"},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_success_url(self):
        """Back to the list."""
        return reverse("accounts:list")

    def get_context_data(self, **kwargs):
        """Adds the media of the widgets and the style of the screens."""
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media + STYLE}


class InviteView(AccountFormView):
    """A new account; superusers choose the agency first."""

    page_title = "Mời người dùng"
    template_name = "agencies/accounts/invite.html"

    @cached_property
    def agency(self) -> Agency | None:
        """Whose account it will be; None as long as a superuser has not chosen."""
        agencies = agencies_within_reach(self.request.user)
        if not self.request.user.is_superuser:
            return agencies.get()
        code = self.request.GET.get("agency", "")
        return get_object_or_404(agencies, pk=code) if code.isdecimal() else None

    def get_form(self, form_class=None):
        """The account; an empty form as long as the agency is to be chosen."""
        if self.agency is None:
            return Form()
        kwargs = self.get_form_kwargs()
        return InviteForm(agency=self.agency, officer=self.request.user, **kwargs)

    def post(self, request, *args, **kwargs):
        """Check and create under the agency's lock: a double click makes one account."""
        agency = self.agency
        if agency is None:
            return redirect("accounts:invite")
        with transaction.atomic():
            Agency.objects.select_for_update().get(pk=agency.pk)
            return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Create the account and mail the invitation."""
        values = {
            name: value for name, value in form.cleaned_data.items() if name in form.field_order
        }
        try:
            account = invitation.invite(self.request.user, form.agency, **values)
        except IntegrityError:
            form.add_error("username", TAKEN)
            return self.form_invalid(form)
        messages.success(
            self.request,
            INVITED_MESSAGE.format(
                name=account.full_name, username=account.username, email=account.email
            ),
        )
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        """Adds the agency, or those to choose from."""
        return {
            **super().get_context_data(**kwargs),
            "agency": self.agency,
            "agencies": agencies_within_reach(self.request.user),
        }


class EditView(AccountFormView):
    """Name, address, unit, roles; below them the access and its links."""

    page_title = "Sửa tài khoản"
    template_name = "agencies/accounts/edit.html"

    def get_form(self, form_class=None):
        """The form of the account in the address."""
        return AccountForm(
            # A copy: the form writes what was typed into its instance, valid or not.
            instance=copy(self.account),
            agency=self.account.agency,
            officer=self.request.user,
            **self.get_form_kwargs(),
        )

    def get_page_subtitle(self):
        """Whose account it is."""
        return self.account.get_full_name()

    def form_valid(self, form):
        """Change what was changed; a refusal keeps what was typed."""
        values = form.cleaned_data
        texts = {name: values[name] for name in changes.TEXTS}
        try:
            changes.change(
                self.request.user,
                form.instance,
                roles=values["roles"],
                unit=values["unit"],
                **texts,
            )
        except changes.WouldStrand as refusal:
            form.add_error("roles", f"Chưa lưu: tin đang chờ sẽ không còn ai xử lý: {refusal}.")
            return self.form_invalid(form)
        messages.success(self.request, f"Đã lưu tài khoản của {values['full_name']}.")
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        """Adds the account as stored, its state and whether it is the officer's own."""
        account = self.account
        return {
            **super().get_context_data(**kwargs),
            "account": account,
            "state": STATES[state_of(account)],
            "is_invited": state_of(account) == INVITED,
            "is_own": account.pk == self.request.user.pk,
        }


class DeactivateView(AccountFormView):
    """What the person leaves behind, who takes it over; refused while items would be stranded."""

    page_title = "Ngừng tài khoản"
    template_name = "agencies/accounts/deactivate.html"

    def dispatch(self, request, *args, **kwargs):
        """Nobody ends the own access; an ended one is not ended again."""
        check_may_manage_accounts(request.user)
        account = self.account
        if account.pk == request.user.pk:
            raise PermissionDenied(changes.NOT_YOURSELF)
        if not account.is_active:
            return redirect("accounts:edit", account.pk)
        self.left_behind = open_items(account)
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None):
        """The successor (when there are drafts) and the reason."""
        return DeactivateForm(
            successors=successors_of(self.account),
            has_drafts=bool(self.left_behind.drafts),
            **self.get_form_kwargs(),
        )

    def get_page_subtitle(self):
        """Whose account it is."""
        return self.account.get_full_name()

    def form_valid(self, form):
        """End the access, or say which item stands in the way."""
        account = self.account
        try:
            changes.deactivate(
                self.request.user,
                account,
                successor=form.cleaned_data.get("successor"),
                reason=form.cleaned_data["reason"],
            )
        except changes.WouldStrand as refusal:
            form.add_error(None, f"Chưa ngừng: tin đang chờ sẽ không còn ai xử lý: {refusal}.")
            return self.form_invalid(form)
        messages.success(self.request, f"Đã ngừng tài khoản của {account.get_full_name()}.")
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        """Adds the account and what it leaves behind."""
        context = super().get_context_data(**kwargs)
        return {**context, "account": self.account, "left_behind": self.left_behind}


class ReactivateView(OfficerMixin, View):
    """Give access back (POST only)."""

    def post(self, request, pk):
        """Reactivate and mail a link for a new password."""
        account = self.account
        changes.reactivate(request.user, account)
        messages.success(
            request,
            f"Tài khoản của {account.get_full_name()} hoạt động trở lại; "
            f"liên kết đặt mật khẩu được gửi tới {account.email}.",
        )
        return redirect("accounts:edit", pk)


class LinkView(OfficerMixin, View):
    """Mail the invitation again, or a link for a new password (POST only)."""

    def post(self, request, pk):
        """Mail the link to an active account."""
        account = self.account
        if account.is_active:
            invitation.send_link(request.user, account)
            messages.success(request, f"Liên kết đặt mật khẩu được gửi tới {account.email}.")
        return redirect("accounts:edit", pk)
