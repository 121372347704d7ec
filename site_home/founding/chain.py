"""The agency's approval workflows, made from the steps of its rule book."""

from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from workflow.agencies.models import Agency
from workflow.approval.models import BoardTask, ChangeChain
from workflow.approval.steps import specific_tasks
from workflow.regulations.book import RuleBook, Step

from .report import Report


def ensure_chain(agency: Agency, book: RuleBook, report: Report) -> None:
    """The workflow of the agency's steps on its home page, and those of the shorter chains.

    A changed chain makes a new workflow; items under way finish on the one they began with.
    """
    tasks = _ensure_items(agency, book, report)
    for chain in book.chains:
        _ensure_change_chain(agency, book, chain, tasks, report)


def _ensure_items(agency: Agency, book: RuleBook, report: Report) -> dict[str, BoardTask]:
    if agency.workflow is None or not _is_current(agency.workflow, agency, book, book.steps):
        tasks = []
        for step in book.steps:
            task = BoardTask.from_step(agency, step, _task_name(book, step))
            task.save()
            tasks.append(task)
        (report.changed if agency.workflow else report.created).append(
            f"Quy trình duyệt: {' → '.join(step.label for step in book.steps)}"
        )
        agency.workflow = _workflow(f"{book.code} · Quy trình duyệt tin, bài", tasks)
    WorkflowPage.objects.update_or_create(
        page_id=agency.site.root_page_id, defaults={"workflow": agency.workflow}
    )
    return {task.step_code: task for task in specific_tasks(agency.workflow)}


def _ensure_change_chain(agency, book, chain, tasks: dict[str, BoardTask], report: Report) -> None:
    steps = [step for step in book.steps if step.code in chain.steps]
    row = ChangeChain.objects.filter(agency=agency, code=chain.code).first()
    if row is not None and _is_current(row.workflow, agency, book, steps):
        return
    workflow = _workflow(f"{book.code} · {chain.label}", [tasks[step.code] for step in steps])
    ChangeChain.objects.update_or_create(
        agency=agency, code=chain.code, defaults={"workflow": workflow}
    )
    words = f"Chuỗi duyệt «{chain.label}»: {' → '.join(step.label for step in steps)}"
    (report.changed if row else report.created).append(words)


def _workflow(name: str, tasks: list[BoardTask]) -> Workflow:
    version = Workflow.objects.filter(name__startswith=name).count() + 1
    name = name if version == 1 else f"{name} ({version})"
    workflow = Workflow.objects.create(name=name[:255])
    for order, task in enumerate(tasks):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow


def _is_current(workflow: Workflow, agency: Agency, book: RuleBook, steps: list[Step]) -> bool:
    held = [
        (task.name, {name: getattr(task, name) for name in BoardTask.step_values(step)})
        for task, step in zip(specific_tasks(workflow), steps, strict=False)
    ]
    wanted = [(_task_name(book, step), BoardTask.step_values(step)) for step in steps]
    return held == wanted and workflow.workflow_tasks.count() == len(steps)


def _task_name(book: RuleBook, step: Step) -> str:
    return f"{book.code} · {step.label}"[:255]
