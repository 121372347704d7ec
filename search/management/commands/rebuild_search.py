"""Reads everything that readers can find anew."""

import time

from django.core.management.base import BaseCommand

from search import entries


class Command(BaseCommand):
    """`manage.py rebuild_search`; the worker does the same every night."""

    help = "Lập lại toàn bộ dữ liệu tìm kiếm; trang vẫn tìm được trong khi chạy."

    def handle(self, *args, **options):
        """Rebuild, and say how many and how fast."""
        start = time.monotonic()
        count = entries.rebuild()
        seconds = max(time.monotonic() - start, 0.001)
        self.stdout.write(f"{count} mục trong {seconds:.1f} giây ({count / seconds:.0f} mục/giây).")
