"""Shows a structure page in the menu, or takes it out."""

from workflow.approval.changes.kinds import Line, register

from .base import FieldKind

ITEM = "«{title}» là tin, bài nên không nằm trong trình đơn."
SAME = "«{title}» đã ở đúng trạng thái này trong trình đơn; không cần thay đổi."
_WORDS = {True: "Có trong trình đơn", False: "Không có trong trình đơn"}


@register
class Menu(FieldKind):
    """«Hiện hoặc ẩn trong trình đơn»: payload `show`."""

    code = "menu"
    chain = "menu"
    label = "Hiện hoặc ẩn trong trình đơn"
    advice = "Trang vẫn công khai; chỉ mục của nó trong trình đơn hiện ra hoặc ẩn đi."

    def fits(self, target) -> bool:
        """The menu holds structure pages."""
        return super().fits(target) and not target.is_item

    def obstacle(self, agency, target) -> str:
        """The menu holds structure pages."""
        found = super().obstacle(agency, target)
        return found or (ITEM.format(title=target.title) if target.is_item else "")

    def problem(self, request, target) -> str:
        """Another state than now."""
        found = super().problem(request, target)
        if found:
            return found
        same = request.payload.get("show") == target.show_in_menus
        return SAME.format(title=target.title) if same else ""

    def lines(self, request, target) -> list[Line]:
        """In the menu or not."""
        wanted = bool(request.payload.get("show"))
        return [Line("Trình đơn", _WORDS[target.show_in_menus], _WORDS[wanted])]

    def carry_out(self, request, target, user) -> list:
        """Change the flag of the page and of its draft."""
        self.set_field(request, target, "show_in_menus", bool(request.payload["show"]))
        return [target]
