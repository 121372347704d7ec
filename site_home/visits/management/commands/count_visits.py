"""`manage.py count_visits`: count views now, from the spool or from a log of nginx."""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from site_home.visits.access_log import count_log
from site_home.visits.folding import fold


class Command(BaseCommand):
    help = (
        "Đếm lượt đọc ngay. Với --access-log: đếm từ nhật ký nginx thay cho mã đếm trong trang "
        "(đặt VISITS_BEACON=0); mỗi dòng chỉ được đếm một lần dù chạy lại."
    )

    def add_arguments(self, parser):
        """The log, if any."""
        parser.add_argument(
            "--access-log",
            type=Path,
            metavar="TỆP",
            help=(
                'nhật ký theo log_format: $host $remote_addr [$time_local] "$request" $status '
                '"$http_user_agent" "$http_sec_purpose"'
            ),
        )

    def handle(self, *args, access_log: Path | None, **options):
        """Count, and say how many views there were."""
        now = timezone.now()
        if access_log is None:
            counted = fold(now)
        elif settings.VISITS_BEACON:
            raise CommandError(
                "Mã đếm trong trang đang bật: mỗi lượt đọc sẽ bị đếm hai lần. Hãy đặt "
                "VISITS_BEACON=0 rồi chạy lại."
            )
        else:
            try:
                counted = count_log(access_log, now)
            except OSError as error:
                raise CommandError(f"Không đọc được {access_log}: {error.strerror}.") from error
        self.stdout.write(f"Đã đếm {counted} lượt xem trang.")
