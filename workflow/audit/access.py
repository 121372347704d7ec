"""The frame of the record's screens: who may open them, what stands around them."""

from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .queries import may_read

TITLE = "Nhật ký"


class RecordAccessMixin:
    """Only for whom the rule book gives the right `audit`: others get a page that says so (403)."""

    def dispatch(self, request, *args, **kwargs):
        """Answer 403 itself: Wagtail would turn a refusal into a redirect."""
        if not may_read(request.user):
            return TemplateResponse(request, "audit/forbidden.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def shows_agency(self) -> bool:
        """Whether rows of several agencies stand together."""
        return self.request.user.is_superuser

    def get_context_data(self, **kwargs):
        """With the switch of the agency column."""
        return super().get_context_data(**kwargs, shows_agency=self.shows_agency)


class BelowListMixin(RecordAccessMixin, WagtailAdminTemplateMixin):
    """A page one step below the list."""

    header_icon = "history"

    def get_breadcrumbs_items(self):
        """Home, the record, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy("audit:list"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]
