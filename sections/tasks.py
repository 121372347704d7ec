"""What the worker does for the sections."""

from sections.base.readership import for_everyone

from .link_check import check_due
from .links import LinksPage, WebLink


def check_links() -> int:
    """Check the public web links whose turn it is (S47); how many were checked."""
    pages = for_everyone(LinksPage.objects.all())
    return check_due(WebLink.objects.filter(page__in=pages).values_list("url", flat=True))
