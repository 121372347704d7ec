"""`manage.py prepare_site`: what must be true before `make run` starts web and worker."""

from django.conf import settings
from django.core.management import BaseCommand, call_command
from wagtail.models import Site


class Command(BaseCommand):
    help = "Cập nhật cơ sở dữ liệu, lập các trang trình diễn, in địa chỉ và tài khoản trình diễn."

    def handle(self, *args, **options):
        self.stdout.write("Đang cập nhật cơ sở dữ liệu …")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("found_agency", all=True, demo=True)
        self._print_addresses()
        call_command("demo_accounts")

    def _print_addresses(self) -> None:
        port = "" if settings.SITE_PORT == 80 else f":{settings.SITE_PORT}"
        self.stdout.write("\nĐịa chỉ")
        for site in Site.objects.order_by("-is_default_site", "pk"):
            self.stdout.write(f"  http://{site.hostname}{port}/".ljust(44) + site.site_name)
        self.stdout.write(f"  http://localhost{port}/admin/".ljust(44) + "Trang quản trị\n\n")
