"""A file that a live page shows is not replaced or deleted behind the board's back."""

from django.db.models.signals import pre_delete, pre_save
from wagtail.models import ReferenceIndex, get_page_models

from sections.base import door

from .models import AgencyDocument, AgencyImage

REPLACE = (
    "Không thể thay tệp «{title}»: trang «{page}» đang hiển thị công khai tệp này. Hãy tải lên một "
    "tệp mới rồi sửa trang và gửi duyệt."
)
DELETE = (
    "Không thể xóa «{title}»: trang «{page}» đang dùng tệp này. Nội dung đã đăng phải được lưu trữ."
)


def connect() -> None:
    """Connect the guards; called once when the apps are ready."""
    for model in (AgencyImage, AgencyDocument):
        pre_save.connect(refuse_replacement, sender=model, dispatch_uid=f"{model._meta}.replace")
        pre_delete.connect(refuse_deletion, sender=model, dispatch_uid=f"{model._meta}.delete")


def live_page_using(instance):
    """A live page that refers to the file, or None."""
    page_models = {model._meta.label_lower for model in get_page_models()}
    for reference in ReferenceIndex.get_references_to(instance).select_related("content_type"):
        model = reference.content_type.model_class()
        if model is None or model._meta.label_lower not in page_models:
            continue
        page = model._base_manager.filter(pk=reference.object_id, live=True).first()
        if page is not None:
            return page
    return None


def refuse_replacement(sender, instance, raw=False, **kwargs) -> None:
    """Refuse a new file under a record that a live page shows."""
    if raw or not instance.pk:
        return
    stored = sender._base_manager.filter(pk=instance.pk).first()
    if stored is None or stored.file.name == instance.file.name:
        return
    page = live_page_using(stored)
    if page is not None:
        raise door.Refused(REPLACE.format(title=stored.title, page=page.title))


def refuse_deletion(sender, instance, **kwargs) -> None:
    """Refuse to delete a file that a live page shows."""
    page = live_page_using(instance)
    if page is not None:
        raise door.Refused(DELETE.format(title=instance.title, page=page.title))
