"""Remembers the address of the request being served, for the record."""

from . import origin


class RequestOriginMiddleware:
    """Sets `origin.address` to the peer's address while the request is served.

    A proxy's forwarded address is only believed where the web server has already put it into
    REMOTE_ADDR.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = origin.address.set(request.META.get("REMOTE_ADDR") or None)
        try:
            return self.get_response(request)
        finally:
            origin.address.reset(token)
