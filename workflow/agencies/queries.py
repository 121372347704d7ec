"""Questions about agencies and their people."""

from django.db.models import QuerySet

from .models import Agency, RoleGroup, Unit, User

# A home page stands directly under the root; treebeard writes four characters a level.
_HOME_PATH_LENGTH = 8


def agency_of(page) -> Agency | None:
    """The agency whose site holds `page`; None for the root and the portal."""
    home_path = page.path[:_HOME_PATH_LENGTH]
    return (
        Agency.objects.select_related("site", "collection")
        .filter(site__root_page__path=home_path)
        .first()
    )


def roles_of(user: User) -> frozenset[str]:
    """The role codes `user` holds in the own agency; cached on the user for the request."""
    if not hasattr(user, "_role_codes"):
        rows = RoleGroup.objects.filter(group__user=user, agency_id=user.agency_id)
        user._role_codes = frozenset(rows.values_list("role_code", flat=True))
    return user._role_codes


def role_title(user: User) -> str:
    """The titles of the user's roles, for records and screens; "" without an agency."""
    if not user.agency_id:
        return "Quản trị hệ thống" if user.is_superuser else ""
    book = user.agency.book
    held = roles_of(user)
    return ", ".join(role.label for role in book.roles if role.code in held)


def holders(
    agency: Agency, role_codes: tuple[str, ...], unit: Unit | None = None
) -> QuerySet[User]:
    """Active accounts of `agency` in any of `role_codes`; only those of `unit` if given."""
    users = User.objects.filter(
        is_active=True,
        agency=agency,
        groups__role__agency=agency,
        groups__role__role_code__in=role_codes,
    )
    if unit is not None:
        users = users.filter(unit=unit)
    return users.distinct().order_by("pk")


def has_right(user: User, right: str) -> bool:
    """Whether one of the user's roles carries `right` in the rule book; superusers have all."""
    if user.is_superuser:
        return True
    if not user.is_active or not user.agency_id:
        return False
    held = roles_of(user)
    return any(right in role.rights for role in user.agency.book.roles if role.code in held)


def agencies_for(person: User) -> list[Agency]:
    """Those whose own screens the person sees: the own one; for superusers all."""
    if person.is_superuser:
        return list(Agency.objects.order_by("code"))
    return [person.agency] if person.agency_id else []
