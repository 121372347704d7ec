"""Where a person may write a new item."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import get_page_models

from sections.base.models import BasePage
from workflow.agencies.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """A section that takes items of one kind from the person."""

    kind: str
    section: str
    url: str


def places_to_write(user: User) -> list[Place]:
    """The sections of the own agency where `user` may add items, in the agency's order."""
    if user.agency_id is None:
        return []
    found = []
    for model in get_page_models():
        if not getattr(model, "is_item", False):
            continue
        for parent_model in model.allowed_parent_page_models():
            for section in _sections(parent_model, user):
                if section.permissions_for_user(user).can_add_subpage():
                    found.append((section.path, _place(model, section)))
    return [place for _path, place in sorted(found, key=lambda pair: pair[0])]


def _sections(parent_model, user: User):
    if not issubclass(parent_model, BasePage):
        return []
    home_path = user.agency.site.root_page.path
    return parent_model.objects.filter(path__startswith=home_path).order_by("path")


def _place(model, section) -> Place:
    address = (model._meta.app_label, model._meta.model_name, section.pk)
    return Place(
        model._meta.verbose_name, section.title, reverse("wagtailadmin_pages:add", args=address)
    )
