"""The rows of evidence that a sheet is made of, and who may read them."""

from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.http import Http404

from workflow.agencies.models import User
from workflow.agencies.queries import roles_of
from workflow.approval.decision import Decision
from workflow.audit.models import Entry

# In the address: the acts on an item that belong to no run (founding, emergency).
OUTSIDE = 0

NOT_FOUND = "Không có phiếu duyệt này ở cơ quan của bạn."


@dataclass(frozen=True, slots=True)
class Chosen:
    """The acts of the run asked for, oldest first, and all runs by their newest act."""

    decisions: list[Decision]
    run: int
    runs: list[int]


def readable(rows: QuerySet[Decision], user: User) -> QuerySet[Decision]:
    """Those of `rows` that `user` may read: acts of the own agency, with a role there.

    As on the desk, but by the agency that each act recorded, since the page may be gone.
    Superusers may read every act.
    """
    if user.is_superuser:
        return rows
    if user.agency_id is None or not roles_of(user):
        return rows.none()
    return rows.filter(agency_code=user.agency.code)


def acts_on_page(user: User, page_id: int, run: str = "") -> Chosen:
    """The acts of one run on the page, which may be gone: the run of the newest act, or
    `run` if given.

    Http404 when `user` may read none, or when there is no such run.
    """
    # What a change request did to the page stands on the sheet of the request.
    rows = readable(Decision.objects.filter(page_id=page_id, request_id__isnull=True), user)
    # An emergency stands outside any run: the newest act says which sheet comes first.
    newest_first = rows.order_by().values("run_id").annotate(last=Max("pk")).order_by("-last")
    runs = [row["run_id"] or OUTSIDE for row in newest_first]
    asked = run or str(runs[0] if runs else "")
    if not asked.isdecimal() or int(asked) not in runs:
        raise Http404(NOT_FOUND)
    chosen = int(asked)
    of_run = rows.filter(run_id=chosen) if chosen else rows.filter(run_id__isnull=True)
    return Chosen(list(of_run.order_by("pk")), chosen, runs)


def entries_of(decisions: list[Decision]) -> dict[int, Entry]:
    """The row of the record for each of `decisions` that has one, by the decision's id.

    Both rows carry the same moment (`approval.evidence`), which the record is indexed by.
    """
    ids = {row.pk for row in decisions}
    rows = Entry.objects.filter(
        agency_code__in={row.agency_code for row in decisions},
        at__in=[row.at for row in decisions],
        data__decision__in=ids,
    ).order_by("pk")
    return {row.data["decision"]: row for row in rows}
