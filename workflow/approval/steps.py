"""The steps of a workflow, in order, as the board's tasks."""


def specific_tasks(workflow) -> list:
    """The `BoardTask` of each step, in the order of the chain (two queries)."""
    return list(workflow.tasks.specific())
