"""Tags of the editing interface's templates."""

from dataclasses import dataclass

from django import template

from workflow.agencies.queries import role_title
from workflow.desk.writing import Place, places_to_write

register = template.Library()


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, in which role, for which agency."""

    name: str
    role: str
    agency: str


@register.simple_tag(takes_context=True)
def signed_in_person(context) -> Person:
    """The person of the request."""
    user = context["request"].user
    return Person(
        user.get_full_name(), role_title(user), user.agency.name if user.agency_id else ""
    )


@register.simple_tag(takes_context=True)
def writing_places(context) -> list[Place]:
    """Where the person may write a new item."""
    return places_to_write(context["request"].user)
