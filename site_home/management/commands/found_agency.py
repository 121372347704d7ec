"""Founds agencies from their regulations."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search import entries
from site_home.founding import demo
from site_home.founding.found import found
from workflow.regulations import loader


class Command(BaseCommand):
    """`manage.py found_agency LA|BP|… | --all [--demo]`."""

    help = "Thiết lập cơ quan từ quy chế: trang, chuyên mục, vai trò, quy trình duyệt."

    def add_arguments(self, parser):
        """Which agencies, and whether with demo content."""
        parser.add_argument("codes", nargs="*", metavar="MÃ", help=", ".join(loader.CODES))
        parser.add_argument("--all", action="store_true", help="mọi cơ quan có quy chế")
        parser.add_argument(
            "--demo", action="store_true", help="thêm tài khoản và nội dung trình diễn"
        )

    def handle(self, *args, codes, **options):
        """Found each agency and say what changed."""
        codes = list(loader.CODES) if options["all"] else [code.upper() for code in codes]
        if not codes:
            raise CommandError(f"Hãy nêu mã cơ quan ({', '.join(loader.CODES)}) hoặc --all.")
        if unknown := [code for code in codes if code not in loader.CODES]:
            raise CommandError(
                f"Không có quy chế cho mã {', '.join(unknown)}; "
                f"các mã có quy chế: {', '.join(loader.CODES)}."
            )
        if options["demo"] and not settings.DEMO:
            raise CommandError(
                "Nội dung trình diễn chỉ dùng được ở chế độ trình diễn, không dùng khi vận hành thật."
            )
        for code in codes:
            self._found(code, options["demo"])

    def _found(self, code, with_demo):
        try:
            agency, report = found(code)
        except loader.RuleBookError as error:
            raise CommandError(str(error)) from error
        if with_demo:
            demo.add(agency, report)
        # Found at once, without waiting for the worker.
        entries.rebuild(agency.site)
        self.stdout.write(f"{code}: {agency.name}")
        if report.is_empty:
            self.stdout.write("  không có gì thay đổi")
        for line in report.created:
            self.stdout.write(f"  + {line}")
        for line in report.changed:
            self.stdout.write(f"  ~ {line}")
        for line in report.warnings:
            self.stdout.write(self.style.WARNING(f"  ! {line}"))
