"""Reads what the blocks of a home page show: a bounded number of queries, whatever stands there."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from sections.base.models import BasePage
from sections.base.readership import OF_A_CARD, for_everyone, is_open_sql
from sections.consultations import ConsultationPage, open_consultations
from sections.leaders import Leader
from sections.links import WebLink
from sections.schedules import SchedulePage, current_week
from site_home.context import SiteAgency
from site_home.visits.queries import most_read

from .blocks import MAX_ITEMS, NEWS

SHOWN_LEADERS = 4
SHOWN_LINKS = 8

Blocks = list[tuple[str, object]]


@dataclass(slots=True)
class Gathered:
    """What the templates of the blocks need."""

    items: dict[str, list[BasePage]] = field(default_factory=dict)
    most_read: list[BasePage] = field(default_factory=list)
    consultations: list[ConsultationPage] = field(default_factory=list)
    week: SchedulePage | None = None
    leaders: list[Leader] = field(default_factory=list)
    links: list[WebLink] = field(default_factory=list)

    def items_of(self, code: str, count: int) -> list[BasePage]:
        """The newest `count` items of the section `code`."""
        return self.items.get(code, [])[:count]


def gathered_once(home: BasePage, blocks: Blocks, site_agency: SiteAgency) -> Gathered:
    """As `gather`, read once until the site changes; for the page that every visitor sees."""
    kinds, codes = {kind for kind, _value in blocks}, _codes(blocks, site_agency)
    # Named after all that the answer depends on: a page read just before the board arranged it
    # anew must not leave its own for the new one.
    name = f"home {sorted(kinds)} {sorted(codes.items())}"
    return site_agency.once(name, lambda: gather(home, blocks, site_agency))


def gather(home: BasePage, blocks: Blocks, site_agency: SiteAgency | None) -> Gathered:
    """What `blocks` show on the site of `home`; at most nine queries.

    The pictures of banners are at hand with the page itself (`sections.base.at_hand`).
    """
    gathered = Gathered()
    kinds = {kind for kind, _value in blocks}
    codes = _codes(blocks, site_agency)
    read = []
    if "most_read" in kinds and site_agency is not None:
        read = most_read(site_agency.agency, limit=MAX_ITEMS)
    rows = {row.pk: row for row in _items(home, codes, read)} if codes or read else {}
    for row in sorted(rows.values(), key=_newest_first):
        if site_agency is not None and (section := site_agency.sections.get(row.section_code)):
            # The address is known without asking for the page's parent.
            row.address = f"{section['url']}{row.slug}/"
            row.section_title = section["title"]
        gathered.items.setdefault(row.section_code, []).append(row)
    gathered.most_read = [rows[pk] for pk in read if pk in rows]
    known = site_agency.sections if site_agency is not None else {}
    if "consultations" in kinds and "S19" in known:
        gathered.consultations = list(open_consultations(home, MAX_ITEMS))
    if "schedule" in kinds and "S08" in known:
        gathered.week = current_week(home)
    below = {"page__in": for_everyone(BasePage.objects.child_of(home))}
    if "leaders" in kinds:
        in_office = Leader.objects.filter(**below).in_office(timezone.localdate())
        pictured = in_office.select_related("portrait").prefetch_related("portrait__renditions")
        gathered.leaders = list(pictured[:SHOWN_LEADERS])
    if "links" in kinds:
        gathered.links = list(WebLink.objects.filter(**below).order_by("sort_order")[:SHOWN_LINKS])
    return gathered


def _codes(blocks: Blocks, site_agency: SiteAgency | None) -> dict[str, int]:
    """How many items of which sections are shown, of those that the agency has."""
    wanted: dict[str, int] = {}
    for kind, value in blocks:
        if kind == "news":
            code = NEWS
        elif kind == "section":
            code = value["section"]
        else:
            continue
        # One more of the news: the first stands above the mosaic.
        wanted[code] = max(wanted.get(code, 0), value["count"] + (kind == "news"))
    known = site_agency.sections if site_agency is not None else {}
    return {code: count for code, count in wanted.items() if code in known}


def _items(home: BasePage, codes: dict[str, int], read: list[int]) -> QuerySet:
    """The newest items of each section and the pages in `read`, in one query and one of pictures."""
    wanted = RawSQL(  # noqa: S611 names of tables
        _wanted_sql(),
        [list(codes), list(codes.values()), home.depth + 1, f"{home.path}%", read],
        output_field=BooleanField(),
    )
    return (
        for_everyone(BasePage.objects.filter(wanted, path__startswith=home.path))
        .select_related("illustration", "unit")
        .prefetch_related("illustration__renditions")
        .only(*OF_A_CARD)
    )


def _wanted_sql() -> str:
    """Whether a page is one of the newest of its section, as many as wanted, or among the keys.

    One index scan for each section; an array, since PostgreSQL may ask «IN» anew for every page
    of the site.
    """
    pages = BasePage._meta.db_table
    return f"""
        {pages}.id = ANY (ARRAY (SELECT newest.id FROM unnest(%s::text[], %s::int[]) AS wanted (code, count)
        JOIN {pages} section ON section.section_code = wanted.code AND section.depth = %s
            AND section.path LIKE %s,
        LATERAL (
            SELECT id FROM {pages} page
            WHERE "left"(page.path, -4) = section.path AND live AND {is_open_sql("page.path")}
            ORDER BY first_published_at DESC, id DESC
            LIMIT wanted.count
        ) newest)) OR {pages}.id = ANY (%s)
    """  # noqa: S608 names of tables


def _newest_first(row: BasePage):
    published = row.first_published_at
    return (-(published.timestamp() if published else 0), -row.pk)
