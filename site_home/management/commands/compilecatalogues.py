"""Compile our message catalogues without the system's gettext."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def compiled(catalogue: Path) -> bytes:
    """Return the content of the ``.mo`` file that belongs to the ``.po`` file ``catalogue``.

    Raises ``OSError`` or ``UnicodeDecodeError`` when the file is not a readable catalogue.
    """
    return polib.pofile(str(catalogue), encoding="utf-8").to_binary()


class Command(BaseCommand):
    help = "Biên dịch các tệp .po trong LOCALE_PATHS thành .mo, không cần gettext của hệ thống."
    # Catalogues must compile on a machine where nothing else runs yet.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Không ghi tệp; báo lỗi nếu có tệp .mo không khớp với tệp .po.",
        )

    def handle(self, *args, check: bool = False, **options):
        stale = []
        for catalogue in self._catalogues():
            target = catalogue.with_suffix(".mo")
            content = self._compile(catalogue)
            if target.exists() and target.read_bytes() == content:
                continue
            stale.append(str(target))
            if not check:
                target.write_bytes(content)
                self.stdout.write(f"Đã biên dịch {target}")
        if check and stale:
            raise CommandError("Chưa biên dịch lại: " + ", ".join(stale))

    def _catalogues(self):
        for folder in settings.LOCALE_PATHS:
            yield from sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))

    def _compile(self, catalogue: Path) -> bytes:
        try:
            return compiled(catalogue)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{catalogue}: {error}") from error
