"""The screens on which a change is asked for."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from sections.base.door import Refused
from workflow.approval.changes import filing

from . import queries, stages, words
from .forms import FORMS
from .targets import TYPE_OF_WORD, asked_about

CONFLICT = 409


@require_GET
def kinds(request, word, target_id):
    """Which changes can be asked for, one sentence each."""
    asked = asked_about(request.user, word, target_id)
    context = {
        "asked": asked,
        "offers": asked.offers(),
        "open_requests": queries.open_about(TYPE_OF_WORD[word], [target_id]),
    }
    return render(request, "desk/requests/kinds.html", context)


@require_http_methods(["GET", "POST"])
def new(request, word, target_id, code):
    """The form of one kind; what was typed is kept whatever stands in the way."""
    asked = asked_about(request.user, word, target_id)
    kind = asked.kind(code)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FORMS[code](*posted, agency=asked.agency, target=asked.target, kind=kind)
    if request.method == "POST" and form.is_valid():
        filed = _file(form, request.user)
        if filed is not None:
            messages.success(request, words.FILED.format(title=filed.title))
            return redirect("desk:request", filed.pk)
    context = {
        "asked": asked,
        "kind": kind,
        "form": form,
        "obstacle": kind.obstacle(asked.agency, asked.target),
        "stages": stages.coming(asked.agency, kind, asked.target),
    }
    status = CONFLICT if form.errors else 200
    return render(request, "desk/requests/new.html", context, status=status)


def _file(form, user):
    """The request that was filed; None after a refusal, which stands in the form."""
    try:
        with transaction.atomic():
            return filing.file_request(
                user,
                form.agency,
                form.kind.code,
                form.target,
                reason=form.cleaned_data["reason"],
                payload=form.payload(user),
                due_at=form.cleaned_data.get("due_at"),
            )
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error)
    form.discard()
    return None
