"""The steps of a workflow, in order, as the board's tasks."""

from workflow.regulations.book import StepKind


def specific_tasks(workflow) -> list:
    """The task of each step, in the order of the chain, with its agency (one query).

    Remembered on `workflow`: a workflow that has begun is never changed, only replaced.
    """
    if not hasattr(workflow, "_steps"):
        tasks = workflow.tasks.select_related("boardtask__agency__site__root_page")
        workflow._steps = [getattr(task, "boardtask", task) for task in tasks]
    return workflow._steps


def is_board_chain(tasks: list) -> bool:
    """Whether `tasks` are steps of a rule book, not tasks of another kind put in by hand."""
    return bool(tasks) and all(hasattr(task, "step_code") for task in tasks)


def deciding_tasks(workflow) -> list:
    """The deciding steps of the workflow; none when it is not the chain of a rule book."""
    tasks = specific_tasks(workflow)
    if not is_board_chain(tasks):
        return []
    return [task for task in tasks if task.kind == StepKind.DECIDE]
