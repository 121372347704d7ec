"""`manage.py prepare_site`: what must be true before `make run` starts web and worker."""

from io import StringIO

from django.conf import settings
from django.core.management import BaseCommand, call_command
from wagtail.models import Site

from workflow.regulations import loader


class Command(BaseCommand):
    help = "Cập nhật cơ sở dữ liệu, lập các trang trình diễn, in địa chỉ và tài khoản trình diễn."

    def handle(self, *args, **options):
        self.stdout.write("Đang cập nhật cơ sở dữ liệu …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        self.stdout.write("Đang lập các trang theo quy chế …")
        for code in loader.CODES:
            self._found(code)
        call_command("register_schedules", stdout=StringIO())
        self._print_addresses()
        self.stdout.write("Tài khoản trình diễn (cơ quan, vai trò, tên đăng nhập, mật khẩu)")
        call_command("demo_accounts", stdout=self.stdout)

    def _found(self, code: str) -> None:
        """Found one agency and sum up in a line what the founding tells row by row."""
        told = StringIO()
        call_command("found_agency", code, demo=True, stdout=told)
        heading, *rows = told.getvalue().splitlines()
        made = sum(row.startswith("  + ") for row in rows)
        changed = sum(row.startswith("  ~ ") for row in rows)
        summary = f"{made} mục mới, {changed} thay đổi" if made or changed else "không có gì mới"
        self.stdout.write(f"  {heading} ({summary})")
        for row in rows:
            if row.startswith("  ! "):
                self.stdout.write(self.style.WARNING(f"  {row}"))

    def _print_addresses(self) -> None:
        port = "" if settings.SITE_PORT == 80 else f":{settings.SITE_PORT}"
        self.stdout.write("\nĐịa chỉ")
        for site in Site.objects.order_by("-is_default_site", "pk"):
            self.stdout.write(f"  http://{site.hostname}{port}/".ljust(44) + site.site_name)
        self.stdout.write(f"  http://localhost{port}/admin/".ljust(44) + "Trang quản trị\n\n")
