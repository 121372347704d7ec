"""Prints the demonstration accounts."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from site_home.founding.demo.accounts import password_of
from workflow.agencies.models import User
from workflow.agencies.queries import role_title


class Command(BaseCommand):
    """`manage.py demo_accounts`."""

    help = "In danh sách tài khoản trình diễn."

    def handle(self, *args, **options):
        """Print agency, role, user name and password of each account."""
        if not settings.DEMO:
            raise CommandError("Không ở chế độ trình diễn nên không có tài khoản trình diễn.")
        users = User.objects.filter(is_demo=True).select_related("agency").order_by("agency", "pk")
        for user in users:
            code = user.agency.code if user.agency else "--"
            self.stdout.write(
                f"{code:3} {role_title(user):42.42} {user.username:22} {password_of(user.username)}"
            )
