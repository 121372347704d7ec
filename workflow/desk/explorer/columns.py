"""The columns that the board's facts add to a list of pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, DateColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageTitleColumn,
    PageTypeColumn,
)


class FactsColumn(BaseColumn):
    """A cell that shows part of `page.board_facts` (`facts.attach`)."""

    def __init__(self, name, *, template: str, **kwargs):
        super().__init__(name, classname=f"explorer-cell explorer-cell--{name}", **kwargs)
        self.cell_template_name = template

    def get_cell_context_data(self, instance, parent_context):
        """The facts beside what every cell has."""
        context = super().get_cell_context_data(instance, parent_context)
        context["facts"] = instance.board_facts
        return context


COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    FactsColumn(
        "state", label="Trạng thái duyệt", template="desk/explorer/_state.html", sort_key="live"
    ),
    FactsColumn("clock", label="Thời hạn", template="desk/explorer/_clock.html"),
    FactsColumn("unit", label="Đơn vị cung cấp", template="desk/explorer/_unit.html"),
    DateColumn(
        "latest_revision_created_at",
        label=_("Updated"),
        sort_key="latest_revision_created_at",
        classname="explorer-cell--updated",
    ),
    PageTypeColumn(
        "type",
        label=_("Type"),
        accessor="page_type_display_name",
        sort_key="content_type__model",
        classname="explorer-cell--type",
    ),
]
