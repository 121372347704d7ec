"""What Wagtail calls when the last task of a run is approved (WAGTAIL_FINISH_WORKFLOW_ACTION).

The dotted path is imported while models load, so this module knows no model: it sends a signal.
"""

from django.dispatch import Signal

run_finished = Signal()


def finish_run(workflow_state, user=None):
    """Tell that `workflow_state` has passed its last step; `user` took it."""
    run_finished.send(sender=type(workflow_state), workflow_state=workflow_state, user=user)
