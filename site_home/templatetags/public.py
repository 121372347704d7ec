"""Tags and filters of the public templates: dates as Vietnamese people write them, metadata."""

import re
from datetime import date, datetime

from django import template
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from site_home.breadcrumbs import breadcrumbs_of
from site_home.metadata import metadata_of, schema_type_of
from site_home.outline import Outline, outline_of

register = template.Library()


def _local(value):
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def ngay(value: date | None) -> str:
    """«ngày 05 tháng 02 năm 2026» (Decree 30/2020: day and month with a leading zero)."""
    value = _local(value)
    return f"ngày {value:%d} tháng {value:%m} năm {value:%Y}" if value else ""


@register.filter
def iso(value: date | None) -> str:
    """«2026-02-05T08:30:00+07:00» for machines; HTML refuses microseconds."""
    value = _local(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if value else ""


@register.filter
def ngay_ngan(value: date | None) -> str:
    """«05/02/2026»."""
    value = _local(value)
    return f"{value:%d/%m/%Y}" if value else ""


@register.filter
def ngay_dang(value: date | None) -> SafeString | str:
    """«05/02/2026» as the element `<time>`; "" where there is no date."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', iso(value), ngay_ngan(value))


@register.filter
def ngay_gio(value: datetime | None) -> str:
    """«08:30 ngày 05/02/2026»."""
    value = _local(value)
    return f"{value:%H:%M} ngày {value:%d/%m/%Y}" if value else ""


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that a narrow column breaks before @ or a full stop, not inside a word."""
    parts = re.split(r"(?=[@.])", str(address))
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def name_on(site_agency, moment: datetime | None) -> str:
    """The agency's name at `moment`: an old item keeps the name of its day."""
    return site_agency.name_on(moment) if site_agency else ""


@register.filter
def pages_around(items) -> list[int | None]:
    """The numbers of the pages that a pager names; None where some are left out."""
    last = items.paginator.num_pages
    near = range(max(1, items.number - 2), min(last, items.number + 2) + 1)
    shown: list[int | None] = []
    for number in sorted({1, last, *near}):
        if shown and number > shown[-1] + 1:
            shown.append(None)
        shown.append(number)
    return shown


@register.simple_tag(takes_context=True)
def page_metadata(context, page) -> SafeString:
    """Canonical address, Dublin Core and Open Graph of `page` as elements of the head."""
    request = None if context.get("for_paper") else context.get("request")
    return metadata_of(page, request, context.get("site_agency")).as_html()


@register.simple_tag(takes_context=True)
def item_address(context, page) -> str:
    """The address of `page`, as Wagtail's `pageurl`; quicker within the site that is read."""
    request = context.get("request")
    site = getattr(request, "_wagtail_site", None)
    root = site.root_page.url_path if site is not None else None
    if root is None or not page.url_path.startswith(root):
        return page.get_url(request)
    return f"{get_script_prefix()}{page.url_path[len(root) :]}"


@register.simple_tag(takes_context=True)
def full_address(context, page) -> str:
    """The address of `page` with its host, as `page.full_url`."""
    site = getattr(context.get("request"), "_wagtail_site", None)
    if site is None or not page.url_path.startswith(site.root_page.url_path):
        return page.full_url
    return f"{site.root_url}{item_address(context, page)}"


@register.filter
def is_revised(page) -> bool:
    """Whether what is shown was published in a later minute than the page first was."""
    first, last = page.first_published_at, page.last_published_at
    return bool(last) and (not first or _minute(first) != _minute(last))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


@register.filter
def schema_type(page) -> str:
    """The type of schema.org that `page` is."""
    return schema_type_of(page)


@register.simple_tag(takes_context=True)
def breadcrumbs(context, page):
    """`{title, url}` of the pages above `page` inside its site, from the home page down."""
    return breadcrumbs_of(page, context.get("site_agency"))


@register.filter
def outline(body) -> Outline:
    """The blocks of a body with the anchors of its headings, and its list of contents."""
    return outline_of(body)
