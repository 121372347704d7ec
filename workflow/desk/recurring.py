"""Items that come back: a new draft begins with the frame of an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET
from wagtail.admin.widgets import Button

from sections.base.models import BasePage
from workflow.agencies.models import User

from .reading import readable_page

# The parameter of the editor's address that names the earlier item.
FROM = "tu"
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Earlier:
    """An item to begin from: what the next one would be called, and where it is begun."""

    page: BasePage
    title: str
    url: str


def recurring_type(section):
    """The type of the items of `section` that come back; None where there is none."""
    kind = section.specific_class
    types = kind.allowed_subpage_models() if kind else ()
    return next((model for model in types if getattr(model, "recurs", False)), None)


def url_of_choice(section) -> str:
    """Where the earlier item is chosen."""
    return reverse("desk:recurring", args=[section.pk])


def header_buttons(page, user: User) -> list[Button]:
    """«Tạo từ lần trước» above the list of a section whose items come back."""
    if recurring_type(page) is None or not page.permissions_for_user(user).can_add_subpage():
        return []
    url = url_of_choice(page)
    return [Button("Tạo từ lần trước", url=url, icon_name="rotate", priority=15)]


@require_GET
def choose(request, section_id):
    """The earlier items of the section, the newest first."""
    section = readable_page(request.user, section_id)
    model = recurring_type(section)
    if model is None:
        raise Http404
    if not section.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    pages = model.objects.child_of(section).order_by("-pk")[:SHOWN]
    earlier = [row for page in pages if (row := _earlier(page, section, request.user))]
    context = {"section": section, "earlier": earlier, "kind": model._meta.verbose_name}
    return render(
        request, "desk/recurring.html", {**context, "empty_url": _url_of_new(model, section)}
    )


def begin(new, section, user: User, earlier_id: str) -> None:
    """Fill `new`, an unsaved page under `section`, with the frame of the item `earlier_id`.

    Http404 for what is no item of the same type there, or a draft that is not the person's.
    """
    if not earlier_id.isdecimal() or not getattr(type(new), "recurs", False):
        raise Http404
    page = get_object_or_404(type(new).objects.child_of(section), pk=int(earlier_id))
    source = _readable_content(page, user)
    if source is None:
        raise Http404
    for name, value in source.next_values().items():
        setattr(new, name, value)


def _earlier(page, section, user: User) -> Earlier | None:
    source = _readable_content(page, user)
    if source is None:
        return None
    url = f"{_url_of_new(type(page), section)}?{urlencode({FROM: page.pk})}"
    return Earlier(source, source.next_values()["title"], url)


def _readable_content(page, user: User):
    """What is public of `page`; of a page that is not, the draft, for who may edit it."""
    if page.live:
        return page
    if not page.permissions_for_user(user).can_edit():
        return None
    return page.get_latest_revision_as_object()


def _url_of_new(model, section) -> str:
    address = (model._meta.app_label, model._meta.model_name, section.pk)
    return reverse("wagtailadmin_pages:add", args=address)
