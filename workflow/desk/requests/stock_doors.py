"""Leads from Wagtail's own pages for acts on public pages to the request for them."""

from django.contrib import messages
from django.shortcuts import redirect

from sections.base.models import BasePage
from workflow.agencies.queries import roles_of

# Wagtail's view, or its bulk action → the kind of change that does the same after a decision.
KIND_OF_VIEW = {
    "wagtailadmin_pages:delete": "delete",
    "wagtailadmin_pages:unpublish": "unpublish",
    "wagtailadmin_pages:move": "move",
    "wagtailadmin_pages:move_confirm": "move",
    "wagtailadmin_pages:set_privacy": "privacy",
}
KIND_OF_BULK_ACTION = {"delete": "delete", "unpublish": "unpublish", "move": "move"}
COPY_VIEW = "wagtailadmin_pages:copy"
BULK_VIEW = "wagtail_bulk_action"
_WATCHED = frozenset({*KIND_OF_VIEW, COPY_VIEW, BULK_VIEW})
# The home page is the site: it is neither taken down nor moved, but redirects may lead to it.
_HOME_DEPTH = 2
_PAGES = (BasePage._meta.app_label, BasePage._meta.model_name)

ASK = (
    "«{title}» đang hiển thị công khai nên việc này phải được Ban Biên tập quyết định. Hãy gửi yêu "
    "cầu dưới đây."
)
NO_COPY = (
    "Không sao chép trang đang hiển thị công khai: bản sao sẽ là trang thứ hai chưa ai duyệt. Hãy "
    "viết tin mới rồi gửi duyệt."
)


class StockDoorMiddleware:
    """Answers a GET of such a page with the way to ask; what is posted is refused by the door."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Redirect people of an agency; superusers belong to none and meet the refusal."""
        match = request.resolver_match
        if request.method != "GET" or match.view_name not in _WATCHED or _is_modal(request):
            return None
        user = request.user
        if not user.is_authenticated or user.agency_id is None or not roles_of(user):
            return None
        code, page_id = _asked_for(request, match)
        page = BasePage.objects.filter(pk=page_id, live=True, depth__gt=1).first()
        if page is None:
            return None
        if match.view_name == COPY_VIEW:
            messages.error(request, NO_COPY)
            return redirect("desk:item", page.pk)
        messages.info(request, ASK.format(title=page.title))
        if page.depth == _HOME_DEPTH:
            return redirect("desk:request_kinds", "trang", page.pk)
        return redirect("desk:request_new", "trang", page.pk, code)


def _is_modal(request) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


def _asked_for(request, match) -> tuple[str, int | None]:
    """The kind of change and the page; no page when it is about several or something else."""
    if match.view_name != BULK_VIEW:
        page_id = match.kwargs.get("page_id", match.kwargs.get("page_to_move_id"))
        return KIND_OF_VIEW.get(match.view_name, ""), page_id
    ids = request.GET.getlist("id")
    code = KIND_OF_BULK_ACTION.get(match.kwargs["action"], "")
    is_page = (match.kwargs["app_label"], match.kwargs["model_name"]) == _PAGES
    alone = is_page and code and len(ids) == 1 and ids[0].isdecimal()
    return code, int(ids[0]) if alone else None
