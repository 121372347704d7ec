"""Where a person may write a new item: news at once, the other sections one step further."""

from dataclasses import dataclass

from django.urls import reverse

from sections.base.models import BasePage
from workflow.agencies.models import User

from .recurring import url_of_choice

# What is written every day (BP-13.1, KT-11.1).
NEWS = "S04"


@dataclass(frozen=True, slots=True)
class Place:
    """A section that takes items of one kind from the person."""

    kind: str
    section: str
    url: str
    is_news: bool
    earlier_url: str = ""


def places_to_write(user: User) -> list[Place]:
    """The sections of the own agency where `user` may add items, in the agency's order."""
    if user.agency_id is None:
        return []
    home = user.agency.site.root_page
    sections = BasePage.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    return [
        _place(model, section)
        for section in sections.order_by("path")
        if section.specific_class is not None
        and section.permissions_for_user(user).can_add_subpage()
        for model in section.specific_class.allowed_subpage_models()
        if getattr(model, "is_item", False)
    ]


def _place(model, section) -> Place:
    address = (model._meta.app_label, model._meta.model_name, section.pk)
    return Place(
        kind=model._meta.verbose_name,
        section=section.title,
        url=reverse("wagtailadmin_pages:add", args=address),
        is_news=section.section_code == NEWS,
        earlier_url=url_of_choice(section) if getattr(model, "recurs", False) else "",
    )
