"""Moves a page to another section of the same site; the old address leads to the new one."""

from wagtail.actions.move_page import MovePageAction

from sections.base import door
from sections.base.models import BasePage
from workflow.approval.changes.kinds import Line, register
from workflow.approval.changes.site.addresses import addresses_below, lead_on

from .base import PageKind, public_url

NOWHERE = "Cơ quan không có chuyên mục nào khác nhận được «{title}»."
NO_PLACE = "«{title}» không chuyển được đến chỗ đã chọn; hãy chọn một chuyên mục trong danh sách."
TAKEN = "Chuyên mục «{place}» đã có trang dùng đường dẫn «{slug}»; hãy yêu cầu đổi đường dẫn trước."


@register
class Move(PageKind):
    """«Chuyển sang chuyên mục khác»: payload `parent`, the id of the new section."""

    code = "move"
    chain = "move"
    label = "Chuyển sang chuyên mục khác"
    advice = "Trang sang chuyên mục khác của cơ quan; địa chỉ cũ tự dẫn đến địa chỉ mới."

    def obstacle(self, agency, target) -> str:
        """There is somewhere to go."""
        found = super().obstacle(agency, target)
        return found or ("" if destinations(agency, target) else NOWHERE.format(title=target.title))

    def problem(self, request, target) -> str:
        """The chosen section takes such pages, and the slug is free there."""
        found = super().problem(request, target)
        if found:
            return found
        parent = self._parent(request, target)
        if parent is None:
            return NO_PLACE.format(title=target.title)
        if not BasePage._slug_is_available(target.slug, parent, target):
            return TAKEN.format(place=parent.title, slug=target.slug)
        return ""

    def before(self, request, target) -> dict:
        """Also the section that the page would leave."""
        return {**super().before(request, target), "parent": target.get_parent().pk}

    def lines(self, request, target) -> list[Line]:
        """The section and the address."""
        parent = self._parent(request, target)
        now = target.get_parent()
        if parent is None:
            return [Line("Chuyên mục", now.title, "Không còn")]
        url = public_url(target)
        return [
            Line("Chuyên mục", now.title, parent.title),
            Line("Địa chỉ", url, f"{public_url(parent)}{target.slug}/", before_url=url),
        ]

    def carry_out(self, request, target, user) -> list:
        """Move, and lead the old addresses on."""
        parent = self._parent(request, target)
        site = request.agency.site
        before = addresses_below(site, target)
        with door.opened(door.key(target)):
            MovePageAction(target, parent, pos="last-child", user=user).execute(
                skip_permission_checks=True
            )
        # What stands in a section carries its code, which assignments and lists go by.
        BasePage.objects.descendant_of(self.find(target.pk), inclusive=True).update(
            section_code=parent.section_code
        )
        moved = self.find(target.pk)
        lead_on(site, before, addresses_below(site, moved))
        return [moved]

    def _parent(self, request, target):
        wanted = request.payload.get("parent")
        places = destinations(request.agency, target)
        return next((place for place in places if place.pk == wanted), None)


def destinations(agency, page) -> list:
    """The other live pages of the agency's site under which `page` may stand."""
    types = [model for model in page.allowed_parent_page_models() if model is not BasePage]
    here = page.get_parent().pk
    places = (
        BasePage.objects.filter(live=True)
        .descendant_of(agency.site.root_page, inclusive=True)
        .type(*types)
        if types
        else BasePage.objects.none()
    )
    places = places.exclude(pk=here).not_descendant_of(page, inclusive=True)
    return [place for place in places.specific() if page.can_move_to(place)]
