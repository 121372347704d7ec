"""Wagtail's editor of pages, as the board needs it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from sections.base.forms import DRAFT_KEY
from sections.base.models import BasePage

from . import first_save, recurring
from .checking import WithFindingsPanel

ALREADY_SENT = "«{title}» đã được lưu và gửi duyệt; không gửi lại lần nữa."
CHANGED_AFTERWARDS = (
    "«{title}» đã được gửi duyệt trước lần sửa này. Những gì bạn vừa viết nằm trong biểu mẫu bên dưới; "
    "nếu chưa lưu được, hãy rút lại bài rồi lưu, đừng đóng trang."
)
ALREADY_SAVED = "Bài đã được lưu từ biểu mẫu này."
SAVED_ALREADY_CODE = "already_saved"


class BoardCreateView(WithFindingsPanel, CreateView):
    """Makes a page, once for each form; `?tu=` names an earlier item whose frame it begins with."""

    def get(self, request):
        """The form, filled in."""
        if earlier := request.GET.get(recurring.FROM):
            recurring.begin(self.page, self.parent_page, request.user, earlier)
        return super().get(request)

    def post(self, request):
        """Make the page; what the same form sends again is a change of that page."""
        first = first_save.of_form(request.POST.get(DRAFT_KEY, ""), request.user)
        if first is None:
            return super().post(request)
        with first_save.alone(first):
            made = BasePage.objects.filter(pk=first.page_id).first() if first.page_id else None
            if made is not None:
                return self._go_on(request, made, first)
            try:
                return super().post(request)
            finally:
                # Also where the page was saved and submitting it was refused.
                first_save.made(first, self.page, first_save.digest_of(request.POST))

    def form_valid(self, form):
        """As Wagtail's; an address taken since the form was looked through is said beside it."""
        try:
            return super().form_valid(form)
        except ValidationError as error:
            if BasePage.objects.filter(pk=self.page.pk).exists():
                messages.error(self.request, " ".join(error.messages))
                return self.redirect_and_remain()
            self.page.pk = self.page.id = None
            for name, errors in error.update_error_dict({}).items():
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)

    def _go_on(self, request, made: BasePage, first: first_save.FirstSave):
        if self.expects_json_response:
            # The editor's own saving, overtaken by the author's: what the author sent counts.
            return self.json_error_response(SAVED_ALREADY_CODE, ALREADY_SAVED)
        is_sent = made.workflow_in_progress or made.live
        said = first_save.digest_of(request.POST)
        if is_sent and first.sent == said:
            messages.info(request, ALREADY_SENT.format(title=made.title))
            return redirect(reverse("desk:item", args=[made.pk]))
        if is_sent:
            messages.warning(request, CHANGED_AFTERWARDS.format(title=made.title))
        else:
            first_save.made(first, made, said)
        return BoardEditView.as_view()(request, made.pk)


class BoardEditView(WithFindingsPanel, EditView):
    """Edits a page."""
