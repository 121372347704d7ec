"""An account begins with an invitation: no password until its owner sets one by the mailed link."""

from collections.abc import Iterable

from django.db import transaction

from sections.base.text import slugify
from workflow.agencies import signals
from workflow.agencies.models import Agency, RoleGroup, Unit, User

from . import letters

MAX_USERNAME = 60


@transaction.atomic
def invite(
    officer: User,
    agency: Agency,
    *,
    username: str,
    full_name: str,
    email: str,
    roles: Iterable[RoleGroup],
    position: str = "",
    phone: str = "",
    unit: Unit | None = None,
) -> User:
    """Create the account in the roles `roles` and mail the link that sets its password.

    Raises IntegrityError when the username was taken meanwhile (KT-15.3, QT-7.2-2).
    """
    account = User(
        username=username,
        full_name=full_name,
        email=email,
        position=position,
        phone=phone,
        agency=agency,
        unit=unit,
    )
    account.set_unusable_password()
    account.save()
    roles = list(roles)
    account.groups.set(role.group_id for role in roles)
    signals.account_invited.send(
        sender=User,
        actor=officer,
        account=account,
        changes={"email": email, "roles": [role.title for role in roles]},
    )
    send_link(officer, account)
    return account


@transaction.atomic
def send_link(officer: User | None, account: User) -> None:
    """Mail a link to set the password; links mailed before to an invited person stop working."""
    if not account.has_usable_password():
        # A new unusable password changes what the links are signed with.
        account.set_unusable_password()
        account.save(update_fields=["password"])
    letters.send_password_link(account)
    signals.password_link_sent.send(
        sender=User, actor=officer, account=account, changes={"email": account.email}
    )


def propose_username(full_name: str) -> str:
    """A free username made of the name: «Nguyễn Văn Ánh» → `nguyen-van-anh`, then `…-2`, `…-3`."""
    base = slugify(full_name, max_length=MAX_USERNAME) or "tai-khoan"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    proposal, number = base, 1
    while proposal in taken:
        number += 1
        proposal = f"{base}-{number}"
    return proposal
