"""What the record of an item says, as label and value, for the reader who decides."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the record; `kind` is "text", "mail", "phone" or "url"."""

    label: str
    value: str
    kind: str = "text"


def facts_of(page) -> list[Fact]:
    """The filled lines of the record of `page`."""
    lines = [
        Fact("Loại trang", capfirst(page._meta.verbose_name)),
        Fact("Chuyên mục", page.get_parent().title if page.depth > 2 else ""),
        Fact("Đơn vị cung cấp", page.unit.name if page.unit else ""),
        Fact("Người cung cấp", _joined(page.supplier_name, page.supplier_title)),
        Fact("Thư điện tử", page.supplier_email, "mail"),
        Fact("Điện thoại, liên hệ", page.supplier_phone),
        Fact("Tác giả", page.byline),
        Fact("Nguồn", page.source_name),
        Fact("Địa chỉ nguồn", page.source_url, "url"),
        Fact("Ngày nguồn đăng", _day(page.source_published_on)),
        Fact("Diễn ra lúc", _moment(page.happened_at)),
        Fact("Kết thúc lúc", _moment(page.happened_until)),
        Fact("Loại thời hạn", page.get_deadline_kind_display()),
        Fact("Hẹn đăng lúc", _moment(page.go_live_at)),
        Fact("Hẹn gỡ lúc", _moment(page.expire_at)),
        Fact("Gửi duyệt lần đầu", _moment(page.supplied_at)),
        Fact("Người soạn", page.owner.get_full_name() if page.owner else ""),
    ]
    return [line for line in lines if line.value]


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _day(value) -> str:
    return date_format(value, "d/m/Y") if value else ""


def _moment(value) -> str:
    return date_format(timezone.localtime(value), "H:i, d/m/Y") if value else ""
