"""The screen of absences; every change is a function of `absences`."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from sections.base.door import Refused

from . import absences as acts
from .access import check_may_open, may_report_for_others, visible_absences
from .forms import AbsenceForm
from .wording import period_words

CONFLICT = 409
REPORTED = "Đã ghi {person} vắng mặt {period}."
BACK = "Đã ghi {person} trở lại làm việc; việc được phân công lại chuyển cho người này."


@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest):
    """Who is or will be away; reporting the own absence, for the head also that of others."""
    check_may_open(request.user)
    person = request.user
    form = None
    if person.agency_id is not None:
        form = AbsenceForm(
            request.POST or None, actor=person, for_others=may_report_for_others(person)
        )
        if request.method == "POST" and form.is_valid() and _report(request, form):
            return redirect("delegations:absences")
    rows = visible_absences(person).not_over(timezone.now()).select_related("user", "created_by")
    context = {
        "form": form,
        "absences": [(row, period_words(row.valid_from, row.valid_to)) for row in rows],
        "may_end_all": may_report_for_others(person),
    }
    status = CONFLICT if form is not None and form.errors else 200
    return render(request, "agencies/delegations/absences.html", context, status=status)


@require_POST
def end(request: HttpRequest, pk: int):
    """The person is back."""
    check_may_open(request.user)
    row = get_object_or_404(visible_absences(request.user).select_related("user"), pk=pk)
    try:
        acts.end(request.user, row, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, BACK.format(person=row.user))
    return redirect("delegations:absences")


def _report(request: HttpRequest, form: AbsenceForm) -> bool:
    now = timezone.now()
    person = form.cleaned_data.get("person") or request.user
    try:
        absence = acts.report(request.user, person, now=now, **form.values(now))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    period = period_words(absence.valid_from, absence.valid_to)
    messages.success(request, REPORTED.format(person=absence.user, period=period))
    return True
