"""Changes what else the public sees of a file: a document's title, the main area of an image."""

from sections.base import door
from sections.base.text import clean_text
from sections.media import guards
from workflow.approval.changes.kinds import Line, register

from .base import DocumentKind, ImageKind

MAX_TITLE = 255
NO_TITLE = "Hãy ghi tên mới của tệp «{title}», khác tên đang dùng và không dài quá 255 ký tự."
NO_AREA = "Vùng chính của ảnh «{title}» phải nằm trọn trong ảnh và khác vùng đang dùng."
WHOLE = "Không đặt vùng chính"
AREA = ("x", "y", "width", "height")


@register
class RenameDocument(DocumentKind):
    """«Đổi tên tệp»: payload `title`."""

    code = "document_title"
    chain = "file"
    label = "Đổi tên tệp tài liệu đang dùng"
    advice = "Tên hiển thị của tệp đổi trên mọi trang đang dùng; nội dung tệp giữ nguyên."

    def problem(self, request, target) -> str:
        """Another title than now."""
        found = super().problem(request, target)
        if found:
            return found
        title = request.payload.get("title", "")
        same = not title.strip() or title == target.title or len(title) > MAX_TITLE
        return NO_TITLE.format(title=target.title) if same or title != clean_text(title) else ""

    def lines(self, request, target) -> list[Line]:
        """Both titles."""
        return [Line("Tên tệp", target.title, request.payload.get("title", ""))]

    def carry_out(self, request, target, user) -> list:
        """Rename through the door."""
        target.title = request.payload["title"]
        with door.opened(door.key(guards.file_door(target))):
            target.save(update_fields=["title"])
        return self.settle(request, target)


@register
class FocusImage(ImageKind):
    """«Đổi vùng chính của ảnh»: payload `area`, x, y (the middle), width, height in pixels, or None."""

    code = "image_focus"
    chain = "file"
    label = "Đổi vùng chính của ảnh đang dùng"
    advice = "Khi ảnh bị cắt cho vừa khung, phần nào luôn được giữ lại."

    def problem(self, request, target) -> str:
        """Another area than now, inside the picture."""
        found = super().problem(request, target)
        if found:
            return found
        area = request.payload.get("area")
        fits = area is None or _is_inside(area, target)
        return "" if fits and area != _area_of(target) else NO_AREA.format(title=target.title)

    def lines(self, request, target) -> list[Line]:
        """Both areas."""
        after = request.payload.get("area")
        return [Line("Vùng chính", _words(_area_of(target)), _words(after))]

    def carry_out(self, request, target, user) -> list:
        """Set the area through the door; copies cut around the old one go."""
        area = request.payload["area"] or [None] * len(AREA)
        for name, value in zip(target.fixed_when_live, area, strict=True):
            setattr(target, name, value)
        with door.opened(door.key(guards.file_door(target))):
            target.renditions.all().delete()
            target.save(update_fields=list(target.fixed_when_live))
        return self.settle(request, target)


def _area_of(image) -> list[int] | None:
    values = [getattr(image, name) for name in image.fixed_when_live]
    return None if values[0] is None else values


def _is_inside(area, image) -> bool:
    if len(area) != len(AREA) or not all(isinstance(value, int) for value in area):
        return False
    x, y, width, height = area
    return (
        min(width, height) > 0
        and x - width / 2 >= 0
        and x + width / 2 <= image.width
        and y - height / 2 >= 0
        and y + height / 2 <= image.height
    )


def _words(area) -> str:
    if area is None:
        return WHOLE
    x, y, width, height = area
    return f"Quanh điểm ({x}, {y}), rộng {width}, cao {height} điểm ảnh"
