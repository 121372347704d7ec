"""The page explorer and the search among pages."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables.pages import NavigateToChildrenColumn, ParentPageColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.search import SearchView

from sections.base.models import BasePage
from sections.base.readership import children_of
from workflow.agencies.models import Agency

from . import facts
from .columns import COLUMNS
from .filters import holds_one_type


class WithFacts:
    """Reads the board's facts of the pages shown, all at once."""

    def setup(self, request, *args, **kwargs):
        """Read the person's agency with its site at once: the menu counts what waits there."""
        super().setup(request, *args, **kwargs)
        person = request.user
        if person.agency_id and "agency" not in person._state.fields_cache:
            of_site = Agency.objects.select_related("site__root_page")
            person.agency = of_site.get(pk=person.agency_id)

    def annotate_queryset(self, pages):
        """What a row shows. Wagtail reads each page as its own type: a query for each type."""
        pages = pages.defer("folded").select_related("content_type").annotate_site_root_state()
        return facts.annotated(pages)

    def get_context_data(self, **kwargs):
        """As Wagtail's, each page with its facts."""
        context = super().get_context_data(**kwargs)
        facts.attach(context["object_list"])
        return context


class BoardExplorer(WithFacts, ExplorableIndexView):
    """The pages below a page."""

    base_columns = COLUMNS
    table_classname = "listing full-width explorer-table"

    def get(self, request, parent_page_id=None):
        """The list below the page; without an id, or for a page above, the person's topmost.

        As Wagtail's, without what its side panel reads.
        """
        root = self._topmost()
        page = root
        if parent_page_id and parent_page_id != root.pk:
            page = BasePage.objects.filter(pk=parent_page_id).first()
        if page is None:
            raise Http404
        if not (page.pk == root.pk or page.is_descendant_of(root)):
            return redirect(self.index_url_name, root.pk)
        self.parent_page = page
        self.permissions = page.permissions_for_user(request.user)
        self.locale, self.translations = None, []
        return super(ExplorableIndexView, self).get(request)

    def _topmost(self):
        """The page above all that the person may see, without asking where it is one page alone."""
        policy, person = self.permission_policy, self.request.user
        pages = policy.instances_with_direct_explore_permission(person)
        if len({page.pk for page in pages}) == 1:
            # The menu asks the same.
            setattr(person, policy._explorable_root_instance_cache_name, pages[0])
        return policy.explorable_root_instance(person)

    def get_base_queryset(self):
        """As Wagtail's; where the person may see all below the page, nobody asks of each."""
        if self.is_searching_whole_tree or not self._sees_all_below():
            return super().get_base_queryset()
        if self._is_narrowed:
            return self.annotate_queryset(BasePage.objects.descendant_of(self.parent_page))
        return self.annotate_queryset(children_of(self.parent_page, BasePage))

    def get_paginator(self, *args, **kwargs):
        """As Wagtail's; how many pages stand below, the page itself knows."""
        paginator = super().get_paginator(*args, **kwargs)
        if not self._is_narrowed and self._sees_all_below():
            paginator.count = self.parent_page.numchild
        return paginator

    @property
    def _is_narrowed(self) -> bool:
        return self.is_searching_whole_tree or self.is_searching or self.is_filtering

    def _sees_all_below(self) -> bool:
        rights = self.permission_policy.instances_with_direct_explore_permission
        return any(
            self.parent_page.path.startswith(page.path) for page in rights(self.request.user)
        )

    def get_filterset_kwargs(self):
        """A section's own list does not ask for the section."""
        return {**super().get_filterset_kwargs(), "place": self.parent_page}

    def get_side_panels(self):
        """None: where the page above stands is said in its own editor and on the desk."""
        return MediaContainer()

    @cached_property
    def explorable_columns(self):
        """Without the type where the place holds pages of one type alone."""
        columns = super().explorable_columns
        if holds_one_type(self.parent_page):
            return [column for column in columns if column.name != "type"]
        return columns


class BoardSearch(WithFacts, SearchView):
    """The pages that words find."""

    columns = [
        *COLUMNS[:2],
        ParentPageColumn("parent", label=_("Parent"), classname="explorer-cell--parent"),
        *COLUMNS[2:],
        NavigateToChildrenColumn("navigate", width="10%"),
    ]
    table_classname = "listing full-width explorer-table"
    verbose_name = BasePage._meta.verbose_name
    verbose_name_plural = BasePage._meta.verbose_name_plural

    def get_queryset(self):
        """As Wagtail's, counted once where no type is chosen."""
        found = super().get_queryset()
        if self.selected_content_type is None:
            self.all_pages = found
        return found
