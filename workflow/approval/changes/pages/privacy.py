"""Changes who may see a public page: everybody, or who has signed in."""

from wagtail.models import PageViewRestriction

from sections.base import door
from workflow.approval.changes.kinds import Line, register

from .base import PageKind

EVERYBODY, SIGNED_IN = "none", PageViewRestriction.LOGIN
AUDIENCES = {
    EVERYBODY: "Mọi người",
    SIGNED_IN: "Chỉ người đã đăng nhập",
}
UNKNOWN = "Hãy chọn ai được xem «{title}»."
SAME = "«{title}» đang để đúng phạm vi người xem này; không cần thay đổi."


@register
class Privacy(PageKind):
    """«Đổi phạm vi người được xem»: payload `audience`, a key of `AUDIENCES`."""

    code = "privacy"
    chain = "privacy"
    label = "Đổi phạm vi người được xem"
    advice = (
        "Trang chỉ mở với người đã đăng nhập, hoặc trở lại mở với mọi người. Trang hạn chế không còn "
        "trong danh sách tin, trình đơn và kết quả tìm kiếm."
    )

    def problem(self, request, target) -> str:
        """Another audience than now."""
        found = super().problem(request, target)
        if found:
            return found
        wanted = request.payload.get("audience")
        if wanted not in AUDIENCES:
            return UNKNOWN.format(title=target.title)
        return SAME.format(title=target.title) if wanted == audience_of(target) else ""

    def before(self, request, target) -> dict:
        """Also who may see it now."""
        return {**super().before(request, target), "audience": audience_of(target)}

    def lines(self, request, target) -> list[Line]:
        """Who may see it."""
        now = audience_of(target)
        after = request.payload.get("audience", "")
        return [Line("Ai được xem", AUDIENCES.get(now, now), AUDIENCES.get(after, after))]

    def carry_out(self, request, target, user) -> list:
        """Lift the restriction, or set it."""
        rows = PageViewRestriction.objects.filter(page=target)
        with door.opened(door.key(target)):
            for row in rows:
                row.delete()
            if request.payload["audience"] != EVERYBODY:
                PageViewRestriction(page=target, restriction_type=request.payload["audience"]).save(
                    user=user
                )
        return [target]


def audience_of(page) -> str:
    """Who may see the page by a restriction of its own: `none` or Wagtail's type."""
    row = PageViewRestriction.objects.filter(page_id=page.pk).first()
    return row.restriction_type if row else EVERYBODY
