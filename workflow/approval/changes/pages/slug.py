"""Changes the last part of a public address; the old address leads to the new one."""

from sections.base.models import BasePage
from sections.base.text import slugify
from workflow.approval.changes.kinds import Line, register
from workflow.approval.changes.site.addresses import addresses_below, lead_on

from .base import FieldKind, public_url

EMPTY = "Hãy ghi đường dẫn mới của «{title}»."
SAME = "Đường dẫn mới của «{title}» trùng với đường dẫn đang dùng."
MALFORMED = (
    "Đường dẫn «{slug}» không dùng được: chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối. "
    "Có thể dùng «{better}»."
)
TAKEN = "Đường dẫn «{slug}» đã có trang khác trong cùng chuyên mục dùng; hãy chọn đường dẫn khác."


@register
class Slug(FieldKind):
    """«Đổi đường dẫn»: payload `slug`, ASCII as made from titles."""

    code = "slug"
    chain = "slug"
    label = "Đổi đường dẫn"
    advice = "Địa chỉ của trang thay đổi; địa chỉ cũ tự dẫn đến địa chỉ mới."

    def problem(self, request, target) -> str:
        """The slug is well formed, new and free."""
        found = super().problem(request, target)
        if found:
            return found
        slug, title = request.payload.get("slug", ""), target.title
        if not slug:
            return EMPTY.format(title=title)
        better = slugify(slug)
        if slug != better:
            return MALFORMED.format(slug=slug, better=better or "trang")
        if slug == target.slug:
            return SAME.format(title=title)
        if not BasePage._slug_is_available(slug, target.get_parent(), target):
            return TAKEN.format(slug=slug)
        return ""

    def lines(self, request, target) -> list[Line]:
        """The address, and how many pages below change theirs with it."""
        url = public_url(target)
        start = url.rstrip("/").rpartition("/")[0]
        found = [Line("Địa chỉ", url, f"{start}/{request.payload['slug']}/", before_url=url)]
        below = target.get_descendants().filter(live=True).count()
        if below:
            words = f"{below} trang bên trong đổi địa chỉ theo"
            found.append(Line("Trang bên trong", f"{below} trang", words))
        return found

    def carry_out(self, request, target, user) -> list:
        """Change the slug of the page and of its draft, and lead the old addresses on."""
        site = request.agency.site
        before = addresses_below(site, target)
        self.set_field(request, target, "slug", request.payload["slug"])
        lead_on(site, before, addresses_below(site, target))
        return [target]
