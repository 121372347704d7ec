"""Adds and removes redirects of an agency's site."""

from wagtail.contrib.redirects.models import Redirect

from sections.base import door
from sections.base.models import BasePage
from workflow.approval.changes.kinds import ChangeKind, Line, register
from workflow.approval.changes.pages.base import PageKind, public_url

from .addresses import address_of, redirects_door

MAX_PATH = 255
NO_PATH = "Hãy ghi địa chỉ cũ bắt đầu bằng dấu «/», ví dụ /gioi-thieu-cu, không phải trang chủ."
IN_USE = "Địa chỉ «{path}» đang có trang hiển thị; chỉ dẫn đi từ địa chỉ không còn trang."
LEADS_ALREADY = "Địa chỉ «{path}» đã dẫn đến «{title}»."
OTHER_SITE = "Địa chỉ chuyển hướng «{path}» không thuộc trang của cơ quan bạn."


@register
class AddRedirect(PageKind):
    """«Dẫn địa chỉ cũ đến trang này»: payload `path`, on the agency's own site."""

    code = "redirect_add"
    chain = "slug"
    label = "Dẫn một địa chỉ cũ đến"
    advice = "Người mở một địa chỉ không còn dùng được dẫn đến trang này."

    def problem(self, request, target) -> str:
        """A path on which no page stands."""
        found = super().problem(request, target)
        if found:
            return found
        path = request.payload.get("path", "")
        if path in ("", "/") or path != Redirect.normalise_path(path) or len(path) > MAX_PATH:
            return NO_PATH
        if _page_at(request.agency.site, path):
            return IN_USE.format(path=path)
        now = _redirect_at(request.agency.site, path)
        if now is not None and now.redirect_page_id == target.pk:
            return LEADS_ALREADY.format(path=path, title=target.title)
        return ""

    def before(self, request, target) -> dict:
        """Also where the old address leads now."""
        now = _redirect_at(request.agency.site, request.payload.get("path", ""))
        leads = [now.redirect_page_id, now.redirect_link] if now else None
        return {**super().before(request, target), "leads": leads}

    def lines(self, request, target) -> list[Line]:
        """From where to where."""
        path = request.payload.get("path", "")
        now = _redirect_at(request.agency.site, path)
        url = public_url(target)
        return [Line(f"Địa chỉ {path}", words_of(now), url, after_url=url)]

    def carry_out(self, request, target, user) -> list:
        """Write the redirect; the page itself does not change."""
        site = request.agency.site
        with door.opened(door.key(redirects_door(site))):
            Redirect.objects.update_or_create(
                site=site,
                old_path=request.payload["path"],
                defaults={
                    "redirect_page_id": target.pk,
                    "redirect_link": "",
                    "redirect_page_route_path": "",
                },
            )
        return []


@register
class RemoveRedirect(ChangeKind):
    """«Bỏ địa chỉ chuyển hướng»."""

    code = "redirect_remove"
    chain = "slug"
    label = "Bỏ địa chỉ chuyển hướng"
    advice = "Người mở địa chỉ cũ không còn được dẫn đi đâu."
    target_type = "wagtailredirects.redirect"

    def find(self, target_id: int):
        """The redirect, or None."""
        return Redirect.objects.select_related("site", "redirect_page").filter(pk=target_id).first()

    def title_of(self, target) -> str:
        """The old address."""
        return target.old_path

    def obstacle(self, agency, target) -> str:
        """Of the agency's own site."""
        own = target.site_id == agency.site_id
        return "" if own else OTHER_SITE.format(path=target.old_path)

    def before(self, request, target) -> dict:
        """Where it leads now."""
        return {"path": target.old_path, "leads": [target.redirect_page_id, target.redirect_link]}

    def lines(self, request, target) -> list[Line]:
        """Where it leads now, and nowhere."""
        return [Line(f"Địa chỉ {target.old_path}", words_of(target), "Không dẫn đi đâu")]

    def carry_out(self, request, target, user) -> list:
        """Delete the redirect."""
        with door.opened(door.key(redirects_door(target.site))):
            target.delete()
        return []


def words_of(redirect: Redirect | None) -> str:
    """Where a redirect leads, for the person."""
    if redirect is None:
        return "Không dẫn đi đâu"
    return redirect.link or "Trang không còn hiển thị"


def _redirect_at(site, path: str) -> Redirect | None:
    return Redirect.objects.filter(site=site, old_path=path).first() if path else None


def _page_at(site, path: str) -> bool:
    url_path = f"{site.root_page.url_path.rstrip('/')}{path}/"
    rows = BasePage.objects.filter(url_path=url_path, live=True)
    return any(address_of(site, row) == path for row in rows)
