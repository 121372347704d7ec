"""The command `verify_audit_log` as a test asks it."""

from io import StringIO

from django.core.management import call_command
from django.core.management.base import CommandError


def told(*arguments: str) -> tuple[str, str]:
    """What the command prints, and the sentence it fails with ("" when it does not)."""
    out = StringIO()
    try:
        call_command("verify_audit_log", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""
