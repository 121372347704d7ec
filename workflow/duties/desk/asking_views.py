"""The form by which the board asks for a review of a page."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from sections.base.door import Refused
from sections.base.models import BasePage
from workflow.calendar.clock import local_day
from workflow.duties.upkeep import asking

from .typed import day_of

ASKED = "Đã yêu cầu rà soát «{title}»; người viết và đơn vị được báo."
NO_DAY = "Hãy chọn hạn rà soát."
CONFLICT = 409


def review(request, page_id):
    """Ask for a review by a day, with the reason; 404 for people who may not ask."""
    page = get_object_or_404(BasePage, pk=page_id)
    if not asking.may_ask(request.user, page):
        raise Http404(asking.ONLY_BOARD)
    now = timezone.now()
    typed = {name: request.POST.get(name, "") for name in ("due_on", "reason")}
    refusal = ""
    if request.method == "POST":
        try:
            day = day_of(typed["due_on"], NO_DAY)
            duty = asking.ask(page, request.user, day, typed["reason"], now)
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, ASKED.format(title=page.title))
            return redirect("duties:duty", duty.pk)
    context = {
        "page": page,
        "typed": typed,
        "refusal": refusal,
        "today": local_day(now),
        "latest": local_day(now) + asking.AT_MOST,
        "max_reason": asking.MAX_REASON,
    }
    return render(request, "duties/review.html", context, status=CONFLICT if refusal else 200)
