"""Founds an agency from its regulation; the same call again changes only what changed."""

from django.db import transaction
from wagtail.models import Site

from workflow.agencies.models import Agency
from workflow.regulations import loader

from . import chain, installation, people, site, tree
from .report import Report


@transaction.atomic
def found(code: str) -> tuple[Agency, Report]:
    """Found or bring up to date the agency `code`; the agency and what was done.

    Raises `loader.RuleBookError` when the regulation's file is not whole; then nothing changes.
    Never deletes content. Running it twice does nothing the second time.
    """
    book = loader.load(code)
    report = Report()
    installation.prepare(report)
    agency = site.ensure_agency(book, report)
    people.ensure_units(agency, book, report)
    people.ensure_role_groups(agency, book, report)
    chain.ensure_chain(agency, book, report)
    tree.ensure_sections(agency, book, report)
    agency.applied["fingerprints"] = dict(book.fingerprints)
    agency.save()
    Site.clear_site_root_paths_cache()
    return agency, report
