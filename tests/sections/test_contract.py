"""What every section type promises, for every type there is."""

from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import connection
from django.template.loader import get_template
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.fields import StreamField

from sections.base.models import BasePage
from sections.shapes.listing import ListingPage
from sections.shapes.register import RegisterMixin
from tests.editor import client_of
from tests.factories import CODES, agency, make_news
from tests.posted import posted
from tests.sections.extremes import Contents, make_bare
from tests.sections.filled import fill, put_public
from workflow.regulations import loader

ROWS = [(code, row) for code in CODES for row in loader.load(code).sections if row.on]
MODELS = sorted({row.page_type for _code, row in ROWS})
# News and links have their demonstration elsewhere.
FILLED_ELSEWHERE = {"S04", "S47"}
LISTING_QUERIES = 9
ITEM_QUERIES = 8


def section_page(code: str, row) -> BasePage:
    """The agency's page of the section."""
    home = agency(code).site.root_page
    return BasePage.objects.child_of(home).get(section_code=row.code).specific


def ask(code: str, address: str):
    """The answer of the agency's site."""
    return Client(HTTP_HOST=agency(code).site.hostname).get(address)


@pytest.mark.parametrize("name", MODELS)
def test_a_type_has_name_template_parent_and_clauses(name):
    """Vietnamese names, an own template, the home page as parent, its clauses in the docstring."""
    model = apps.get_model(name)
    assert model._meta.verbose_name.islower() or model._meta.verbose_name[0].islower()
    assert not model._meta.verbose_name.isascii(), model._meta.verbose_name
    get_template(model.template)
    assert model.allowed_parent_page_models() == [apps.get_model("site_home.HomePage")]
    assert model.max_count_per_parent == 1
    told = model.__doc__ or ""
    missing = {
        clause
        for _code, row in ROWS
        if row.page_type == name
        for clause in row.clauses
        if clause not in told and clause.split("-", 1)[1][0] in "458"
    }
    assert not missing, f"{name}: its docstring does not name {sorted(missing)}"


@pytest.mark.parametrize("name", MODELS)
def test_an_item_type_stands_below_its_section_only(name):
    """Each type below a section names its parents, has Vietnamese names and a template."""
    for item in apps.get_model(name).allowed_subpage_models():
        assert apps.get_model(name) in item.allowed_parent_page_models()
        assert all(parent._meta.app_label != "base" for parent in item.allowed_parent_page_models())
        assert not item._meta.verbose_name.isascii()
        get_template(item.template)


class Sections(TestCase):
    """Each section of each agency, empty as founded."""

    def test_every_section_answers_when_it_is_empty(self):
        """A page without content says so and fails nowhere."""
        for code, row in ROWS:
            with self.subTest(agency=code, section=row.code):
                answer = ask(code, f"/{row.slug}/")
                self.assertEqual(answer.status_code, 200)
                self.assertContains(answer, "<h1", count=1)

    def test_the_edit_view_opens_and_saves(self):
        """Each type once: the form of the founded page is taken back as it was given."""
        seen = set()
        for code, row in ROWS:
            if row.page_type in seen:
                continue
            seen.add(row.page_type)
            with self.subTest(section=row.code):
                self._edit(code, section_page(code, row))

    def _edit(self, code, page):
        # Section pages are edited by who has the rule book's right «edit».
        save_as_given(self, client_of(f"{code.lower()}-head"), page)


def save_as_given(test, client, page) -> None:
    """Open the page's form and send it back as it is, its blocks left empty."""
    address = f"/admin/pages/{page.pk}/edit/"
    answer = client.get(address)
    test.assertEqual(answer.status_code, 200)
    data = posted(answer.content.decode(), "page-edit-form")
    test.assertIn("title", data)
    streams = (field for field in page._meta.get_fields() if isinstance(field, StreamField))
    data |= {f"{field.name}-count": ["0"] for field in streams}
    answer = client.post(address, data)
    if answer.status_code == 200:
        test.fail(f"{page}: {answer.context['form'].errors}")
    test.assertRedirects(answer, address, fetch_redirect_response=False)


class FilledSections(TestCase):
    """Each section of each agency with its demonstration content."""

    @classmethod
    def setUpTestData(cls):
        cls.pages = {code: fill(agency(code)) for code in CODES}

    def test_every_section_has_content(self):
        """No section of any agency stays empty in the demonstration."""
        for code, row in ROWS:
            is_generated = getattr(apps.get_model(row.page_type), "is_generated", False)
            if row.code not in FILLED_ELSEWHERE and not is_generated:
                with self.subTest(agency=code, section=row.code):
                    self.assertIn(row.code, {page.section_code for page in self.pages[code]})

    def test_the_form_of_each_item_type_opens_and_saves(self):
        """Each item type once, as its author."""
        seen = set()
        for code in CODES:
            for page in self.pages[code]:
                if page.is_item and type(page) not in seen:
                    seen.add(type(page))
                    with self.subTest(type=page.specific_class.__name__):
                        save_as_given(self, client_of(f"{code.lower()}-contributor"), page)

    def test_every_page_answers(self):
        """Each section and each item, with its whole content, within the queries allowed."""
        for code in CODES:
            for page in self.pages[code]:
                with self.subTest(agency=code, page=page.url_path):
                    self._answers_in_few_queries(code, page)

    def test_an_item_costs_no_more_when_it_is_full_or_bare(self):
        """Each type once, with pictures, files, links, keywords and neighbours, then without."""
        seen = set()
        for code in CODES:
            contents = Contents(code)
            for page in [*self.pages[code], self._news(code)]:
                if page.is_item and page.specific_class not in seen:
                    seen.add(page.specific_class)
                    for name, make in (("full", contents.make_full), ("bare", make_bare)):
                        with self.subTest(type=page.specific_class.__name__, content=name):
                            make(page)
                            self._answers_in_few_queries(code, page)

    @staticmethod
    def _news(code):
        item = [make_news(code, title=f"Tin thứ {number}") for number in range(3)]
        for page in item:
            put_public(page)
        return item[1]

    def _answers_in_few_queries(self, code, page):
        browser = Client(HTTP_HOST=agency(code).site.hostname)
        address = "/" + page.url_path.strip("/").split("/", 1)[1] + "/"
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        self.assertEqual(answer.status_code, 200)
        limit = ITEM_QUERIES if page.is_item else LISTING_QUERIES
        self.assertLessEqual(len(queries), limit, [query["sql"][:150] for query in queries])

    def test_feeds_and_files(self):
        """Feeds are well-formed, files have a row for each item."""
        for code in CODES:
            for page in BasePage.objects.child_of(agency(code).site.root_page).specific():
                with self.subTest(agency=code, section=page.slug):
                    if isinstance(page, ListingPage) and page.has_feeds:
                        for kind in ("rss", "atom"):
                            feed = ask(code, f"/{page.slug}/{kind}/").content
                            ElementTree.fromstring(feed)  # noqa: S314
                    if isinstance(page, RegisterMixin) or getattr(page, "columns", ()):
                        for kind in ("csv", "xlsx"):
                            answer = ask(code, f"/{page.slug}/tai-ve/{kind}/")
                            self.assertEqual(answer.status_code, 200)
                            self.assertIn("attachment", answer["Content-Disposition"])
