"""Publishing in an emergency, approving it afterwards, withdrawing it: forms of the item screen."""

from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from sections.base.door import Refused
from workflow.approval.emergencies import opening, settling

from .reading import readable_page
from .views import item_screen

PUBLISHED = "Đã đăng khẩn cấp «{title}». Người khác phải duyệt lại trước {due}."
CONFIRMED = "Đã duyệt lại «{title}»; nội dung tiếp tục hiển thị công khai."
RETRACTED = "Đã thu hồi «{title}»."
NOT_SURE = "Hãy đánh dấu xác nhận: tin hiển thị công khai ngay khi chưa qua quy trình duyệt."


@require_POST
def publish(request, page_id):
    """Publish the draft now, with a reason."""
    page = readable_page(request.user, page_id)
    try:
        if "sure" not in request.POST:
            raise Refused(NOT_SURE)
        emergency = opening.publish(
            page,
            request.user,
            request.POST.get("note", ""),
            seen_hash=request.POST.get("seen_hash", ""),
        )
    except Refused as refusal:
        return _again(request, page, refusal)
    due = f"{timezone.localtime(emergency.due_at):%H:%M %d/%m/%Y}"
    messages.warning(request, PUBLISHED.format(title=emergency.page_title, due=due))
    return redirect("desk:item", page.pk)


@require_POST
def settle(request, page_id):
    """Approve afterwards (`action` "confirm") or withdraw ("retract")."""
    page = readable_page(request.user, page_id)
    note = request.POST.get("note", "")
    try:
        if request.POST.get("action") == "confirm":
            settling.confirm(page, request.user, note, seen_hash=request.POST.get("seen_hash", ""))
            words = CONFIRMED
        else:
            settling.retract(page, request.user, note)
            words = RETRACTED
    except Refused as refusal:
        return _again(request, page, refusal)
    messages.success(request, words.format(title=page.title))
    return redirect("desk:item", page.pk)


def _again(request, page, refusal: Refused):
    typed = {"note": request.POST.get("note", ""), "action": request.POST.get("action", "")}
    page.refresh_from_db()
    return item_screen(request, page, refusal=str(refusal), typed=typed)
