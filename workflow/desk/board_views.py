"""The desk of one person: the lists, and approving several items at once."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sections.base.door import Refused

from . import bulk, emergencies, queries
from .waiting import Desk, desk_of, lines_of

WAITING_PER_PAGE = 10
MINE_PER_PAGE = 15
SHOWN_OF_OTHERS = 20
CONFLICT = 409


@require_GET
def index(request):
    """What waits for me, what is for others, what I sent back, what I wrote."""
    return render(request, "desk/index.html", _lists(request))


@require_POST
def approve_chosen(request):
    """Approve the chosen items, each by itself, and list what became of each."""
    chosen = [int(pk) for pk in request.POST.getlist("chon") if pk.isdecimal() and len(pk) < 18]
    try:
        outcomes = bulk.approve(request.user, chosen)
    except Refused as refusal:
        context = {**_lists(request), "refusal": str(refusal)}
        return render(request, "desk/index.html", context, status=CONFLICT)
    done = sum(outcome.done for outcome in outcomes)
    context = {"outcomes": outcomes, "done": done, "left": len(outcomes) - done}
    return render(request, "desk/bulk.html", context)


def _lists(request) -> dict:
    user, now = request.user, timezone.now()
    desk = desk_of(user)
    place, only_late = request.GET.get("muc", ""), "tre" in request.GET
    chosen = [
        row
        for row in desk.mine
        if (not place or row.section_code == place) and (not only_late or row.is_late(now))
    ]
    waiting = Paginator(chosen, WAITING_PER_PAGE).get_page(request.GET.get("cho"))
    mine = Paginator(queries.my_pages(user), MINE_PER_PAGE).get_page(request.GET.get("tin"))
    shown = [*waiting.object_list, *desk.of_others[:SHOWN_OF_OTHERS]]
    shown += desk.held_back[:SHOWN_OF_OTHERS]
    lines = {line.held.task_state_id: line for line in lines_of(shown, user, now)}
    waiting_lines = _lines(lines, waiting.object_list)
    return {
        "waiting": waiting,
        "waiting_rows": waiting_lines,
        "may_choose": any(line.was_opened for line in waiting_lines),
        "all_count": len(desk.mine),
        "late_count": desk.late_count(now),
        "only_late": only_late,
        "place": place,
        "filter_query": urlencode(
            ({"muc": place} if place else {}) | ({"tre": "1"} if only_late else {})
        ),
        "places": _places(user, desk),
        "others_rows": _lines(lines, desk.of_others),
        "others_count": len(desk.of_others),
        "held_back_rows": _lines(lines, desk.held_back),
        "held_back_count": len(desk.held_back),
        "sent_back": queries.sent_back_by(user),
        "emergencies": emergencies.open_at(user.agency.code) if user.agency_id else [],
        "mine": mine,
        "mine_rows": queries.with_states(mine.object_list),
        "unread_count": queries.unread_count(user),
    }


def _lines(lines: dict, held: list) -> list:
    return [lines[row.task_state_id] for row in held if row.task_state_id in lines]


def _places(user, desk: Desk) -> list[tuple[str, str]]:
    """The sections in which something waits, in the regulation's order, as code and name."""
    codes = {row.section_code for row in desk.mine}
    if not user.agency_id or len(codes - {""}) < 2:
        return []
    return [(part.code, part.label) for part in user.agency.book.sections if part.code in codes]
