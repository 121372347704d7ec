"""The address of a test's own database, for what runs outside of Django."""

from urllib.parse import quote

from django.conf import settings


def address_of(name: str) -> str:
    """The address of the database `name` on the server of the tests."""
    row = settings.DATABASES["default"]
    given = {key: row[key] for key in ("HOST", "PORT", "PASSWORD") if row[key]}
    query = "&".join(f"{key.lower()}={quote(str(value), safe='')}" for key, value in given.items())
    return f"postgresql://{row['USER']}@/{name}?{query}"
