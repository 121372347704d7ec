"""Every section of every agency: read, valid, light."""

from pathlib import Path

import pytest

from sections.base.models import BasePage
from tests.browser.html_checker import findings
from tests.browser.pages import PublicPage
from tests.browser.wrong import assert_nothing
from workflow.agencies.models import Agency
from workflow.regulations import loader

pytestmark = pytest.mark.browser
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


# The mark makes pytest-django lay out the test database, which the installation is a copy of; it
# also lets this test run before the browser starts.
@pytest.mark.django_db
def test_every_kind_of_page_was_read(public_pages):
    read = {(target.code, target.path) for target in public_pages}
    sections = {
        (agency.code, f"/{slug}/")
        for agency in Agency.objects.select_related("site")
        for slug in BasePage.objects.child_of(agency.site.root_page).values_list("slug", flat=True)
    }
    assert sections - read == set()
    assert [code for code in loader.CODES if (code, "/") not in read] == []
    assert "newspage (bản in)" in {target.kind for target in public_pages}


def test_pages_are_valid_html(public_pages, tmp_path):
    names = {}
    for number, target in enumerate(public_pages):
        name = f"{number}.html"
        names[name] = str(target)
        (tmp_path / name).write_text(target.html(), encoding="utf-8")
    names["500.html"] = "500"
    (tmp_path / "500.html").write_bytes((TEMPLATES / "500.html").read_bytes())
    assert_nothing({names[name]: found for name, found in findings(tmp_path).items()})


def test_pages_are_light(public_pages):
    """At most 30 KB of HTML, of which a third are the menu and the footer."""
    heavy = {
        str(target): size
        for target in public_pages
        if (size := len(target.html().encode())) > 30 * 1024 and not _is_long_text(target)
    }
    assert heavy == {}


def _is_long_text(target: PublicPage) -> bool:
    """The regulation and the list of public information are as long as they are."""
    return target.kind in {"regulationpage", "publicinformationlistpage"}
