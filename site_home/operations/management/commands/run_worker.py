"""`manage.py run_worker`: the worker, after what must be true before it takes a task."""

import os

from django.db import connections
from django.utils import timezone
from django_q.management.commands import qcluster

from site_home.operations import queue, restarts, schedules
from site_home.operations.supervisor import RESTARTED_BECAUSE


class Command(qcluster.Command):
    """Django's system checks come first: a periodic task that cannot run is said by name."""

    help = (
        "Chạy hàng đợi: ghi các việc định kỳ, trả lại việc mà hàng đợi trước bỏ dở, rồi làm việc."
    )

    def handle(self, *args, **options):
        """Bring the schedules in line, tell of a restart, free what a dead worker held, work."""
        now = timezone.now()
        # Kept as long as this process lives.
        self.mark = queue.only_worker()
        freed = queue.free_locks(now) if self.mark is not None else 0
        reason = os.environ.pop(RESTARTED_BECAUSE, "")
        if reason:
            restarts.record_restart(reason, freed, now)
        schedules.register()
        schedules.ask_at_start()
        # The cluster's processes are copies of this one and must not share its connection.
        connections.close_all()
        super().handle(*args, **options)
