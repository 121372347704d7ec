"""Takes a page off the public site; the page, its versions and its evidence stay."""

from sections.base import door
from workflow.approval.changes.kinds import Line, register

from .base import PageKind

HOLDS_LIVE = (
    "«{title}» chứa {count} trang đang hiển thị công khai; hãy yêu cầu gỡ từng trang đó trước."
)


@register
class Unpublish(PageKind):
    """«Gỡ khỏi trang công khai», at once or at a time (DL-14-1, LA-8.1-4)."""

    code = "unpublish"
    chain = "unpublish"
    label = "Gỡ khỏi trang công khai"

    def problem(self, request, target) -> str:
        """A section goes only after what it holds."""
        count = target.get_descendants().filter(live=True).count()
        if count:
            return HOLDS_LIVE.format(title=target.title, count=count)
        return super().problem(request, target)

    def lines(self, request, target) -> list[Line]:
        """The address that ends."""
        return [Line("Hiển thị công khai", target.full_url or target.url_path, "Không còn")]

    def carry_out(self, request, target, user) -> list:
        """Unpublish through the door."""
        with door.opened(door.key(target)):
            target.unpublish(user=user)
        return [target]
