"""Who looked at whose personal data, and who took files that are not public.

Accounts carry e-mail addresses and telephone numbers. A screen counts when it was shown: the
refused and the redirected are no reading.
"""

from workflow.agencies.models import User

from .attribution import agency_code_of
from .recording import record

OPENED, LISTED = "account.opened", "account.listed"

SCREENS = {
    "accounts:edit": OPENED,
    "accounts:deactivate": OPENED,
    "accounts:list": LISTED,
    "accounts:list_results": LISTED,
    "wagtailusers_users:edit": OPENED,
    "wagtailusers_users:index": LISTED,
    "wagtailusers_users:index_results": LISTED,
}


def on_shown(request, response) -> None:
    """Record that the screen just shown carries the personal data of others; one row a request."""
    match = request.resolver_match
    action = SCREENS.get(match.view_name) if match is not None else None
    if action is None or request.method != "GET" or response.status_code != 200:
        return
    if action == LISTED:
        record(LISTED, actor=request.user, note=request.GET.get("q", "")[:200])
        return
    account = User.objects.select_related("agency").filter(pk=match.kwargs["pk"]).first()
    if account is not None and account.pk != request.user.pk:
        record(OPENED, actor=request.user, agency_code=agency_code_of(account), subject=account)


def downloaded(document, person: User) -> None:
    """Record that `person` took a file that no public page offers."""
    record(
        "document.downloaded",
        actor=person,
        agency_code=agency_code_of(document),
        subject=document,
        sha256=document.sha256,
    )
