"""Is the installation alive: database answers, worker's sign of life is fresh."""

from django.db import DatabaseError
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from .heartbeat import WORKER_LIMIT, age


@never_cache
def healthz(request):
    """200 when all is well, else 503 naming what is not; ages in seconds."""
    try:
        worker_age = age("worker", timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "fail", "database": "không trả lời"}, status=503)
    seconds = None if worker_age is None else round(worker_age.total_seconds())
    alive = worker_age is not None and worker_age <= WORKER_LIMIT
    body = {
        "status": "ok" if alive else "fail",
        "database": "ok",
        "worker": "ok" if alive else "không có nhịp sống",
        "worker_age_seconds": seconds,
    }
    return JsonResponse(body, status=200 if alive else 503)
