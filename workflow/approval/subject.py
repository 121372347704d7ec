"""What a run is about: a page, or a request to change something public."""

import hashlib
import json

from django.contrib.contenttypes.models import ContentType
from wagtail.models import WorkflowState

from sections.base.models import BasePage
from workflow.agencies import queries as agencies
from workflow.agencies.models import Agency

from .changes.kinds import kind_of
from .changes.request import ChangeRequest
from .content import hash_of_page


def locked(run: WorkflowState):
    """The page (as the base type) or request of `run`, its row locked; None when it is gone.

    Everybody locks in one order, so that no two wait for each other: first the page or request
    (of a request then what it changes), then the run, the step, the rest. Until the transaction
    ends, and weaker than FOR UPDATE: foreign keys to the row may still be checked meanwhile.
    """
    model = ContentType.objects.get_for_id(run.base_content_type_id).model_class()
    # Only the row of the base type, as everybody does: two who lock more may do it in two orders.
    # And the newest version is not joined: to a row that had to be waited for, the database joins
    # what was there before the wait.
    item = model._base_manager.select_for_update(no_key=True).filter(pk=run.object_id).first()
    if item is not None and is_request(item):
        kind_of(item.kind).lock(item.target_id)
    return item


def newest(item):
    """What is to be decided of the locked `item`, and the version that says it, read now.

    A page as its newest version has it (one query), a request as it stands.
    """
    if is_request(item):
        return item, item.get_latest_revision()
    rows = item.specific_class._base_manager.select_related("latest_revision")
    page = rows.get(pk=item.pk)
    revision = page.latest_revision
    # What `as_object` would read again.
    revision.content_object = page
    return revision.as_object(), revision


def lock_page(page_id) -> BasePage | None:
    """The page, its row locked as by `locked`."""
    return BasePage.objects.select_for_update(no_key=True).filter(pk=page_id).first()


def is_request(subject) -> bool:
    """Whether the run is about a change request, not a page."""
    return isinstance(subject, ChangeRequest)


def agency_of(subject) -> Agency | None:
    """The agency whose chain decides; remembered on the subject."""
    if is_request(subject):
        return subject.agency
    if not hasattr(subject, "_agency"):
        subject._agency = agencies.agency_of(subject)
    return subject._agency


def belongs_to(subject, agency: Agency) -> bool:
    """Whether the page stands on the agency's site, or the request is the agency's own.

    A page that does remembers its agency, so that nobody asks again.
    """
    if is_request(subject):
        return subject.agency_id == agency.pk
    if not subject.path.startswith(agency.site.root_page.path):
        return False
    subject._agency = agency
    return True


def section_code_of(subject) -> str:
    """The code of the section that the page stands in; "" for what stands in none."""
    return getattr(subject, "section_code", "") or ""


def hash_of(subject, files: list | None = None) -> str:
    """Hex SHA-256 of what is decided: a page's content, or a change and what it changes.

    `files` are the page's `content.shown_files`, where they are at hand.
    """
    if not is_request(subject):
        return hash_of_page(subject, files)
    return hash_of_request(subject)


def hash_of_request(request: ChangeRequest) -> str:
    """Hex SHA-256 of the wish, its reason, its time and what is public now."""
    kind = kind_of(request.kind)
    target = kind.target(request)
    seen = {
        "agency": request.agency_id,
        "kind": request.kind,
        "target": [request.target_type, request.target_id],
        "payload": request.payload,
        "reason": request.reason,
        "due_at": request.due_at.isoformat() if request.due_at else None,
        "before": kind.before(request, target) if target is not None else None,
    }
    canonical = json.dumps(seen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
