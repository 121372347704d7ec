"""The buttons below the editor: save the draft, submit it, or see where it stands."""

from django.urls import reverse
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem

KEPT = frozenset({"action-save-draft"})


class SubmitItem(SubmitForModerationMenuItem):
    """«Gửi duyệt»: saves the draft and starts the agency's chain."""

    order = 10
    icon_name = "resubmit"

    def get_context_data(self, parent_context):
        """With one label for every agency; Wagtail would name the workflow."""
        return {**super().get_context_data(parent_context), "label": "Gửi duyệt"}


class DeskItem(ActionMenuItem):
    """A link to the item's screen on the desk."""

    name = "desk"
    label = "Quy trình duyệt"
    icon_name = "tasks"
    order = 20

    def is_shown(self, context):
        """Always, whether or not the person may edit now."""
        return True

    def get_url(self, context):
        """The item's screen."""
        return reverse("desk:item", args=[context["page"].pk])


def arrange(menu_items: list, context: dict) -> None:
    """Leave what can be used: draft, submission, desk; own items of other rooms stay."""
    own = [
        item
        for item in menu_items
        if item.name in KEPT or not type(item).__module__.startswith("wagtail.")
    ]
    submission = SubmitItem()
    if submission.is_shown(context):
        own.append(submission)
    page = context.get("page")
    if page is not None and page.pk:
        own.append(DeskItem())
    menu_items[:] = own


def desk_after_submission(request, page) -> str | None:
    """The address of the item's screen when the editor was left with «Gửi duyệt»."""
    if "action-submit" not in request.POST or not page.workflow_in_progress:
        return None
    return reverse("desk:item", args=[page.pk])
