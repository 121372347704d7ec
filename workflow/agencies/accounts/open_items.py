"""What a person leaves behind: drafts, submitted items, steps nobody else holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import WorkflowState, get_default_page_content_type

from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.agencies.queries import holders

from .running import Stranded, runs_of, steps_of, stranded
from .staff import Staff


@dataclass(frozen=True, slots=True)
class OpenItems:
    """Everything of one account that somebody else must see to."""

    drafts: list[BasePage]
    submitted: list[BasePage]
    stranded: list[Stranded]
    empty_steps: list[str]


def drafts_of(account: User) -> QuerySet[BasePage]:
    """Pages that `account` owns in the own agency and that are not public as they stand."""
    return BasePage.objects.filter(
        Q(live=False) | Q(has_unpublished_changes=True),
        owner=account,
        path__startswith=account.agency.site.root_page.path,
    ).order_by("-latest_revision_created_at", "pk")


def submitted_by(account: User) -> QuerySet[BasePage]:
    """Pages under way that `account` submitted."""
    runs = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        requested_by=account,
        base_content_type=get_default_page_content_type(),
    )
    return BasePage.objects.filter(
        pk__in=runs.values_list(Cast("object_id", BigIntegerField())),
        path__startswith=account.agency.site.root_page.path,
    ).order_by("pk")


def successors_of(account: User) -> QuerySet[User]:
    """Who may take over the drafts of `account`: active colleagues who may write."""
    book = account.agency.book
    writing = tuple(role.code for role in book.roles if "write" in role.rights)
    return holders(account.agency, writing).exclude(pk=account.pk).order_by("full_name", "pk")


def open_items(account: User) -> OpenItems:
    """What would be left if `account` were deactivated now."""
    staff = Staff.of(account.agency)
    return OpenItems(
        drafts=list(drafts_of(account)),
        submitted=list(submitted_by(account)),
        stranded=newly_stranded(account, staff, staff.without(account.pk)),
        empty_steps=newly_empty_steps(account, staff, staff.without(account.pk)),
    )


def newly_stranded(
    account: User, before: Staff, after: Staff, successor: User | None = None
) -> list[Stranded]:
    """Steps of waiting items that the change from `before` to `after` leaves to nobody.

    With a `successor` the drafts of `account` become the successor's, who may then not decide
    on them.
    """
    runs = runs_of(account.agency)
    heir = (account.pk, successor.pk) if successor else None
    lost = stranded(runs, after, heir) - stranded(runs, before)
    return sorted(lost, key=lambda item: (item.title, item.page_id, item.step))


def newly_empty_steps(account: User, before: Staff, after: Staff) -> list[str]:
    """Names of the steps that nobody would hold any more for coming items (of the own unit)."""
    return [
        task.label
        for task in steps_of(account.agency)
        if before.holders_of(task, account.unit_id) and not after.holders_of(task, account.unit_id)
    ]
