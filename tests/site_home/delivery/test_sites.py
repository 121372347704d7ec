"""The remembered sites answer as Wagtail's own query does."""

import pytest
from django.test import Client, RequestFactory
from wagtail.models import Site

from site_home.delivery import sites
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "long-an.localhost",
    "long-an.localhost:8000",
    "hai-cong.localhost",
    "hai-cong.localhost:81",
    "hai-cong.localhost:82",
    "hai-cong.localhost:83",
    "localhost",
    "localhost:9999",
    "khong-biet.localhost",
)


@pytest.fixture
def two_ports():
    root = factories.agency("LA").site.root_page
    for port in (81, 82):
        Site.objects.create(hostname="hai-cong.localhost", port=port, root_page=root)


@pytest.mark.parametrize("has_default", [True, False])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_site_as_wagtail(two_ports, address, has_default):
    for site in Site.objects.filter(is_default_site=True):
        site.is_default_site = has_default
        site.save()
    request = RequestFactory().get("/", HTTP_HOST=address)
    assert (
        sites.site_of(request) == Site._find_for_request(request) == Site.find_for_request(request)
    )


def test_each_request_has_objects_of_its_own():
    request = RequestFactory().get("/", HTTP_HOST="long-an.localhost")
    first, second = sites.site_of(request), sites.site_of(request)
    first.root_page.title = "Tên khác"
    first.hostname = "khac.localhost"
    assert second.root_page.title != "Tên khác"
    assert sites.site_of(request).hostname == "long-an.localhost"


def test_menu_and_facts_cost_two_queries_cold_and_none_warm(django_assert_num_queries):
    """The agency's row and its sections; the page's own queries come on top."""
    client = Client(headers={"host": "long-an.localhost"})
    client.get("/gioi-thieu/")
    with django_assert_num_queries(0):
        sites.site_of(RequestFactory().get("/", HTTP_HOST="long-an.localhost"))


def test_page_of_a_site():
    agency = factories.agency("BP")
    assert sites.site_at(factories.news_index("BP").path) == agency.site_id
    assert sites.site_at("0001") is None
