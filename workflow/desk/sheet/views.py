"""The sheet of an item on the screen, for the browser's printer, and as a PDF file."""

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sections.base.models import BasePage
from workflow.agencies.queries import role_title
from workflow.approval.decision import Decision
from workflow.audit.recording import record

from . import paper, pdf
from .details import details_of
from .paper import Printing, Sheet, sheet_of
from .sources import Chosen, acts_on_page, entries_of

_TO_DESK = ("desk:index", [], "Bàn làm việc")


@require_GET
def item_sheet(request, page_id):
    """The sheet of the run `?luot=` (the newest by default) on a page that may be gone."""
    chosen = acts_on_page(request.user, page_id, request.GET.get("luot", ""))
    is_here = BasePage.objects.filter(pk=page_id).exists()
    file_url = f"{reverse('desk:sheet_pdf', args=[page_id])}?luot={chosen.run}"
    back = ("desk:item", [page_id], "Quay lại tin, bài") if is_here else _TO_DESK
    name, args, label = back
    return sheet_page(
        request,
        _sheet(chosen),
        file_url,
        chosen=chosen,
        back_url=reverse(name, args=args),
        back_label=label,
    )


@require_GET
def item_sheet_pdf(request, page_id):
    """The same sheet as a PDF file; taking it away is itself an act for the record."""
    chosen = acts_on_page(request.user, page_id, request.GET.get("luot", ""))
    return sheet_file(request, _sheet(chosen), chosen.decisions[-1])


def sheet_page(request, sheet: Sheet, file_url: str, **context) -> HttpResponse:
    """The sheet as a page for the browser's printer; `file_url` leads to the PDF."""
    shown = {
        "sheet": sheet,
        "printing": printing_of(request.user),
        "file_url": file_url,
        "motto": paper.MOTTO,
        "board": paper.BOARD,
        "columns": paper.COLUMNS,
        "fingerprints": paper.FINGERPRINTS,
        "void_means": paper.VOID_MEANS,
    }
    return render(request, "desk/sheet/sheet.html", {**shown, **context})


def sheet_file(request, sheet: Sheet, last: Decision) -> HttpResponse:
    """The sheet, whose last act is `last`, as a PDF file; the record says who took it."""
    printing = printing_of(request.user)
    content = pdf.drawn(sheet, printing)
    _record(request.user, sheet, last, printing.at)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{sheet.file_name}"'},
    )


def printing_of(user) -> Printing:
    """That `user` prints now."""
    return Printing(timezone.now(), user.get_full_name(), role_title(user))


def _record(user, sheet: Sheet, last: Decision, at) -> None:
    record(
        "approval.sheet_printed",
        actor=user,
        agency_code=last.agency_code,
        subject=_subject(last),
        subject_title=sheet.title,
        note=f"{sheet.number}; {len(sheet.acts)} dòng",
        at=at,
        run=last.run_id,
    )


def _subject(last: Decision):
    """What the act was about, by its recorded type and id: the row itself may be gone."""
    try:
        model = apps.get_model(last.item_type)
    except LookupError:
        return None
    return model(pk=last.page_id or last.request_id)


def _sheet(chosen: Chosen) -> Sheet:
    decisions = chosen.decisions
    return sheet_of(decisions, entries_of(decisions), details=details_of(decisions))
