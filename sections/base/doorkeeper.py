"""Guards that hold at the model, below every form, view, bulk action, API and command.

`page.save()` is guarded in `BasePage.save`; here are the acts that do not pass through it.
Unpublishing, moving, deleting, changing privacy: carried out by a decided change request on the
regulation's shorter chains (`[[chain]]` of the rule book), refused otherwise.
"""

from django.db.models.signals import pre_delete, pre_save
from wagtail.models import PageViewRestriction, get_page_models
from wagtail.signals import pre_page_move

from . import door

MOVE = (
    "Không thể di chuyển hoặc sắp xếp lại «{title}»: trang đang hiển thị công khai, mọi thay đổi "
    "vị trí phải được Ban Biên tập quyết định. Hãy mở trang trên «Bàn làm việc» và bấm «Yêu cầu "
    "thay đổi»."
)
DELETE = (
    "Không thể xóa «{title}»: trang đang hoặc đã hiển thị công khai. Nội dung đã đăng phải được lưu "
    "trữ; việc gỡ, xóa phải do Ban Biên tập quyết định. Hãy mở trang trên «Bàn làm việc» và bấm "
    "«Yêu cầu thay đổi»."
)
PRIVACY = (
    "Không thể đổi quyền xem của «{title}»: phạm vi công khai do Ban Biên tập quyết định, "
    "không đặt trực tiếp. Hãy mở trang trên «Bàn làm việc» và bấm «Yêu cầu thay đổi»."
)


def connect() -> None:
    """Connect the guards; called once when the apps are ready."""
    pre_page_move.connect(refuse_move, dispatch_uid="base.refuse_move")
    for model in get_page_models():
        pre_delete.connect(refuse_delete, sender=model, dispatch_uid=f"base.delete.{model._meta}")
    for signal in (pre_save, pre_delete):
        signal.connect(
            refuse_privacy, sender=PageViewRestriction, dispatch_uid=f"base.privacy.{id(signal)}"
        )


def refuse_move(sender, instance, **kwargs) -> None:
    """Refuse to move or reorder a page that is live or holds live pages."""
    subtree = instance.get_descendants(inclusive=True)
    if subtree.filter(live=True).exists() and not door.is_open(instance):
        raise door.Refused(MOVE.format(title=instance.title), page_id=instance.pk)


def refuse_delete(sender, instance, **kwargs) -> None:
    """Refuse to delete a page that is public, or ever was."""
    was_public = instance.live or instance.first_published_at is not None
    if was_public and not door.is_open(instance):
        raise door.Refused(DELETE.format(title=instance.title), page_id=instance.pk)


def refuse_privacy(sender, instance, **kwargs) -> None:
    """Refuse to set, change or lift a view restriction."""
    if not door.is_open(instance.page):
        raise door.Refused(PRIVACY.format(title=instance.page.title), page_id=instance.page_id)
