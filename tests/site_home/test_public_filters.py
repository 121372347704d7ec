"""Filters of the public templates."""

import pytest

from site_home.templatetags.public import breakable


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
