"""The screens of the desk; every change goes through `workflow.approval`."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from sections.base.door import Refused
from workflow.approval import acts, schedule, submissions

from . import preview as previews
from . import queries, words
from .openings import keeping as openings
from .reading import readable_page, readable_row, state_of_page
from .screen import screen_of

NOTICES_PER_PAGE = 30
CONFLICT = 409


@require_GET
def item(request, page_id):
    """One item on one screen."""
    return item_screen(request, readable_page(request.user, page_id))


@require_GET
def preview(request, page_id):
    """The newest draft as the visitor would see it."""
    return previews.preview_of(readable_page(request.user, page_id), request)


@require_GET
def text(request, page_id):
    """The words of the newest draft, without layout."""
    page = readable_page(request.user, page_id)
    return HttpResponse(previews.text_of(page, request), content_type="text/plain; charset=utf-8")


@require_POST
def take(request, page_id, task_state_id):
    """Take the step that is due: hand on, approve, post, return or refuse."""
    page = readable_row(request.user, page_id)
    state = state_of_page(page, task_state_id)
    typed = {name: request.POST.get(name, "") for name in ("action", "note", "ground_code")}
    try:
        decision = acts.take(
            state,
            request.user,
            typed["action"],
            ground_code=typed["ground_code"],
            note=typed["note"],
            seen_hash=request.POST.get("seen_hash", ""),
        )
    except Refused as refusal:
        # Read anew: the item may be gone by now.
        page = readable_page(request.user, page_id)
        return item_screen(request, page, refusal=str(refusal), typed=typed)
    messages.success(request, words.taken(decision))
    return redirect("desk:item", page.pk)


@require_POST
def submit(request, page_id):
    """Send the draft into the agency's chain."""
    page = readable_page(request.user, page_id)
    try:
        submissions.submit(page, request.user)
    except Refused as refusal:
        return item_screen(request, page, refusal=str(refusal))
    messages.success(request, words.SUBMITTED.format(title=page.get_admin_display_title()))
    return redirect("desk:item", page.pk)


@require_POST
def unschedule(request, page_id):
    """Drop the hour at which an approved version was to be public."""
    page = readable_page(request.user, page_id)
    try:
        schedule.cancel(page, request.user)
    except Refused as refusal:
        return item_screen(request, page, refusal=str(refusal))
    messages.success(request, words.UNSCHEDULED.format(title=page.get_admin_display_title()))
    return redirect("desk:item", page.pk)


@require_POST
def withdraw(request, page_id):
    """Take the item back from the chain."""
    page = readable_page(request.user, page_id)
    try:
        submissions.withdraw(page, request.user)
    except Refused as refusal:
        return item_screen(request, page, refusal=str(refusal))
    messages.success(request, words.WITHDRAWN.format(title=page.get_admin_display_title()))
    return redirect("desk:item", page.pk)


@require_http_methods(["GET", "POST"])
def notices(request):
    """What I was told; only a POST marks it as seen."""
    mine = queries.notices_of(request.user)
    if request.method == "POST":
        return _mark_seen(request, mine)
    page_of_notices = Paginator(mine, NOTICES_PER_PAGE).get_page(request.GET.get("trang"))
    context = {"notices": page_of_notices, "unread_count": queries.unread_count(request.user)}
    return render(request, "desk/notices.html", context)


def _mark_seen(request, mine):
    unread = mine.filter(read_at__isnull=True)
    notice_id = request.POST.get("notice", "")
    if not notice_id:
        unread.update(read_at=timezone.now())
        return redirect("desk:notices")
    notice = get_object_or_404(mine, pk=int(notice_id) if notice_id.isdecimal() else 0)
    unread.filter(pk=notice.pk).update(read_at=timezone.now())
    if "open" in request.POST and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("desk:notices")


def item_screen(request, page, *, refusal: str = "", typed: dict | None = None):
    """The item's screen; after a refusal with its reason and everything that was typed."""
    now = timezone.now()
    screen = screen_of(page, request.user, now)
    if screen.step and screen.step.allowed:
        openings.note(request.user, page, screen.seen_hash, now)
    context = {
        "screen": screen,
        "refusal": refusal,
        "typed": typed or {},
        "max_note": acts.MAX_NOTE,
    }
    return render(request, "desk/item.html", context, status=CONFLICT if refusal else 200)
