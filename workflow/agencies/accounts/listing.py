"""The screen «Tài khoản»: the accounts of the agency with roles, unit, last sign-in and state."""

import django_filters
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from sections.base.text import fold
from workflow.agencies.models import RoleGroup, User

from .officers import accounts_within_reach, agencies_within_reach, check_may_manage_accounts

ACTIVE, INVITED, ENDED = "active", "invited", "ended"
STATES = {ACTIVE: "Hoạt động", INVITED: "Chờ đặt mật khẩu", ENDED: "Ngừng hoạt động"}
# What Django writes in front of a password nobody can sign in with.
_UNUSABLE = "!"


def state_of(account: User) -> str:
    """ACTIVE, INVITED (no password set yet) or ENDED."""
    if not account.is_active:
        return ENDED
    return ACTIVE if account.has_usable_password() else INVITED


def titles_of(account: User) -> str:
    """The titles of the account's roles, in the order of the rule book (groups prefetched)."""
    rows = [row for group in account.groups.all() if (row := getattr(group, "role", None))]
    held = {row.role_code for row in rows if row.agency_id == account.agency_id}
    return ", ".join(role.label for role in account.agency.book.roles if role.code in held)


def last_sign_in(account: User) -> str:
    """When the person last signed in, in words."""
    if account.last_login is None:
        return "chưa đăng nhập"
    return f"{timezone.localtime(account.last_login):%H:%M %d/%m/%Y}"


class AccountFilterSet(WagtailFilterSet):
    """By role, state and, for superusers, agency."""

    class Meta:
        model = User
        fields = ()

    role = django_filters.ChoiceFilter(label="Vai trò", field_name="groups__role", distinct=True)
    state = django_filters.ChoiceFilter(
        label="Trạng thái", choices=list(STATES.items()), method="filter_state"
    )
    agency = django_filters.ModelChoiceFilter(label="Cơ quan", queryset=agencies_within_reach)

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        super().__init__(data, queryset, request=request, prefix=prefix)
        officer = request.user
        rows = RoleGroup.objects.filter(agency__in=agencies_within_reach(officer))
        self.filters["role"].extra["choices"] = [
            (row.pk, f"{row.agency.code} · {row.title}" if officer.is_superuser else row.title)
            for row in rows.select_related("agency").order_by("agency__code", "pk")
        ]
        if officer.is_superuser:
            self.filters["agency"].queryset = agencies_within_reach(officer)
        else:
            del self.filters["agency"]

    def filter_state(self, queryset, name, value):
        """Accounts in the state `value`."""
        return queryset.filter(
            {
                ENDED: Q(is_active=False),
                INVITED: Q(is_active=True, password__startswith=_UNUSABLE),
                ACTIVE: Q(is_active=True) & ~Q(password__startswith=_UNUSABLE),
            }[value]
        )


class AccountListView(generic.IndexView):
    """Every account within the officer's reach; a fixed number of queries."""

    model = User
    page_title = "Tài khoản"
    header_icon = "user"
    permission_policy = None
    any_permission_required = None
    filterset_class = AccountFilterSet
    is_searchable = True
    search_backend_name = None
    index_url_name = "accounts:list"
    index_results_url_name = "accounts:list_results"
    default_ordering = "full_name"
    paginate_by = 50
    table_classname = "listing accounts"
    template_name = "agencies/accounts/list.html"

    def dispatch(self, request, *args, **kwargs):
        """Officers only."""
        check_may_manage_accounts(request.user)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self):
        """Name, username, roles, unit, last sign-in, state; the agency for superusers."""
        title_column = self._get_title_column_class(TitleColumn)
        columns = [
            title_column(
                "full_name",
                label="Họ và tên",
                accessor="get_full_name",
                sort_key="full_name",
                get_url=lambda account: reverse("accounts:edit", args=[account.pk]),
            ),
            Column("username", label="Tên đăng nhập", sort_key="username"),
            Column("roles", label="Vai trò", accessor=titles_of),
            Column("unit", label="Đơn vị", accessor="unit"),
            Column(
                "last_login",
                label="Đăng nhập gần nhất",
                accessor=last_sign_in,
                sort_key="last_login",
                classname="signed-in",
            ),
            StatusTagColumn(
                "state",
                label="Trạng thái",
                accessor=lambda account: STATES[state_of(account)],
                primary=lambda account: state_of(account) == ACTIVE,
            ),
        ]
        if self.request.user.is_superuser:
            columns.insert(2, Column("agency", label="Cơ quan", accessor="agency.code"))
        return columns

    @cached_property
    def header_buttons(self):
        """The invitation."""
        return [HeaderButton("Mời người dùng", url=reverse("accounts:invite"), icon_name="plus")]

    @cached_property
    def header_more_buttons(self):
        """None: the list is not exported, it holds personal data."""
        return []

    def get_list_more_buttons(self, instance):
        """Edit, and end or renew the access; the own access is not offered."""
        buttons = [
            MenuItem("Sửa", url=reverse("accounts:edit", args=[instance.pk]), icon_name="edit")
        ]
        if instance.is_active and instance.pk != self.request.user.pk:
            url = reverse("accounts:deactivate", args=[instance.pk])
            buttons.append(MenuItem("Ngừng tài khoản", url=url, icon_name="cross"))
        return buttons

    def get_base_queryset(self):
        """Within reach, with what the columns show."""
        accounts = accounts_within_reach(self.request.user)
        return accounts.select_related("agency", "unit").prefetch_related("groups__role")

    def search_queryset(self, queryset):
        """By name, username or address, blind to accents: «nguyen van anh» finds «Nguyễn Văn Ánh»."""
        words = fold(self.search_query).split()
        if not words:
            return queryset
        rows = queryset.order_by().values_list("pk", "full_name", "username", "email")
        found = {pk for pk, *texts in rows if all(word in fold(" ".join(texts)) for word in words)}
        return queryset.filter(pk__in=found)
