"""What a person may do with a page; publishing is nobody's right."""

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

    def can_delete(self, ignore_bulk=False):
        if self.page.live or self.page.first_published_at is not None:
            return False
        below = self.page.get_descendants().exclude(live=False, first_published_at__isnull=True)
        if below.exists():
            return False
        return super().can_delete(ignore_bulk=ignore_bulk)
