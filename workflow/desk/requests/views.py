"""The screens of change requests; every act goes through `workflow.approval`."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from sections.base.door import Refused
from workflow.approval import acts
from workflow.approval.changes import filing
from workflow.desk.sheet.details import details_of
from workflow.desk.sheet.paper import sheet_of
from workflow.desk.sheet.sources import entries_of
from workflow.desk.sheet.views import sheet_file, sheet_page

from . import queries, sheets, words
from .screen import screen_of
from .states import RequestState, state_called

PER_PAGE = 20
CONFLICT = 409


@require_GET
def index(request):
    """The agency's requests, or one's own, by state."""
    state = state_called(request.GET.get("trang-thai", ""))
    mine = request.GET.get("cua-toi") == "1"
    found = queries.listed(request.user, state, mine=mine)
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "rows": rows,
        "lines": queries.rows_of(rows.object_list, request.user),
        "states": list(RequestState),
        "chosen": state.value if state else "",
        "mine": mine,
    }
    return render(request, "desk/requests/index.html", context)


@require_GET
def redirects(request):
    """Where old addresses of the agency's site lead, each with the way to have it removed."""
    found = queries.redirects_of(request.user)
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "desk/requests/redirects.html", {"rows": rows})


@require_GET
def detail(request, request_id):
    """One request on one screen."""
    return _detail(request, queries.readable_request(request.user, request_id))


@require_POST
def take(request, request_id, task_state_id):
    """Take the step that is due: approve, hand on, return or refuse."""
    change = queries.readable_request(request.user, request_id)
    state = queries.step_of(change, task_state_id)
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
        return _detail(request, change, refusal=str(refusal), typed=typed)
    change.refresh_from_db()
    messages.success(request, words.taken(change, decision))
    return redirect("desk:request", change.pk)


@require_POST
def withdraw(request, request_id):
    """Take the own request back."""
    change = queries.readable_request(request.user, request_id)
    try:
        filing.withdraw(change, request.user)
    except Refused as refusal:
        return _detail(request, change, refusal=str(refusal))
    messages.success(request, words.WITHDRAWN.format(title=change.title))
    return redirect("desk:request", change.pk)


@require_GET
def sheet(request, request_id):
    """The sheet of the request, for the browser's printer."""
    chosen = sheets.acts_on_request(request.user, request_id)
    return sheet_page(
        request,
        _sheet(chosen),
        sheets.file_url(request_id),
        chosen=chosen,
        back_url=sheets.back_url(request_id),
        back_label="Quay lại yêu cầu",
    )


@require_GET
def sheet_pdf(request, request_id):
    """The same sheet as a PDF file."""
    chosen = sheets.acts_on_request(request.user, request_id)
    return sheet_file(request, _sheet(chosen), chosen.decisions[-1])


def _sheet(chosen):
    decisions = chosen.decisions
    return sheet_of(
        decisions, entries_of(decisions), details=details_of(decisions), heading=sheets.HEADING
    )


def _detail(request, change, *, refusal: str = "", typed: dict | None = None):
    """The screen; after a refusal with its reason and everything that was typed."""
    change.refresh_from_db()
    context = {
        "screen": screen_of(change, request.user, timezone.now()),
        "refusal": refusal,
        "typed": typed or {},
        "max_note": acts.MAX_NOTE,
    }
    return render(
        request, "desk/requests/request.html", context, status=CONFLICT if refusal else 200
    )
