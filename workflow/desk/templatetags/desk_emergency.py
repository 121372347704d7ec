"""What a person may do about an emergency on the item screen."""

from dataclasses import dataclass

from django import template

from workflow.agencies.queries import agency_of
from workflow.approval.emergencies import opening, settling
from workflow.approval.emergencies.emergency import Emergency

register = template.Library()


@dataclass(frozen=True, slots=True)
class Urgent:
    """The acts that are offered; `hours` is the time that another person has to approve."""

    may_publish: bool = False
    may_confirm: bool = False
    may_retract: bool = False
    hours: int = 0


@register.simple_tag
def urgent_acts(screen, emergency: Emergency | None, user) -> Urgent:
    """What `user` may do: publish where nothing is open, else approve or withdraw."""
    if emergency is None:
        if not opening.may_publish(user, screen.page) or not _has_something_new(screen.page):
            return Urgent()
        return Urgent(may_publish=True, hours=_hours(screen.page))
    may_confirm = user in settling.deciders(screen.page, emergency)
    return Urgent(may_confirm=may_confirm, may_retract=may_confirm or user.pk == emergency.user_id)


def _has_something_new(page) -> bool:
    return not page.live or page.has_unpublished_changes


def _hours(page) -> int:
    return agency_of(page).book.setting("break_glass_hours")
