"""Asking for verification, answering, giving the item to somebody: from the item's screen."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import WorkflowState

from sections.base.door import Refused
from workflow.agencies.models import User
from workflow.approval import asking
from workflow.approval.acts import ENDED

from . import words
from .reading import readable_page, state_of_page
from .views import item_screen

NO_PERSON = "Hãy chọn người được giao."


@require_POST
def ask(request, page_id, task_state_id):
    """Ask author and supplier to verify or supplement."""
    page = readable_page(request.user, page_id)
    state = state_of_page(page, task_state_id)
    typed = {"action": "ask", "note": request.POST.get("note", "")}
    return _done(
        request, page, typed, lambda: asking.ask(state, request.user, typed["note"]), words.ASKED
    )


@require_POST
def answer(request, page_id):
    """Answer what was asked."""
    page = readable_page(request.user, page_id)
    run = WorkflowState.objects.for_instance(page).active().first()
    typed = {"action": "answer", "note": request.POST.get("note", "")}
    if run is None:
        return item_screen(request, page, refusal=ENDED.format(title=page.title), typed=typed)
    return _done(
        request,
        page,
        typed,
        lambda: asking.answer(run, request.user, typed["note"]),
        words.ANSWERED,
    )


@require_POST
def assign(request, page_id, task_state_id):
    """Give the item at its step to a person."""
    page = readable_page(request.user, page_id)
    state = state_of_page(page, task_state_id)
    wished = request.POST.get("person", "")
    people = User.objects.filter(agency_id=request.user.agency_id, is_active=True)
    person = people.filter(pk=int(wished)).first() if wished.isdecimal() else None
    typed = {"action": "assign", "note": request.POST.get("note", ""), "person": wished}
    if person is None:
        return item_screen(request, page, refusal=NO_PERSON, typed=typed)
    return _done(
        request,
        page,
        typed,
        lambda: asking.assign(state, request.user, person, typed["note"]),
        words.ASSIGNED,
        name=person.get_full_name(),
    )


def _done(request, page, typed: dict, act, sentence: str, **values: str):
    try:
        decision = act()
    except Refused as refusal:
        return item_screen(request, page, refusal=str(refusal), typed=typed)
    messages.success(request, sentence.format(title=decision.item_title, **values))
    return redirect("desk:item", page.pk)
