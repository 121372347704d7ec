"""Demonstration pages link to pages of other sections, whatever the order of the menu."""

import pytest

from sections.base.models import BasePage
from sections.online_services import OnlineServicePage
from site_home.founding.demo.filling import fill_sections
from site_home.founding.demo.sections import fillers, in_order
from site_home.founding.report import Report
from tests.factories import agency

pytestmark = pytest.mark.django_db


def test_services_lead_to_procedures_that_stand_after_them_in_the_menu():
    office = agency("LA")
    home = office.site.root_page
    menu = BasePage.objects.child_of(home).order_by("path").values_list("section_code", flat=True)
    assert list(menu).index("S05") < list(menu).index("S06")
    office.applied["demo_sections"] = sorted(set(fillers()) - {"S05", "S06"})
    fill_sections(office, Report())
    services = OnlineServicePage.objects.descendant_of(home).live().order_by("path")
    titles = [(page.title, page.public_procedure()) for page in services]
    # The third one is of the districts and has no procedure here.
    assert [procedure and procedure.title for _title, procedure in titles] == [
        titles[0][0],
        titles[1][0],
        None,
    ]


def test_sections_keep_their_order_but_come_after_what_they_link_to():
    assert in_order(["S05", "S12", "S41", "S06", "S99"]) == ["S12", "S06", "S05", "S41"]
