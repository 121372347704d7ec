"""Puts a structure page elsewhere among its neighbours."""

from wagtail.actions.move_page import MovePageAction

from sections.base import door
from sections.base.models import BasePage
from workflow.approval.changes.kinds import Line, register

from .base import PageKind, is_section

FIRST = "Đầu danh sách"
ITEM = "«{title}» là tin, bài: thứ tự theo thời điểm đăng, không xếp tay."
OF_THE_REGULATION = "«{title}» là chuyên mục quy định trong quy chế của cơ quan: thứ tự theo quy chế, không xếp tay."
ALONE = "«{title}» không có trang nào bên cạnh để xếp lại thứ tự."
NO_PLACE = "Hãy chọn chỗ đứng mới của «{title}» trong danh sách; chỗ này không còn hoặc là chỗ cũ."


@register
class Reorder(PageKind):
    """«Đổi thứ tự»: payload `after`, the id of the neighbour above, 0 for the first place."""

    code = "reorder"
    chain = "menu"
    label = "Đổi thứ tự trong trình đơn"
    advice = "Trang đứng ở chỗ khác trong trình đơn và danh sách chuyên mục; địa chỉ giữ nguyên."

    def fits(self, target) -> bool:
        """Items stand in the order of their dates."""
        return super().fits(target) and not target.is_item

    def obstacle(self, agency, target) -> str:
        """The order of the sections is the regulation's."""
        found = super().obstacle(agency, target)
        if found:
            return found
        if target.is_item:
            return ITEM.format(title=target.title)
        if is_section(agency, target):
            return OF_THE_REGULATION.format(title=target.title)
        return "" if neighbours(target) else ALONE.format(title=target.title)

    def problem(self, request, target) -> str:
        """The neighbour is there, and it is another place than now."""
        found = super().problem(request, target)
        if found:
            return found
        after = request.payload.get("after")
        places = {0, *(page.pk for page in neighbours(target))}
        if after not in places or after == self._above(target):
            return NO_PLACE.format(title=target.title)
        return ""

    def before(self, request, target) -> dict:
        """Also the order of all neighbours."""
        order = [page.pk for page in neighbours(target, inclusive=True)]
        return {**super().before(request, target), "order": order}

    def lines(self, request, target) -> list[Line]:
        """After whom it stands."""
        titles = {page.pk: f"Sau «{page.title}»" for page in neighbours(target)}
        after = request.payload.get("after")
        return [
            Line(
                "Chỗ đứng",
                titles.get(self._above(target), FIRST),
                titles.get(after, FIRST if after == 0 else "Không còn"),
            )
        ]

    def carry_out(self, request, target, user) -> list:
        """Move among the neighbours; only the order changes."""
        after = request.payload["after"]
        place = BasePage.objects.get(pk=after) if after else target.get_parent()
        with door.opened(door.key(target)):
            MovePageAction(
                target, place, pos="right" if after else "first-child", user=user
            ).execute(skip_permission_checks=True)
        return [self.find(target.pk)]

    def _above(self, target) -> int:
        """The neighbour after whom it stands now, 0 for the first place."""
        above = [page.pk for page in neighbours(target) if page.path < target.path]
        return above[-1] if above else 0


def neighbours(page, *, inclusive: bool = False) -> list:
    """The structure pages beside `page`, in order."""
    rows = page.get_siblings(inclusive=inclusive).order_by("path").specific()
    return [row for row in rows if not row.is_item]
