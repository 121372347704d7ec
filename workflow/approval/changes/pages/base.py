"""What the kinds of change to a live page have in common."""

from wagtail.models import Revision

from sections.base import door
from sections.base.models import BasePage
from workflow.approval.changes.kinds import ChangeKind
from workflow.approval.content import hash_of_page

HOME_DEPTH = 2

NOT_LIVE = "«{title}» không hiển thị công khai nên không cần yêu cầu này: hãy sửa bản nháp."
NOT_YOURS = "«{title}» không thuộc trang của cơ quan bạn."
HOME = "«{title}» là trang chủ của cơ quan nên không có thay đổi này."
PLANNED = (
    "«{title}» có bản sửa đã duyệt đang hẹn giờ đăng; hãy chờ bản đó đăng xong rồi gửi yêu cầu."
)


class PageKind(ChangeKind):
    """A change to a page that is public."""

    target_type = "base.basepage"

    def find(self, target_id: int):
        """The page as its own type, or None when it is gone."""
        page = BasePage.objects.filter(pk=target_id, depth__gte=HOME_DEPTH).first()
        return page.specific if page is not None else None

    def lock(self, target_id: int) -> None:
        """The page's row: it is decided and changed as it stands, not as it was a moment ago."""
        BasePage.objects.select_for_update(no_key=True).filter(pk=target_id).first()

    def title_of(self, target) -> str:
        """The public title."""
        return target.title

    def fits(self, target) -> bool:
        """Not for the home page: it is the site."""
        return target.depth > HOME_DEPTH

    def obstacle(self, agency, target) -> str:
        """A page that is not public is changed as a draft."""
        if not target.path.startswith(agency.site.root_page.path):
            return NOT_YOURS.format(title=target.title)
        if target.depth == HOME_DEPTH:
            return HOME.format(title=target.title)
        return "" if target.live else NOT_LIVE.format(title=target.title)

    def before(self, request, target) -> dict:
        """What is public: the content and the place."""
        return {
            "live": target.live,
            "content": hash_of_page(target),
            "address": target.url_path,
        }


class FieldKind(PageKind):
    """A change of one field that an editor never changes in a live page."""

    def obstacle(self, agency, target) -> str:
        """A version that waits for its hour was approved with the field as it is now."""
        found = super().obstacle(agency, target)
        if found:
            return found
        planned = Revision.objects.for_instance(target).filter(approved_go_live_at__isnull=False)
        return PLANNED.format(title=target.title) if planned.exists() else ""

    def set_field(self, request, page, name: str, value) -> None:
        """Give the live page and its newest draft the value; the old versions stay as they are."""
        had_draft = page.has_unpublished_changes
        draft = page.get_latest_revision_as_object()
        with door.opened(door.key(page)):
            setattr(page, name, value)
            page.save(update_fields=[name, "url_path"], clean=False)
            setattr(draft, name, value)
            draft.url_path = page.url_path
            revision = draft.save_revision(user=request.owner, changed=False, clean=False)
            if not had_draft:
                page.live_revision = revision
                page.save(update_fields=["live_revision"], clean=False)
        page.refresh_from_db()


def is_section(agency, page) -> bool:
    """Whether the regulation asks for the page: a section that the rule book has."""
    code = "" if page.is_item else getattr(page, "section_code", "")
    return any(row.on and row.code == code for row in agency.book.sections)


def public_url(page) -> str:
    """Where visitors find the page."""
    return page.full_url or page.url_path
