"""Is the installation alive: database answers, worker works, nothing waits too long.

`status` is `ok`, `degraded` (200: readers are served, somebody should look) or `fail` (503).
"""

from django.db import DatabaseError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from .queue import state_of


@never_cache
def healthz(request):
    """How the installation is, as figures and as sentences (`problems`); ages in seconds."""
    try:
        state = state_of(timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "fail", "database": "không trả lời"}, status=503)
    problems = state.problems
    status = "fail" if not state.is_alive else "degraded" if problems else "ok"
    body = {
        "status": status,
        "database": "ok",
        "worker": "ok" if state.is_alive else "không có nhịp sống",
        "worker_age_seconds": _seconds(state.worker_age),
        "results_age_seconds": _seconds(state.results_age),
        "waiting_tasks": state.waiting,
        "oldest_task_seconds": _seconds(state.oldest_age),
        "late_schedules": state.late_schedules,
        "failed_tasks": state.failed,
        "problems": problems,
    }
    return JsonResponse(body, status=503 if status == "fail" else 200)


def _seconds(age) -> int | None:
    return None if age is None else round(age.total_seconds())
