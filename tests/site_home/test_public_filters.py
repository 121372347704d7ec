"""Filters of the public templates."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from site_home.delivery.sites import site_of
from site_home.templatetags.public import (
    breakable,
    full_address,
    is_revised,
    item_address,
    ngay_dang,
)
from tests import factories


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("ban@so.gov.vn", "ban<wbr>@so<wbr>.gov<wbr>.vn"),
        ("<b>@x", "&lt;b&gt;<wbr>@x"),
        ("", ""),
    ],
)
def test_an_address_breaks_between_its_parts_only(address, shown):
    assert breakable(address) == shown


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["LA", "BP", None])
def test_addresses_are_wagtails_own_on_every_site(code):
    page = factories.make_news("LA")
    context = {}
    if code:
        request = RequestFactory(SERVER_NAME=factories.agency(code).site.hostname).get("/")
        request._wagtail_site = site_of(request)
        context["request"] = request
    request = context.get("request")
    for shown in (page, page.get_parent(), factories.agency("LA").site.root_page):
        assert item_address(context, shown) == shown.get_url(request)
        assert full_address(context, shown) == shown.full_url


def test_a_date_of_publication_is_an_element():
    moment = datetime(2026, 2, 5, 17, 30, 9, 123, tzinfo=UTC)
    assert ngay_dang(moment) == '<time datetime="2026-02-06T00:30:09+07:00">06/02/2026</time>'
    assert ngay_dang(None) == ""


@pytest.mark.parametrize(
    ("first", "last", "revised"),
    [
        ((10, 5, 1), (10, 5, 59), False),
        ((10, 5, 59), (10, 6, 0), True),
        (None, (10, 5, 0), True),
        ((10, 5, 0), None, False),
        (None, None, False),
    ],
)
def test_a_text_is_revised_when_a_later_minute_says_so(first, last, revised):
    day = [datetime(2026, 2, 5, *time, tzinfo=UTC) if time else None for time in (first, last)]
    page = SimpleNamespace(first_published_at=day[0], last_published_at=day[1])
    assert is_revised(page) is revised
