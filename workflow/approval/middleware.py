"""Turns a refusal into a sentence for the person instead of an error page."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.db import DatabaseError, IntegrityError
from django.http import HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sections.base import door
from sections.base.door import Refused

from . import attempts

# The constraint by which Wagtail keeps one run for each page.
ONE_RUN = "unique_in_progress_workflow"
SUBMITTED_TWICE = "Trang này vừa được gửi duyệt bằng một thao tác khác; không cần gửi lại."
# The SQLSTATE of the act that PostgreSQL ends when two wait for each other. The board's own acts lock
# in one order (`subject.locked`); those of the editing interface may not.
DEADLOCK = "40P01"
AT_ONCE = (
    "Có người khác vừa thao tác cùng lúc nên việc của bạn chưa được ghi nhận; không có gì bị thay "
    "đổi. Hãy tải lại trang rồi làm lại."
)


class RefusalMiddleware:
    """Say why, go back to where the person was; nothing is lost."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Handle `Refused`, and two acts that met; everything else goes its way."""
        if isinstance(exception, IntegrityError) and ONE_RUN in str(exception):
            exception = Refused(SUBMITTED_TWICE)
        elif getattr(exception.__cause__, "pgcode", None) == DEADLOCK:
            exception = Refused(AT_ONCE)
        elif isinstance(exception, DatabaseError):
            exception = door.refused_by_database(exception) or exception
        if not isinstance(exception, Refused):
            return None
        # Without a user where an earlier middleware answered before the session was looked at.
        user = getattr(request, "user", None)
        if request.method == "POST" and user is not None and user.is_authenticated:
            attempts.remember(user, exception)
        if not request.path.startswith("/admin/"):
            return HttpResponseForbidden(str(exception), content_type="text/plain; charset=utf-8")
        if _wants_json(request):
            return JsonResponse(
                {"success": False, "error_code": "refused", "error_message": str(exception)},
                status=403,
            )
        messages.error(request, str(exception))
        if exception.page_id:
            # The draft is saved: going back to an empty «new page» form would look like a loss.
            return HttpResponseRedirect(reverse("desk:item", args=[exception.page_id]))
        return HttpResponseRedirect(_back(request))


def _wants_json(request) -> bool:
    return request.headers.get(
        "x-requested-with"
    ) == "XMLHttpRequest" or "application/json" in request.headers.get("accept", "")


def _back(request) -> str:
    referer = request.headers.get("referer", "")
    same_host = url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()})
    if referer and same_host and urlsplit(referer).path != reverse("wagtailadmin_login"):
        return referer
    return reverse("wagtailadmin_home")
