"""What a person may do with a page; publishing is nobody's right."""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from wagtail.models import PagePermissionTester


class BoardPagePermissionTester(PagePermissionTester):
    """Nobody publishes, unpublishes or restricts a page directly, superusers included.

    Publishing is the end of the agency's chain (LA-5.3-2, BP-12.1-2, QT-6.4, KT-4.2); the other
    acts on what is or was public are asked for as change requests.
    """

    def can_publish(self):
        return False

    def can_unpublish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_reorder_children(self):
        return False

    def can_set_view_restrictions(self):
        return False

    def can_copy(self):
        # A copy of what is public would be a second public page in the making; write a new item.
        return not self.page.live and super().can_copy()

    def can_add_subpage(self):
        """As Wagtail's, in one query; Wagtail asks one for each type, and a home page has fifty."""
        has_right = self.user.is_superuser or "add" in self.permissions
        kind = self.page.specific_class
        if not (self.user.is_active and has_right) or kind is None:
            return False
        types = kind.creatable_subpage_models()
        return self._has_room([model for model in types if _may_be_added(model)])

    def _has_room(self, types) -> bool:
        """Whether one of `types` may stand here any number of times, or is not here yet."""
        if any(model.max_count_per_parent is None for model in types):
            return True
        if not types:
            return False
        here = Counter(self.page.get_children().order_by().values_list("content_type", flat=True))
        kinds = ContentType.objects.get_for_models(*types)
        return any(here[kinds[model].pk] < model.max_count_per_parent for model in types)

    def can_delete(self, ignore_bulk=False):
        if self.page.live or self.page.first_published_at is not None:
            return False
        if self.page.is_leaf():
            return self._can_delete_leaf()
        below = self.page.get_descendants().exclude(live=False, first_published_at__isnull=True)
        if below.exists():
            return False
        return super().can_delete(ignore_bulk=ignore_bulk)

    def _can_delete_leaf(self):
        """As Wagtail decides of a page that was never public and has none below it.

        Without the two queries that it asks for each row of a list.
        """
        if not self.user.is_active or self.page_is_root:
            return False
        if self.user.is_superuser or "change" in self.permissions:
            return True
        return "add" in self.permissions and self.page.owner_id == self.user.pk


def _may_be_added(model) -> bool:
    return model.max_count is None or model.objects.count() < model.max_count
