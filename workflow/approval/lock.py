"""Why an item under approval cannot be changed, told to the person."""

from django.urls import reverse
from django.utils.html import format_html
from wagtail.locks import WorkflowLock


class BoardLock(WorkflowLock):
    """The lock that a step puts on the item."""

    def for_user(self, user):
        """Whether the item is closed to `user`'s changes at this step."""
        return self.task.locked_for_user(self.object, user)

    def get_message(self, user):
        """Where the item is, and what the person can do."""
        step = self.task.label
        if not self.for_user(user):
            return f"Tin đang ở bước «{step}» do bạn giữ: bạn được sửa, rồi chuyển bước sau."
        desk = reverse("desk:item", args=[self.object.pk])
        return format_html(
            "Tin đang ở bước «{}» nên tạm khóa nội dung. <a href='{}'>Xem quy trình duyệt của tin</a>.",
            step,
            desk,
        )

    def get_locked_by(self, user, can_lock=False):
        """The step that holds the item."""
        return f"Đang ở bước «{self.task.label}»"

    def get_description(self, user, can_lock=False):
        """What the lock means for `user`."""
        if self.for_user(user):
            return "Nội dung được khóa trong khi chờ duyệt; muốn sửa, hãy rút lại hoặc chờ trả lại."
        return "Chỉ người giữ bước này được sửa nội dung."
