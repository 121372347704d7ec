"""Makes a copy of the founded test database what browsers visit; runs in a process of its own.

`python -m tests.browser.prepare` moves the agencies to the addresses of this installation and
gives their accounts passwords that it takes; with a file name after it, the demonstration is added
and the public addresses are written to the file.
"""

import json
import sys
from pathlib import Path

import django
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command


def main(listing: str | None) -> None:
    """Bring the founded agencies up to date; with `listing`, demonstrate them."""
    call_command("collectstatic", verbosity=0, interactive=False)
    rows: list[dict] = []
    printed: set[str] = set()
    for code in loader.CODES:
        agency, report = found(code)
        if listing is not None:
            _demonstrate(agency, report)
            rows += _pages(agency, printed)
    # No worker runs here.
    entries.rebuild()
    if listing is None:
        _set_passwords()
    else:
        Path(listing).write_text(json.dumps(rows), encoding="utf-8")


def _set_passwords() -> None:
    """The test database keeps them in a way that only tests accept; signing in makes them slow."""
    hasher = PBKDF2PasswordHasher()
    for user in User.objects.filter(is_demo=True):
        user.password = hasher.encode(password_of(user.username), hasher.salt(), iterations=1)
        user.save(update_fields=["password"])


def _demonstrate(agency, report) -> None:
    """The demonstration as visitors see it; the sections' part without the walk through the chain,
    which takes four times as long and is proved elsewhere.
    """
    demo.ensure_structure(agency, report)
    demo.ensure_items(agency, report)
    home = agency.site.root_page
    standing = BasePage.objects.child_of(home).values_list("section_code", flat=True)
    for code in in_order(sorted(standing)):
        for page in drafts_of(agency, code):
            with door.opened(door.key(page)):
                page.get_latest_revision().publish(skip_permission_checks=True)


def _pages(agency, printed: set[str]) -> list[dict]:
    """The agency's home page and sections, one item of each type; each print view once of all."""
    home = agency.site.root_page
    pages = (
        for_everyone(BasePage.objects.descendant_of(home, inclusive=True))
        .order_by("path")
        .values_list("url_path", "depth", "content_type__model")
    )
    rows, seen = [], set()
    for url_path, depth, model in pages:
        is_item = depth > home.depth + 1
        if is_item and model in seen:
            continue
        seen.add(model)
        path = f"/{url_path.removeprefix(home.url_path)}"
        host = agency.site.hostname
        rows.append({"code": agency.code, "host": host, "path": path, "model": model})
        if is_item and model not in printed:
            printed.add(model)
            rows.append(rows[-1] | {"path": f"{path}ban-in/", "model": f"{model} (bản in)"})
    return rows


if __name__ == "__main__":
    django.setup()

    from search import entries
    from sections.base import door
    from sections.base.models import BasePage
    from sections.base.readership import for_everyone
    from site_home.founding import demo
    from site_home.founding.demo.accounts import password_of
    from site_home.founding.demo.filling import drafts_of
    from site_home.founding.demo.sections import in_order
    from site_home.founding.found import found
    from workflow.agencies.models import User
    from workflow.regulations import loader

    main(sys.argv[1] if len(sys.argv) > 1 else None)
