"""Puts the worker's screen into Wagtail's editing interface."""

from django.urls import path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import TITLE, RetryView, WorkerView, may_look


class WorkerMenuItem(MenuItem):
    """Shown to whoever may look."""

    def is_shown(self, request):
        """Whether the person looks after the technical side."""
        return may_look(request.user)


@hooks.register("register_admin_urls")
def register_urls():
    """The screen, and the address its forms are sent to."""
    return [
        path("tac-vu-nen/", WorkerView.as_view(), name="worker"),
        path("tac-vu-nen/lam-lai/", RetryView.as_view(), name="worker_retry"),
    ]


@hooks.register("register_reports_menu_item")
def register_worker():
    """The worker among the reports."""
    return WorkerMenuItem(TITLE, reverse_lazy("worker"), name="worker", icon_name="cogs", order=90)
