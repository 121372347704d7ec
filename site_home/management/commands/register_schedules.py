"""`manage.py register_schedules`: the worker's periodic tasks, by name."""

from django.core.management import BaseCommand

from site_home.operations.schedules import SCHEDULES, register


class Command(BaseCommand):
    help = "Ghi các việc định kỳ của hàng đợi; chạy lại bao nhiêu lần cũng được."

    def handle(self, *args, **options):
        done = register()
        for word, names in (
            ("Thêm", done.added),
            ("Sửa", done.changed),
            ("Bỏ", done.removed),
        ):
            if names:
                self.stdout.write(f"{word}: {', '.join(names)}.")
        self.stdout.write(f"Có {len(SCHEDULES)} việc định kỳ.")
