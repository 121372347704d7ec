"""A stored file is never changed behind the board's back: what was approved stays what is shown."""

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models.signals import pre_delete, pre_save
from wagtail.models import ReferenceIndex, get_page_models

from sections.base import door
from sections.base.door_names import Named, named

REPLACE = (
    "Không thể thay tệp «{title}»: tệp đã lưu được giữ nguyên. Hãy tải lên một tệp mới rồi chọn "
    "tệp mới đó trong trang."
)
REPLACE_LIVE = (
    "Không thể thay tệp «{title}»: trang «{page}» đang hiển thị công khai tệp này. Hãy bấm «Yêu cầu "
    "thay đổi» để gửi yêu cầu thay tệp, hoặc tải lên một tệp mới rồi chọn trong trang và gửi duyệt."
)
RENAME = (
    "Không thể đổi tên tệp «{title}»: trang «{page}» đang hiển thị công khai tên này. Hãy bấm «Yêu "
    "cầu thay đổi» để gửi yêu cầu đổi tên."
)
RECROP = (
    "Không thể đổi vùng chính của ảnh «{title}»: trang «{page}» đang hiển thị công khai ảnh này. "
    "Hãy bấm «Yêu cầu thay đổi» để gửi yêu cầu đổi vùng chính."
)
DELETE = (
    "Không thể xóa «{title}»: trang «{page}» đang dùng tệp này. Nội dung đã đăng phải được lưu trữ."
)


def connect(*models) -> None:
    """Guard the records of `models`; called once when the apps are ready."""
    for model in models:
        pre_save.connect(refuse_replacement, sender=model, dispatch_uid=f"{model._meta}.replace")
        pre_delete.connect(refuse_deletion, sender=model, dispatch_uid=f"{model._meta}.delete")


def file_door(instance) -> Named:
    """The door of a stored file: opened by a decided change request alone."""
    return named("file", instance._meta.label_lower, instance.pk)


def live_page_using(instance):
    """A live page that refers to the file, or None."""
    return next(_pages(instance, live=True), None)


def live_pages_using(instance) -> list:
    """Every live page that refers to the file, each once."""
    return list({page.pk: page for page in _pages(instance, live=True)}.values())


def pages_using(instance) -> list:
    """Every page, live or not, whose saved row refers to the file, each once."""
    return list({page.pk: page for page in _pages(instance)}.values())


def _pages(instance, **state) -> Iterator:
    page_models = {model._meta.label_lower for model in get_page_models()}
    for reference in ReferenceIndex.get_references_to(instance).select_related("content_type"):
        model = reference.content_type.model_class()
        if model is None or model._meta.label_lower not in page_models:
            continue
        page = model._base_manager.filter(pk=reference.object_id, **state).first()
        if page is not None:
            yield page


def refusal(instance) -> tuple[str, str] | None:
    """The field and the reason why `instance` may not be saved over its record, if it may not.

    A stored file is never replaced, even while only drafts use it: an approver may already have
    seen it. `fixed_when_live` of the model names what else a visitor sees of the file.
    """
    if not instance.pk:
        return None
    stored = type(instance)._base_manager.filter(pk=instance.pk).first()
    if stored is None:
        return None
    if stored.file.name != instance.file.name or (instance.file and not instance.file._committed):
        page = live_page_using(stored)
        if page is None:
            return "file", REPLACE.format(title=stored.title)
        return "file", REPLACE_LIVE.format(title=stored.title, page=page.title)
    changed = [
        name
        for name in instance.fixed_when_live
        if getattr(stored, name) != getattr(instance, name)
    ]
    page = live_page_using(stored) if changed else None
    if page is None:
        return None
    field, reason = ("title", RENAME) if "title" in changed else (NON_FIELD_ERRORS, RECROP)
    return field, reason.format(title=stored.title, page=page.title)


def validate_change(instance) -> None:
    """Raise `ValidationError` for what `refuse_replacement` would refuse, so that a form keeps
    what was typed; the stored file is put back, so that the form shows it and not the new one."""
    refused = refusal(instance)
    if refused is None:
        return
    field, reason = refused
    if field == "file":
        names = {item.name for item in instance._meta.concrete_fields}
        instance.refresh_from_db(fields=[n for n in ("file", "width", "height") if n in names])
    raise ValidationError({field: reason})


def refuse_replacement(sender, instance, raw=False, **kwargs) -> None:
    """Raise `door.Refused` for a new file under a record, or a change that visitors would see."""
    refused = None if raw or door.is_open(file_door(instance)) else refusal(instance)
    if refused is not None:
        raise door.Refused(refused[1])


def refuse_deletion(sender, instance, **kwargs) -> None:
    """Refuse to delete a file that a live page shows."""
    page = live_page_using(instance)
    if page is not None:
        raise door.Refused(DELETE.format(title=instance.title, page=page.title))
