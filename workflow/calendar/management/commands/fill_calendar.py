"""`manage.py fill_calendar 2027 2028`: fill years of the working calendar."""

from datetime import MAXYEAR, MINYEAR

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from workflow.calendar.filling import Filled, fill_ahead, fill_years


class Command(BaseCommand):
    help = "Lập lịch nghỉ, lịch làm bù của các năm; không ghi năm nào thì lập từ năm trước đến hai năm tới."

    def add_arguments(self, parser):
        parser.add_argument("years", nargs="*", type=int, metavar="NĂM")

    def handle(self, *args, years, **options):
        for year in years:
            if not MINYEAR < year < MAXYEAR:
                raise CommandError(f"{year} không phải là năm hợp lệ.")
        done = fill_years(years) if years else fill_ahead(timezone.localdate())
        for year in done:
            self.stdout.write(_sentence(year))


def _sentence(done: Filled) -> str:
    source = "theo thông báo" if done.is_announced else "mới tính trước, cần đối chiếu thông báo"
    if done.is_kept:
        return f"Năm {done.year}: đã có, giữ nguyên ({source})."
    return f"Năm {done.year}: thêm {done.added} ngày ({source})."
