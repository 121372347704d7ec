"""The report as a file; that somebody took it is an act for the record."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from sections.base.exporting import XLSX
from workflow.audit.recording import record

from . import queries
from .paper.docx_file import as_docx
from .paper.words import paper_of
from .paper.xlsx_file import as_xlsx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {"docx": (as_docx, DOCX), "xlsx": (as_xlsx, XLSX)}


@require_GET
def file(request, report_id, kind):
    """The report as docx or xlsx; 404 for anything else."""
    if kind not in _KINDS:
        raise Http404(queries.NOT_FOUND)
    report = queries.readable_report(request.user, report_id)
    now = timezone.now()
    paper = paper_of(report, now)
    draw, content_type = _KINDS[kind]
    content = draw(paper)
    record(
        "report.downloaded",
        actor=request.user,
        agency_code=report.agency_code,
        subject=report,
        at=now,
        file=f"{paper.file_name}.{kind}",
        is_draft=paper.is_draft,
    )
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{paper.file_name}.{kind}"'},
    )
