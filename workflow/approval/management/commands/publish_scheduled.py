"""Takes the place of Wagtail's command: only what the board approved becomes public or ends."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from workflow.approval import schedule


class Command(BaseCommand):
    """`manage.py publish_scheduled [--dryrun]`; the worker does the same every minute."""

    help = "Đăng, gỡ, thay đổi những gì đã được duyệt và đến thời điểm hẹn."

    def add_arguments(self, parser):
        """As Wagtail's."""
        parser.add_argument("--dryrun", action="store_true", help="chỉ đếm, không thay đổi gì")

    def handle(self, *args, **options):
        """Run, or count with `--dryrun`."""
        now = timezone.now()
        if options["dryrun"]:
            due = (schedule.due_revisions(now), schedule.due_pages(now), schedule.due_requests(now))
            self.stdout.write(f"Đến hạn: {sum(rows.count() for rows in due)} việc.")
            return
        self.stdout.write(f"Đã thực hiện {schedule.run_due(now)} việc đến hạn.")
