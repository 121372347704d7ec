"""«Tác vụ nền»: is the worker alive, what waits, what runs when, what failed; doing it again."""

from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from workflow.agencies.queries import has_right

from .failures import failed_tasks, retry
from .queue import state_of
from .schedule_rows import schedule_rows

TITLE = "Tác vụ nền"
SHOWN = 100
RETRIED = "Đã giao hàng đợi làm lại {count} việc. Việc nào lại không xong sẽ hiện lại ở đây."
NOTHING = "Không còn việc nào để làm lại: việc này đã được giao lại, hoặc không còn nữa."


def may_look(person) -> bool:
    """Who runs the installation, and the officers of the agencies for its technical side."""
    return has_right(person, "accounts")


def may_act(person) -> bool:
    """Tasks are those of all agencies together: only who runs the installation."""
    return person.is_superuser


class WorkerAccessMixin:
    """Answers 403 itself: Wagtail would turn a refusal into a redirect."""

    is_allowed = staticmethod(may_look)

    def dispatch(self, request, *args, **kwargs):
        """The page that says why not, or the view."""
        if not self.is_allowed(request.user):
            return TemplateResponse(request, "operations/forbidden.html", status=403)
        return super().dispatch(request, *args, **kwargs)


class WorkerView(WorkerAccessMixin, WagtailAdminTemplateMixin, TemplateView):
    """The worker as it is now."""

    template_name = "operations/worker.html"
    page_title = TITLE
    header_icon = "cogs"

    def get_breadcrumbs_items(self):
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs):
        """State, schedules, failures; why they failed only to who may see every agency's."""
        now = timezone.now()
        acts = may_act(self.request.user)
        return super().get_context_data(
            now=now,
            state=state_of(now),
            schedules=schedule_rows(now),
            failures=failed_tasks(SHOWN),
            shown=SHOWN,
            may_act=acts,
            **kwargs,
        )


class RetryView(WorkerAccessMixin, View):
    """Have one failed task (`viec`), or all of them, done again."""

    is_allowed = staticmethod(may_act)

    def get(self, request):
        """An address that only takes forms."""
        return HttpResponseNotAllowed(["POST"])

    def post(self, request):
        """Asked twice, it is done once."""
        pks = None if "tat-ca" in request.POST else request.POST.getlist("viec")
        count = retry(request.user, pks)
        if count:
            messages.success(request, RETRIED.format(count=count))
        else:
            messages.info(request, NOTHING)
        return redirect("worker")
