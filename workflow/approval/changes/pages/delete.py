"""Deletes a page that is or was public; its evidence and the kept contents stay."""

from wagtail.actions.delete_page import DeletePageAction
from wagtail.contrib.redirects.models import Redirect

from sections.base import door
from workflow.approval import evidence
from workflow.approval.changes.kinds import Line, register
from workflow.approval.changes.site.addresses import redirects_door
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision

from .base import HOME_DEPTH, PageKind, is_section, public_url
from .unpublish import take_down

HOLDS_PAGES = "«{title}» còn chứa {count} trang; hãy chuyển hoặc xóa các trang đó trước."
OF_THE_REGULATION = (
    "«{title}» là chuyên mục quy định trong quy chế của cơ quan nên không xóa được. Nếu quy chế đã "
    "bỏ chuyên mục này, hãy yêu cầu gỡ trang."
)


@register
class Delete(PageKind):
    """«Xóa»: taken down and deleted in one decision."""

    code = "delete"
    chain = "delete"
    label = "Xóa"
    advice = (
        "Trang bị gỡ và xóa hẳn; chỉ còn hồ sơ duyệt và nội dung đã lưu. Thường chỉ nên yêu cầu gỡ."
    )

    def obstacle(self, agency, target) -> str:
        """Not a section of the rule book, and nothing that holds other pages."""
        found = super().obstacle(agency, target)
        if found and not _was_public(agency, target):
            return found
        if is_section(agency, target):
            return OF_THE_REGULATION.format(title=target.title)
        count = target.get_descendants().count()
        return HOLDS_PAGES.format(title=target.title, count=count) if count else ""

    def lines(self, request, target) -> list[Line]:
        """The address that ends, the page that is no more."""
        gone = Line("Trang và các phiên bản", "Đang lưu", "Bị xóa; hồ sơ duyệt vẫn được giữ")
        if not target.live:
            return [Line("Hiển thị công khai", "Đã gỡ trước đây", "Không còn"), gone]
        url = public_url(target)
        return [Line("Hiển thị công khai", url, "Không còn", before_url=url), gone]

    def carry_out(self, request, target, user) -> list:
        """Take down, write the evidence while the page is there to tell about, delete."""
        content_hash = hash_of_page(target)
        take_down(target, user)
        evidence.add(
            Decision.Action.UNPUBLISHED,
            target,
            user=user,
            request_id=request.pk,
            content_hash=content_hash,
            note=request.title,
        )
        with (
            door.opened(door.key(target)),
            door.opened(door.key(redirects_door(request.agency.site))),
        ):
            Redirect.objects.filter(redirect_page_id=target.pk).delete()
            DeletePageAction(target, user=user).execute(skip_permission_checks=True)
        return []


def _was_public(agency, page) -> bool:
    """Taken down earlier: its drafts and versions are still kept until a decision."""
    own = page.path.startswith(agency.site.root_page.path) and page.depth > HOME_DEPTH
    return own and not page.live and page.first_published_at is not None
