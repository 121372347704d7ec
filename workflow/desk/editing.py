"""Wagtail's editor of pages, as the board needs it."""

from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from . import recurring
from .checking import WithFindingsPanel


class BoardCreateView(WithFindingsPanel, CreateView):
    """Makes a page; `?tu=` names an earlier item whose frame it begins with."""

    def get(self, request):
        """The form, filled in."""
        if earlier := request.GET.get(recurring.FROM):
            recurring.begin(self.page, self.parent_page, request.user, earlier)
        return super().get(request)


class BoardEditView(WithFindingsPanel, EditView):
    """Edits a page."""
