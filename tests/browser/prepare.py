"""Fills the database of an installation that browsers visit; runs in a process of its own.

`python -m tests.browser.prepare` founds the agencies in an empty database, with their accounts;
with a file name after it, the database holds the founded agencies already: the demonstration is
added and the public addresses are written to the file.
"""

import json
import sys
from pathlib import Path

import django
from django.core.management import call_command


def main(listing: str | None) -> None:
    """Found the agencies, or with `listing` demonstrate those that the database holds."""
    call_command("collectstatic", verbosity=0, interactive=False)
    if listing is None:
        call_command("migrate", verbosity=0)
        for code in loader.CODES:
            agency, report = found(code)
            demo.ensure_accounts(agency, report)
        # No worker runs here.
        entries.rebuild()
        return
    rows: list[dict] = []
    printed: set[str] = set()
    for code in loader.CODES:
        report = Report()
        agency = ensure_agency(loader.load(code), report)
        _demonstrate(agency, report)
        rows += _pages(agency, printed)
    entries.rebuild()
    Path(listing).write_text(json.dumps(rows), encoding="utf-8")


def _demonstrate(agency, report) -> None:
    """The demonstration as visitors see it; the sections' part without the walk through the chain,
    which takes four times as long and is proved elsewhere.
    """
    demo.ensure_structure(agency, report)
    demo.ensure_items(agency, report)
    home = agency.site.root_page
    standing = BasePage.objects.child_of(home).values_list("section_code", flat=True)
    for code in sorted(set(fillers()) & set(standing)):
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
    from site_home.founding.demo.filling import drafts_of
    from site_home.founding.demo.sections import fillers
    from site_home.founding.found import found
    from site_home.founding.report import Report
    from site_home.founding.site import ensure_agency
    from workflow.regulations import loader

    main(sys.argv[1] if len(sys.argv) > 1 else None)
