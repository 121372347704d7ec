"""What the record takes from each request: its address, and screens that matter by themselves."""

from . import origin, personal_data, rights

# Wagtail's screens of groups write permissions without a signal.
_GROUP_SCREENS = "wagtailusers_groups"


class RequestOriginMiddleware:
    """Sets `origin.address` to the peer's address while the request is served; then records
    reads of personal data and what the screens of groups changed.

    A proxy's forwarded address is only believed where the web server has already put it into
    REMOTE_ADDR.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = origin.address.set(request.META.get("REMOTE_ADDR") or None)
        try:
            response = self.get_response(request)
            personal_data.on_shown(request, response)
            _compare_rights(request)
            return response
        finally:
            origin.address.reset(token)


def _compare_rights(request) -> None:
    match = request.resolver_match
    is_group_screen = match is not None and match.namespace == _GROUP_SCREENS
    if is_group_screen and request.method == "POST" and request.user.is_superuser:
        rights.compare(actor=request.user)
