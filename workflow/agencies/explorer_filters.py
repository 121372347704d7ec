"""The filters of Wagtail's page lists name people and sites: only the agency's own.

Wagtail declares them once for the whole installation and offers no hook for them.
"""

from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import Site

from .models import User


def narrow() -> None:
    """Let the filters ask for the person's colleagues and site; called once."""
    declared = PageFilterSet.declared_filters
    for name in ("owner", "edited_by"):
        declared[name].queryset = colleagues
    declared["site"].queryset = own_sites


def colleagues(request):
    """The people of the same agency; everybody for superusers.

    Wagtail would look through every page for those who own one.
    """
    if request.user.is_superuser:
        return User.objects.all()
    return User.objects.filter(agency_id=request.user.agency_id, agency__isnull=False)


def own_sites(request):
    """The agency's site; all of them for superusers."""
    if request.user.is_superuser:
        return Site.objects.all()
    return Site.objects.filter(agency=request.user.agency_id)
