"""Who may keep an answer, and for how long."""

import time

from django.conf import settings

# In the WSGI environment: (site, stamp) as they were before anything was read.
MADE_UNDER = "site_home.delivery"

# Kept by a proxy for a second; a browser asks again each time and mostly hears 304.
FOR_EVERYONE = "public, max-age=0, s-maxage=1"
FOR_ONE_PERSON = "private, no-store"

# nginx counts whole seconds: what it may keep «one second» it shows for up to two. So it is told
# to keep the answer until the end of this second; it takes the header for itself.
UNTIL = "X-Accel-Expires"

# Answers that are the same for everybody until the site changes.
_LASTING = frozenset({200, 301})


def end_of_this_second() -> str:
    """The value of `UNTIL`."""
    return f"@{int(time.time())}"


def is_apart(path: str) -> bool:
    """Whether the address has rules of its own about keeping: editing, files, live numbers."""
    return path.startswith(settings.DELIVERY_APART)


def own_cookies() -> tuple[str, ...]:
    """The cookies by which we know a person, or hold something for one."""
    return settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"


def who_may_keep(request, response) -> str:
    """The `Cache-Control` of an answer that names none itself."""
    is_personal = (
        request.method not in {"GET", "HEAD"}
        or response.status_code not in _LASTING
        or response.cookies
        or any(name in request.COOKIES for name in own_cookies())
        or "Authorization" in request.headers
    )
    return FOR_ONE_PERSON if is_personal else FOR_EVERYONE
