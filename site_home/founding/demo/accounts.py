"""One demonstration account for each role of each agency, named as such."""

from django.conf import settings

from site_home.founding.report import Report
from workflow.agencies.models import Agency, RoleGroup, User

ADMINISTRATOR = "quan-tri"


def username_of(agency_code: str, role_code: str) -> str:
    """`la-contributor`."""
    return f"{agency_code.lower()}-{role_code}"


def password_of(username: str) -> str:
    """The demonstration password; these accounts exist in demonstration mode only."""
    return f"demo-{username}"


def ensure_accounts(agency: Agency, report: Report) -> None:
    """Create the agency's missing demonstration accounts."""
    if not settings.DEMO:
        raise RuntimeError("demonstration accounts are for demonstration mode only")
    unit = agency.units.order_by("order").first()
    for row in RoleGroup.objects.filter(agency=agency).select_related("group"):
        username = username_of(agency.code, row.role_code)
        if User.objects.filter(username=username).exists():
            continue
        user = User(
            username=username,
            full_name=f"{row.title} (demo)",
            position=row.title,
            email=f"{username}@demo.localhost",
            phone="(demo)",
            agency=agency,
            unit=unit,
            is_demo=True,
        )
        user.set_password(password_of(username))
        user.save()
        user.groups.add(row.group)
        report.created.append(f"Tài khoản trình diễn {username}")
    _ensure_administrator(report)


def _ensure_administrator(report: Report) -> None:
    if User.objects.filter(username=ADMINISTRATOR).exists():
        return
    user = User(
        username=ADMINISTRATOR,
        full_name="Quản trị hệ thống (demo)",
        email=f"{ADMINISTRATOR}@demo.localhost",
        is_superuser=True,
        is_staff=True,
        is_demo=True,
    )
    user.set_password(password_of(ADMINISTRATOR))
    user.save()
    report.created.append(f"Tài khoản trình diễn {ADMINISTRATOR}")
