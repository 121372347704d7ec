"""Wagtail's editor of pages, as the board needs it."""

from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from .checking import WithFindingsPanel


class BoardCreateView(WithFindingsPanel, CreateView):
    """Makes a page."""


class BoardEditView(WithFindingsPanel, EditView):
    """Edits a page."""
