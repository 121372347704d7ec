"""What was published in an emergency and still waits for another person's word."""

from collections.abc import Iterable

from workflow.approval.emergencies.emergency import Emergency


def open_on(page_ids: Iterable[int]) -> dict[int, Emergency]:
    """The emergency publishing of each page that nobody has settled yet (one query)."""
    rows = Emergency.objects.filter(page_id__in=list(page_ids), settled_at__isnull=True)
    return {row.page_id: row for row in rows.select_related("user")}


def open_at(agency_code: str) -> list[Emergency]:
    """Every open emergency publishing of the agency, what ends first on top (one query)."""
    rows = Emergency.objects.filter(agency_code=agency_code, settled_at__isnull=True)
    return list(rows.select_related("user").order_by("due_at", "pk"))
