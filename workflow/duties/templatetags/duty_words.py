"""Words about duties in templates."""

from datetime import timedelta

from django import template
from django.utils.http import urlencode

from workflow.duties.words import by_the_clock

register = template.Library()


@register.filter
def span_words(span: timedelta) -> str:
    """«3 giờ 20 phút», «2 ngày 4 giờ»."""
    return by_the_clock(max(span, timedelta()) // timedelta(minutes=1)) or "chưa đầy 1 phút"


@register.simple_tag
def tile_link(agency, tile, may_follow: bool) -> str:
    """The query of the list behind a tile's numbers; "" for who may not see the rows."""
    if not may_follow:
        return ""
    return urlencode({"co-quan": agency.code, "dieu-khoan" if tile.is_clause else "ma": tile.key})
