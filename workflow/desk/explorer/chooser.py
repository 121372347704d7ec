"""The page chooser: what its rows show of the pages is read for all of them at once."""

from django.db.models.query import ModelIterable
from wagtail import hooks

from sections.base.models import BasePage


class WithParents(ModelIterable):
    """Pages that know their parents, at the cost of one query for all."""

    def __iter__(self):
        pages = list(super().__iter__())
        paths = {page.path[: -page.steplen] for page in pages if page.depth > 1}
        above = BasePage.objects.filter(path__in=paths).defer("folded") if paths else ()
        parents = {parent.path: parent for parent in above}
        for page in pages:
            if (parent := parents.get(page.path[: -page.steplen])) is not None:
                # Where treebeard looks first.
                page._cached_parent_obj = parent
        return iter(pages)


# Before the states are added (`workflow.agencies.wagtail_hooks`): those of pages of their own types
# are found by another relation.
@hooks.register("construct_page_chooser_queryset", order=0)
def rows_at_hand(pages, request):
    """Wagtail reads each page as its own type, a query for each type, and each row's parent.

    A row shows nothing of a page that the base page does not know. The search among pages makes
    its own rows of what it finds, so it is left alone.
    """
    if request.resolver_match.url_name == "wagtailadmin_choose_page_search":
        return pages
    pages = pages.defer("folded").select_related("content_type")
    pages._iterable_class = WithParents
    return pages
