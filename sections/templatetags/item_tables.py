"""Shows a table that belongs to an item."""

from django import template

register = template.Library()


@register.inclusion_tag("components/item_table.html")
def item_table(page, name: str, anchor: str, heading: str) -> dict:
    """The rows of the table column `name` under `heading`; columns nobody filled are left out."""
    rows = getattr(page, name)
    columns = page._meta.get_field(name).columns
    used = [column for column in columns if any(row.get(column.name) != "" for row in rows)]
    return {"rows": rows, "columns": used, "anchor": anchor, "heading": heading}
