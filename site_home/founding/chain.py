"""The agency's approval workflow, made from the steps of its rule book."""

from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from workflow.agencies.models import Agency
from workflow.approval.board_task import BoardTask
from workflow.approval.steps import specific_tasks
from workflow.regulations.book import RuleBook

from .report import Report


def ensure_chain(agency: Agency, book: RuleBook, report: Report) -> None:
    """The workflow of the agency's steps on its home page.

    A changed chain makes a new workflow; items under way finish on the one they began with.
    """
    if agency.workflow is not None and _is_current(agency.workflow, agency, book):
        _assign(agency)
        return
    version = Workflow.objects.filter(name__startswith=_name(book)).count() + 1
    name = _name(book) if version == 1 else f"{_name(book)} ({version})"
    workflow = Workflow.objects.create(name=name[:255])
    for order, step in enumerate(book.steps):
        task = BoardTask.from_step(agency, step, _task_name(book, step))
        task.save()
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    (report.changed if agency.workflow else report.created).append(
        f"Quy trình duyệt: {' → '.join(step.label for step in book.steps)}"
    )
    agency.workflow = workflow
    _assign(agency)


def _assign(agency: Agency) -> None:
    WorkflowPage.objects.update_or_create(
        page_id=agency.site.root_page_id, defaults={"workflow": agency.workflow}
    )


def _is_current(workflow: Workflow, agency: Agency, book: RuleBook) -> bool:
    held = [
        (task.name, {name: getattr(task, name) for name in BoardTask.step_values(step)})
        for task, step in zip(specific_tasks(workflow), book.steps, strict=False)
    ]
    wanted = [(_task_name(book, step), BoardTask.step_values(step)) for step in book.steps]
    return held == wanted and workflow.workflow_tasks.count() == len(book.steps)


def _name(book: RuleBook) -> str:
    return f"{book.code} · Quy trình duyệt tin, bài"


def _task_name(book: RuleBook, step) -> str:
    return f"{book.code} · {step.label}"[:255]
