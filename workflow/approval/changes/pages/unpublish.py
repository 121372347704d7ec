"""Takes a page off the public site; the page, its versions and its evidence stay."""

from wagtail.actions.unpublish_page import UnpublishPageAction

from sections.base import door
from workflow.approval.changes.kinds import Line, register

from .base import PageKind, public_url

HOLDS_LIVE = (
    "«{title}» chứa {count} trang đang hiển thị công khai; hãy yêu cầu gỡ từng trang đó trước."
)


@register
class Unpublish(PageKind):
    """«Gỡ khỏi trang công khai», at once or at a time (DL-14-1, LA-8.1-4)."""

    code = "unpublish"
    chain = "unpublish"
    label = "Gỡ khỏi trang công khai"
    advice = "Người đọc không còn thấy trang; bản nháp, các phiên bản và hồ sơ duyệt vẫn được giữ."

    def obstacle(self, agency, target) -> str:
        """A section goes only after what it holds."""
        return super().obstacle(agency, target) or holds_live(target)

    def lines(self, request, target) -> list[Line]:
        """The address that ends."""
        url = public_url(target)
        return [Line("Hiển thị công khai", url, "Không còn", before_url=url)]

    def carry_out(self, request, target, user) -> list:
        """Unpublish through the door."""
        take_down(target, user)
        return [target]


def holds_live(page) -> str:
    """Why a page that holds public pages is not taken down; "" when it holds none."""
    count = page.get_descendants().filter(live=True).count()
    return HOLDS_LIVE.format(title=page.title, count=count) if count else ""


def take_down(page, user) -> None:
    """Unpublish `page` through the door; nobody has the right, the decision stands for it."""
    with door.opened(door.key(page)):
        UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
