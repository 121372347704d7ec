"""Demonstration content: accounts, pictures and items, all labelled as such."""

from site_home.founding.report import Report
from workflow.agencies.models import Agency

from .accounts import ensure_accounts
from .filling import fill_sections
from .items import ensure_items
from .structure import ensure_structure


def add(agency: Agency, report: Report) -> None:
    """Add what is missing of the demonstration; a second call adds nothing."""
    ensure_accounts(agency, report)
    ensure_structure(agency, report)
    ensure_items(agency, report)
    fill_sections(agency, report)
