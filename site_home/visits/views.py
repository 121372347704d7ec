"""The two public addresses: one takes a view, the other says the numbers."""

import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from workflow.agencies.models import Agency

from . import spool
from .queries import Numbers, numbers_of
from .robots import is_ahead_of_reader, is_robot
from .visitors import mark_of, salt_of

logger = logging.getLogger(__name__)

MAX_BODY = 500
# Seconds for which browsers, proxies and this process may repeat the numbers.
LIVE_SECONDS = 30


@csrf_exempt
@require_POST
def take_view(request):
    """Note that the page whose path is the body was shown; 204 whether it counts or not.

    400 for a body that is no path, 403 from another site, 413 for a long one. Nothing is read
    from or written to the database, no cookie is set. Whether the path is a page of the site is
    seen when the views are counted.
    """
    if not _is_from_own_page(request):
        return HttpResponse(status=403)
    # Without a length there is nothing to read.
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY:
        return HttpResponse(status=413)
    path = request.body.decode("ascii", "replace")
    if not spool.PATH.fullmatch(path):
        return HttpResponse(status=400)
    if settings.VISITS_BEACON and _is_reader(request):
        return _append(request, path)
    return HttpResponse(status=204)


@require_safe
def live_numbers(request):
    """Who reads now, and the visits of today, of the month and in all; 404 outside the agencies."""
    host = _host(request)
    key = f"visits:live:{host}"
    numbers = cache.get(key)
    if numbers is None:
        agency = Agency.objects.filter(site__hostname=host).first()
        numbers = _named(numbers_of(agency, timezone.now())) if agency else {}
        cache.set(key, numbers, LIVE_SECONDS)
    answer = JsonResponse(numbers) if numbers else JsonResponse({}, status=404)
    patch_cache_control(answer, public=True, max_age=LIVE_SECONDS)
    return answer


def _named(numbers: Numbers) -> dict[str, int]:
    return {name: getattr(numbers, name) for name in ("online", "today", "month", "total")}


def _is_from_own_page(request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc.lower() == request.get_host().lower()


def _is_reader(request) -> bool:
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    if any(is_ahead_of_reader(purpose) for purpose in purposes):
        return False
    return not is_robot(request.headers.get("User-Agent", ""))


def _append(request, path: str) -> HttpResponse:
    now = timezone.now()
    try:
        salt = salt_of(timezone.localdate(now))
        mark = mark_of(
            request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", ""), salt
        )
        kept = spool.append(spool.Beat(now, mark, _host(request), path))
    except OSError:
        logger.exception("a view could not be written to the spool")
        kept = False
    return HttpResponse(status=204 if kept else 503)


def _host(request) -> str:
    return split_domain_port(request.get_host())[0].lower()
