"""The agency's section pages, in the order of its regulation."""

from django.apps import apps

from sections.base import door
from sections.base.models import BasePage
from workflow.agencies.models import Agency
from workflow.approval import evidence
from workflow.approval.decision import Decision
from workflow.approval.publishing import publish_structure
from workflow.regulations.book import RuleBook, Section

from .report import Report


def ensure_sections(agency: Agency, book: RuleBook, report: Report) -> None:
    """Create missing section pages, rename those the regulation renamed, put them in its order.

    A section that the regulation no longer has keeps its page and content: taking it down is the
    board's decision, so it is only named in the report.
    """
    home = agency.site.root_page.specific
    applied = dict(agency.applied.get("sections", {}))
    pages = _section_pages(home)
    wanted = sorted((row for row in book.sections if row.on), key=lambda row: row.order)
    in_order: list[BasePage] = []
    for row in wanted:
        model = _page_model(row)
        if model is None:
            continue
        page = pages.get(row.code)
        if page is None:
            page = _create(home, model, row, book)
            report.created.append(f"Chuyên mục «{row.label}» ({row.code})")
        elif row.code in applied and applied[row.code] != row.label:
            _rename(page, row, book)
            report.changed.append(f"Chuyên mục {row.code} đổi tên thành «{row.label}»")
        applied[row.code] = row.label
        in_order.append(page)
    for code in sorted(set(pages) - {row.code for row in wanted}):
        report.warnings.append(
            f"Chuyên mục «{pages[code].title}» ({code}) không còn trong quy chế; trang vẫn được giữ, "
            "việc gỡ do Ban Biên tập quyết định."
        )
    _put_in_order(home, in_order, report)
    agency.applied["sections"] = applied


def _page_model(row: Section):
    try:
        return apps.get_model(row.page_type)
    except LookupError:
        return None


def _section_pages(home) -> dict[str, BasePage]:
    children = BasePage.objects.child_of(home).specific()
    return {page.section_code: page for page in children if getattr(page, "section_code", "")}


def _create(home, model, row: Section, book: RuleBook) -> BasePage:
    page = model(
        title=row.label,
        slug=row.slug,
        summary=row.description,
        section_code=row.code,
        show_in_menus=True,
        live=False,
    )
    home.refresh_from_db()
    home.add_child(instance=page)
    publish_structure(page, clauses=row.clauses, regulation=book.regulation.label)
    return page


def _rename(page, row: Section, book: RuleBook) -> None:
    draft = page.get_latest_revision_as_object()
    draft.title = row.label
    publish_structure(draft, clauses=row.clauses, regulation=book.regulation.label)


def _put_in_order(home, wanted: list[BasePage], report: Report) -> None:
    order_now = list(
        BasePage.objects.child_of(home)
        .filter(pk__in=[page.pk for page in wanted])
        .order_by("path")
        .values_list("pk", flat=True)
    )
    if order_now == [page.pk for page in wanted]:
        return
    for page in wanted:
        fresh = BasePage.objects.get(pk=page.pk)
        with door.opened(door.key(fresh)):
            fresh.move(BasePage.objects.get(pk=home.pk), pos="last-child")
    evidence.add(
        Decision.Action.FOUNDED,
        BasePage.objects.get(pk=home.pk),
        note="Sắp xếp chuyên mục theo thứ tự của quy chế.",
    )
    report.changed.append("Đã sắp xếp chuyên mục theo thứ tự của quy chế")
