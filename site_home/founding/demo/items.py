"""Demonstration items that walked the agency's own chain, and one that waits in it."""

from datetime import timedelta

from django.utils import timezone

from sections.news import NewsIndexPage, NewsPage
from site_home.founding.report import Report
from workflow.agencies.models import Agency, User
from workflow.approval import submissions

from .accounts import username_of
from .content import body_of, fill, texts
from .pictures import ensure_picture
from .walk import walk


def ensure_items(agency: Agency, report: Report) -> None:
    """Write, submit and walk the items that are missing."""
    home = agency.site.root_page
    index = NewsIndexPage.objects.child_of(home).first()
    if index is None:
        return
    author = User.objects.get(username=username_of(agency.code, "contributor"))
    for row in reversed(texts()["item"]):
        if not NewsPage.objects.child_of(index).filter(slug=row["slug"]).exists():
            page = write_item(agency, index, author, row)
            submissions.submit(page, author)
            walk(page)
            report.created.append(f"Tin trình diễn «{page.title}»")
    row = texts()["waiting"]
    if not NewsPage.objects.child_of(index).filter(slug=row["slug"]).exists():
        page = write_item(agency, index, author, row)
        submissions.submit(page, author)
        report.created.append(f"Tin trình diễn «{page.title}»")


def write_item(agency: Agency, index: NewsIndexPage, author: User, row: dict) -> NewsPage:
    """A draft item of `row` under `index`, complete enough to be submitted."""
    page = NewsPage(
        title=fill(row["title"], agency),
        slug=row["slug"],
        summary=fill(row["summary"], agency),
        body=body_of(row, agency),
        illustration=ensure_picture(agency, row["picture"], row["alt"]),
        illustration_alt=row["alt"],
        unit=author.unit,
        supplier_name=author.full_name,
        supplier_title=author.position,
        supplier_email=author.email,
        supplier_phone="Nội bộ (demo)",
        byline=author.full_name,
        happened_at=timezone.now() - timedelta(hours=row["hours_ago"]),
        owner=author,
        live=False,
    )
    index.refresh_from_db()
    index.add_child(instance=page)
    page.tags.add(*row["tags"])
    page.save_revision(user=author, log_action=True)
    return page
