"""The sheet of a change request: the acts on the request itself."""

from django.http import Http404
from django.urls import reverse

from workflow.agencies.models import User
from workflow.approval.decision import Decision
from workflow.desk.sheet.sources import NOT_FOUND, OUTSIDE, Chosen, readable

HEADING = "PHIẾU DUYỆT YÊU CẦU THAY ĐỔI"


def acts_on_request(user: User, request_id: int) -> Chosen:
    """The acts on the request, oldest first; Http404 when `user` may read none."""
    rows = readable(Decision.objects.filter(request_id=request_id, page_id=None), user)
    decisions = list(rows.order_by("pk"))
    if not decisions:
        raise Http404(NOT_FOUND)
    run = next((row.run_id for row in decisions if row.run_id), OUTSIDE)
    return Chosen(decisions, run, [run])


def file_url(request_id: int) -> str:
    """Where the PDF is."""
    return reverse("desk:request_sheet_pdf", args=[request_id])


def back_url(request_id: int) -> str:
    """Where the request is."""
    return reverse("desk:request", args=[request_id])
