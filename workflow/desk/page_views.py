"""Wagtail's views of pages, with those that the board needs otherwise."""

from wagtail.admin.viewsets.pages import PageViewSet

from .checking import BoardPreviewOnCreate, BoardPreviewOnEdit
from .editing import BoardCreateView, BoardEditView
from .explorer.filters import BoardFilterSet
from .explorer.listing import BoardExplorer, BoardSearch


class BoardPages(PageViewSet):
    """The page lists with the board's facts, the editor with the content checks."""

    index_view_class = BoardExplorer
    search_view_class = BoardSearch
    filterset_class = BoardFilterSet
    add_view_class = BoardCreateView
    edit_view_class = BoardEditView
    preview_on_add_view_class = BoardPreviewOnCreate
    preview_on_edit_view_class = BoardPreviewOnEdit


board_pages = BoardPages()
