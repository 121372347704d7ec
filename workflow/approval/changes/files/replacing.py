"""Puts a newly uploaded file in the place of one that the public sees."""

from django.db.models.signals import pre_delete
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from sections.base import door
from sections.media import guards
from sections.media.models import DESCRIBED, AgencyDocument, AgencyImage
from workflow.approval.changes.kinds import Line, register
from workflow.approval.changes.request import ChangeRequest

from .base import DocumentKind, FileKind, ImageKind

NEEDED = "Hãy chọn tệp mới thay cho «{title}»."
OTHER_BYTES = (
    "Tệp mới thay cho «{title}» không còn đúng tệp đã gửi kèm yêu cầu; hãy gửi yêu cầu mới."
)
ALREADY_USED = "Tệp mới thay cho «{title}» đang dùng ở chỗ khác; hãy tải lên một tệp riêng."
SAME = "Tệp mới giống hệt tệp «{title}» đang dùng; không cần thay."
KEPT = "Không thể xóa «{title}»: tệp thuộc yêu cầu thay tệp số {number}, phải được lưu trữ."

_SWAPPED = ("sha256", "file_size", "file_hash")
_OF_PICTURES = (
    "width",
    "height",
    "focal_point_x",
    "focal_point_y",
    "focal_point_width",
    "focal_point_height",
)


class Replace(FileKind):
    """«Thay tệp»: payload `new`, the id of the uploaded record, and its `sha256`.

    The two records exchange their files: the one in use keeps its place in the pages, the new
    one keeps the old file for the evidence.
    """

    chain = "file"

    def problem(self, request, target) -> str:
        """The new file is there, as it was sent, and nobody else's."""
        found = super().problem(request, target)
        if found:
            return found
        new = self._new(request)
        if new is None or new.collection_id != target.collection_id:
            return NEEDED.format(title=target.title)
        if new.sha256 != request.payload.get("sha256"):
            return OTHER_BYTES.format(title=target.title)
        if new.sha256 == target.sha256:
            return SAME.format(title=target.title)
        if guards.pages_using(new):
            return ALREADY_USED.format(title=target.title)
        return ""

    def lines(self, request, target) -> list[Line]:
        """Both files, and the pages that show them."""
        new = self._new(request)
        found = [
            Line(
                "Tệp",
                _words(target),
                _words(new) if new else "Không còn",
                before_url=self.url_of(target),
                after_url=self.url_of(new) if new else "",
            )
        ]
        pages = guards.live_pages_using(target)
        if pages:
            titles = "; ".join(f"«{page.title}»" for page in pages)
            found.append(Line("Trang đang hiển thị", titles, "Các trang đó hiển thị tệp mới"))
        return found

    def url_of(self, file) -> str:
        """Where who decides looks at the file."""
        raise NotImplementedError

    def carry_out(self, request, target, user) -> list:
        """Exchange the files, drop the resized copies of both."""
        new = self._new(request)
        names = _SWAPPED + (_OF_PICTURES if isinstance(target, AgencyImage) else DESCRIBED)
        target.file.name, new.file.name = new.file.name, target.file.name
        for name in names:
            was = getattr(target, name)
            setattr(target, name, getattr(new, name))
            setattr(new, name, was)
        day = timezone.localdate()
        new.title = f"{target.title[:200]} (tệp cũ, thay ngày {day:%d/%m/%Y})"
        fields = ["file", *names]
        with (
            door.opened(door.key(guards.file_door(target))),
            door.opened(door.key(guards.file_door(new))),
        ):
            if isinstance(target, AgencyImage):
                target.renditions.all().delete()
                new.renditions.all().delete()
            target.save(update_fields=fields)
            new.save(update_fields=[*fields, "title"])
        return self.settle(request, target)

    def _new(self, request):
        wanted = request.payload.get("new")
        return self.find(wanted) if isinstance(wanted, int) else None


@register
class ReplaceImage(Replace, ImageKind):
    """«Thay ảnh»."""

    code = "image_file"
    label = "Thay ảnh đang dùng"
    advice = "Mọi trang đang dùng ảnh này hiển thị ảnh mới; ảnh cũ được giữ trong kho tệp."

    def url_of(self, file) -> str:
        """A resized copy that visitors' browsers may show."""
        return file.get_rendition("max-800x600|format-webp").url


@register
class ReplaceDocument(Replace, DocumentKind):
    """«Thay tệp tài liệu»."""

    code = "document_file"
    label = "Thay tệp tài liệu đang dùng"
    advice = "Mọi trang đang dùng tệp này cho tải tệp mới; tệp cũ được giữ trong kho tệp."

    def url_of(self, file) -> str:
        """Where the file is downloaded; before approval the agency's people alone may."""
        return file.url


def connect() -> None:
    """Keep the files of requests; called once when the apps are ready."""
    for model in (AgencyImage, AgencyDocument):
        pre_delete.connect(
            refuse_deletion, sender=model, dispatch_uid=f"approval.kept.{model._meta}"
        )


def refuse_deletion(sender, instance, **kwargs) -> None:
    """Refuse to delete a file that waits with a request, or that a request replaced."""
    rows = ChangeRequest.objects.filter(target_type=sender._meta.label_lower)
    rows = rows.filter(payload__new=instance.pk)
    kept = rows.filter(closed_at__isnull=True) | rows.filter(live=True)
    request = kept.first()
    if request is not None:
        raise door.Refused(KEPT.format(title=instance.title, number=request.pk))


def _words(file) -> str:
    size = filesizeformat(file.file_size or 0)
    if isinstance(file, AgencyImage):
        return f"{file.width} × {file.height} điểm ảnh, {size}"
    return f"{file.filename}, {size}"
