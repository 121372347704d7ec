"""To which agency's record an act belongs: that of the thing acted on."""

from django.contrib.auth.models import Group

from sections.base.models import BasePage
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import agency_of

# An agency's collection stands directly under the root; treebeard writes four characters a level.
_COLLECTION_PATH_LENGTH = 8


def agency_code_of(subject) -> str:
    """The code of the agency that `subject` belongs to; "" for what belongs to none.

    Pages by their site, files by their collection, people by their account, role groups by their
    role, other records by their `agency`.
    """
    agency = _agency(subject)
    return agency.code if agency is not None else ""


def _agency(subject) -> Agency | None:
    if isinstance(subject, Agency):
        return subject
    if isinstance(subject, BasePage):
        return agency_of(subject)
    if isinstance(subject, Group):
        return Agency.objects.filter(role_groups__group=subject).first()
    collection = getattr(subject, "collection", None)
    if collection is not None:
        path = collection.path[:_COLLECTION_PATH_LENGTH]
        return Agency.objects.filter(collection__path=path).first()
    agency = getattr(subject, "agency", None)
    return agency if isinstance(agency, Agency) else None


def account_named(username: str) -> User | None:
    """The account that `username` signs in to, or None."""
    return User.objects.select_related("agency").filter(username=username).first()
