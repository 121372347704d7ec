"""The screens of delegations and assignments; every change is a function of `giving`."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from sections.base.door import Refused

from . import giving
from .access import check_may_open, may_end, sees_all, visible_delegations
from .delegation import Delegation
from .eligibility import NOTHING_TO_GIVE, kinds_of
from .filters import DelegationFilter
from .forms import GiveForm, RevokeForm, ShortenForm
from .lines import line_of
from .queries import equipped, with_people, words

PER_PAGE = 20
CONFLICT = 409
GIVEN = "Đã lưu {what}. Người nhận và người giao được báo qua thư điện tử."
REVOKED = "Đã thu hồi {what}; từ giờ người nhận không duyệt thay được nữa."
SHORTENED = "Đã rút ngắn thời hạn của {what}."


@require_GET
def index(request: HttpRequest):
    """What is in force, what comes, what ended."""
    check_may_open(request.user)
    now = timezone.now()
    visible = visible_delegations(request.user)
    chosen = DelegationFilter(request.GET, rows=visible, now=now)
    rows = Paginator(with_people(chosen.qs()), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "filter": chosen,
        "rows": rows,
        "lines": [line_of(row, now) for row in equipped(rows.object_list)],
        "kinds": kinds_of(request.user),
        "sees_all": sees_all(request.user),
        "query": chosen.query_words(),
    }
    return render(request, "agencies/delegations/index.html", context)


@require_http_methods(["GET", "POST"])
def new_delegation(request: HttpRequest):
    """Let somebody act in one's place for a time."""
    return _new(request, Delegation.Kind.DELEGATION)


@require_http_methods(["GET", "POST"])
def new_assignment(request: HttpRequest):
    """Assign work until further notice."""
    return _new(request, Delegation.Kind.ASSIGNMENT)


@require_GET
def detail(request: HttpRequest, pk: int):
    """One act, with the ways to end it."""
    return _detail(request, _visible(request, pk))


@require_POST
def revoke(request: HttpRequest, pk: int):
    """End the act at once."""
    row = _visible(request, pk)
    form = RevokeForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(form, lambda: giving.revoke(request.user, row, reason=reason)):
            messages.success(request, REVOKED.format(what=row))
            return redirect("delegations:detail", row.pk)
    return _detail(request, row, revoke_form=form)


@require_POST
def shorten(request: HttpRequest, pk: int):
    """Let the act end earlier."""
    row = _visible(request, pk)
    form = ShortenForm(request.POST)
    if form.is_valid():
        ends = form.cleaned_data["valid_to"]
        if _done(form, lambda: giving.shorten(request.user, row, valid_to=ends)):
            messages.success(request, SHORTENED.format(what=row))
            return redirect("delegations:detail", row.pk)
    return _detail(request, row, shorten_form=form)


def _new(request: HttpRequest, kind: Delegation.Kind):
    check_may_open(request.user)
    if kind not in kinds_of(request.user):
        raise PermissionDenied(NOTHING_TO_GIVE[kind])
    form = GiveForm(request.POST or None, giver=request.user, kind=kind)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        made = _done(
            form, lambda: giving.give(request.user, kind=kind, now=now, **form.values(now))
        )
        if made:
            messages.success(request, GIVEN.format(what=made))
            return redirect("delegations:detail", made.pk)
    context = {"form": form, "kind": kind, "is_delegation": kind == Delegation.Kind.DELEGATION}
    return render(request, "agencies/delegations/new.html", context, status=_status(form))


def _done(form: Form, act) -> Delegation | None:
    """What `act` made; None after a refusal, which stands in the form beside what was typed."""
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error)
    return None


def _visible(request: HttpRequest, pk: int) -> Delegation:
    check_may_open(request.user)
    return get_object_or_404(with_people(visible_delegations(request.user)), pk=pk)


def _detail(
    request: HttpRequest,
    row: Delegation,
    revoke_form: RevokeForm | None = None,
    shorten_form: ShortenForm | None = None,
):
    now = timezone.now()
    equipped([row])
    asked = revoke_form or shorten_form
    is_endable = may_end(request.user, row, now)
    context = {
        "line": line_of(row, now),
        "row": row,
        "words": words(row),
        "may_end": is_endable,
        # Where there is no form any more, what was asked is answered above.
        "refusals": asked.non_field_errors() if asked and not is_endable else [],
        "revoke_form": revoke_form or RevokeForm(),
        "shorten_form": shorten_form or ShortenForm(),
    }
    return render(request, "agencies/delegations/detail.html", context, status=_status(asked))


def _status(form: Form | None) -> int:
    return CONFLICT if form is not None and form.errors else 200
