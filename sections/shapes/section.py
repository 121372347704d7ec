"""A section page: one in each agency whose regulation asks for it, straight under the home page."""

from sections.base.models import BasePage


class SectionPage(BasePage):
    """What every section page is; founding makes it from the `[[section]]` row of the rule book."""

    class Meta:
        abstract = True

    parent_page_types = ["site_home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    show_in_menus_default = True
