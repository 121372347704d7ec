"""Who may read which rows of the record."""

from django.db.models import QuerySet
from wagtail.models import get_page_models

from workflow.agencies.queries import has_right

from .models import Entry


def may_read(user) -> bool:
    """Whether `user` holds a role with the right `audit`; superusers read too."""
    return has_right(user, "audit")


def entries_for(user) -> QuerySet[Entry]:
    """The rows of the own agency, newest first; superusers: of all agencies and of none."""
    if not may_read(user):
        return Entry.objects.none()
    if user.is_superuser:
        return Entry.objects.all()
    return Entry.objects.filter(agency_code=user.agency.code)


def story_of(user, page_id: int) -> QuerySet[Entry]:
    """Everything the record says of one page, in order of time; for whom may read it."""
    rows = entries_for(user).filter(subject_type__in=page_types(), subject_id=str(page_id))
    return rows.order_by("at", "pk")


def page_types() -> list[str]:
    """What `Entry.subject_type` says when the subject is a page."""
    return [model._meta.label_lower for model in get_page_models()]
