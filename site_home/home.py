"""The home page of an agency."""

from wagtail.admin.panels import FieldPanel

from sections.base import routing
from sections.base.blocks import SectionStreamField
from sections.base.models import BasePage

from .context import site_agency
from .mosaic.blocks import DEFAULT_MAIN, DEFAULT_SIDE, MainBlocks, SideBlocks
from .mosaic.gathering import Gathered, gather, gathered_once

# Blocks that belong to one section: they stand only where the agency has it.
_SECTION_OF = {"consultations": "S19", "schedule": "S08"}


class HomePage(BasePage):
    """The front of an agency's site, as its board arranged it, in a bounded number of queries."""

    class Meta:
        verbose_name = "trang chủ"
        verbose_name_plural = "trang chủ"

    parent_page_types = ["base.BasePage"]
    max_count_per_parent = None
    # Every section page names the home page as its parent; a new section needs no line here.
    subpage_types = None
    template = "site_home/home_page.html"

    main = SectionStreamField(
        MainBlocks(required=False),
        verbose_name="cột chính",
        blank=True,
        help_text="Để trống cả hai cột: trang chủ hiện theo bố trí có sẵn.",
    )
    side = SectionStreamField(SideBlocks(required=False), verbose_name="cột bên", blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("main"), FieldPanel("side")]

    def get_context(self, request, *args, **kwargs):
        """Adds `main` and `side` (lists of `{kind, value, template}`), `lead`, `gathered`."""
        context = super().get_context(request, *args, **kwargs)
        agency = site_agency(request)["site_agency"]
        arranged = bool(self.main) or bool(self.side)
        main = _arranged(self.main) if arranged else _default(DEFAULT_MAIN, MainBlocks)
        side = _arranged(self.side) if arranged else _default(DEFAULT_SIDE, SideBlocks)
        gathered = self._gathered(request, main + side, agency)
        sections = agency.sections if agency is not None else {}
        shows_news = any(row["kind"] == "news" for row in main)
        news = gathered.items.get("S04", [])
        context.update(
            main=_filled("chinh", main, gathered, sections),
            side=_filled("ben", side, gathered, sections),
            lead=news[0] if shows_news and news else None,
            shows_news=shows_news,
            gathered=gathered,
        )
        return context

    def _gathered(self, request, rows: list[dict], agency) -> Gathered:
        """What the blocks show: for a draft of the page always read anew."""
        blocks = [(row["kind"], row["value"]) for row in rows]
        is_public = getattr(self, routing.OPEN, False) and not getattr(request, "is_preview", False)
        if agency is None or not is_public:
            return gather(self, blocks, agency)
        return gathered_once(self, blocks, agency)


def _arranged(stream) -> list[dict]:
    return [
        {"kind": child.block_type, "value": child.value, "template": child.block.meta.template}
        for child in stream
    ]


def _default(rows, blocks) -> list[dict]:
    kinds = blocks().child_blocks
    return [
        {"kind": kind, "value": value, "template": kinds[kind].meta.template}
        for kind, value in rows
    ]


def _filled(column: str, rows: list[dict], gathered, sections: dict) -> list[dict]:
    """The blocks with their `items`, `section` and a heading id; those of no section left out."""
    shown = []
    for number, row in enumerate(rows, start=1):
        if row["kind"] == "section":
            code = row["value"]["section"]
            if code not in sections:
                continue
            row["section"] = sections[code]
            row["items"] = gathered.items_of(code, row["value"]["count"])
        elif row["kind"] == "news":
            row["items"] = gathered.items_of("S04", row["value"]["count"] + 1)[1:]
        elif row["kind"] in _SECTION_OF:
            if _SECTION_OF[row["kind"]] not in sections:
                continue
            row["section"] = sections[_SECTION_OF[row["kind"]]]
        elif row["kind"] == "most_read":
            row["items"] = gathered.most_read[: row["value"]["count"]]
        shown.append({**row, "id": f"khoi-{column}-{number}"})
    return shown
