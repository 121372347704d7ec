"""What the kinds of change to a live page have in common."""

from sections.base.models import BasePage
from workflow.approval.changes.kinds import ChangeKind
from workflow.approval.content import hash_of_page

NOT_LIVE = "«{title}» không hiển thị công khai nên không cần yêu cầu này: hãy sửa bản nháp."


class PageKind(ChangeKind):
    """A change to a page that is public."""

    def target(self, request):
        """The page as its own type, or None when it is gone."""
        page = BasePage.objects.filter(pk=request.target_id, depth__gt=2).first()
        return page.specific if page is not None else None

    def problem(self, request, target) -> str:
        """A page that is not public is changed as a draft."""
        if not target.path.startswith(request.agency.site.root_page.path):
            return NOT_LIVE.format(title=target.title)
        return "" if target.live else NOT_LIVE.format(title=target.title)

    def before(self, request, target) -> dict:
        """What is public: the content and the place."""
        return {
            "live": target.live,
            "content": hash_of_page(target),
            "address": target.url_path,
            "place": target.path,
        }
