"""Metadata of a public page: Dublin Core, Open Graph, schema.org, canonical address.

Dublin Core as Circular 24/2011/TT-BTTTT asked (six mandatory and four recommended elements).
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Types of schema.org that say more than «article» and «page».
_SCHEMA_TYPES = {
    "newspage": "NewsArticle",
    "introductionpage": "AboutPage",
    "contactpage": "ContactPage",
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Pairs of name and content."""

    canonical: str
    description: str
    dublin_core: tuple[tuple[str, str], ...]
    open_graph: tuple[tuple[str, str], ...]
    microdata: tuple[tuple[str, str], ...]

    def as_html(self) -> SafeString:
        """The elements, one a line: a loop of a template takes ten times as long."""
        canonical = f'<link rel="canonical" href="{escape(self.canonical)}">'
        lines = [
            *((canonical,) if self.canonical else ()),
            '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">',
            *_elements("name", self.dublin_core),
            *_elements("property", self.open_graph),
            *_elements("itemprop", self.microdata),
        ]
        return mark_safe("\n".join(lines))  # noqa: S308 every value is escaped


def _elements(attribute: str, pairs: tuple[tuple[str, str], ...]) -> list[str]:
    return [
        f'<meta {attribute}="{escape(name)}" content="{escape(content)}">'
        for name, content in pairs
    ]


def schema_type_of(page) -> str:
    """The type of schema.org that `page` is."""
    known = _SCHEMA_TYPES.get(page._meta.model_name)
    return known or ("Article" if getattr(page, "is_item", False) else "WebPage")


def metadata_of(page, request, site_agency) -> Metadata:
    """The metadata of `page`; empty values are left out."""
    canonical = request.build_absolute_uri(request.path) if request else page.full_url or ""
    published = page.last_published_at or page.first_published_at
    publisher = site_agency.name_on(published) if site_agency else "Cổng thông tin các cơ quan"
    description = page.search_description or page.summary or page.title
    issued = timezone.localtime(published).date().isoformat() if published else ""
    core = (
        ("DC.title", page.title),
        ("DC.creator", page.byline or publisher),
        ("DC.date", issued),
        ("DC.description", description),
        ("DC.publisher", publisher),
        ("DC.identifier", canonical),
        ("DC.language", page.language_code),
        ("DC.source", page.source_name),
        ("DC.contributor", page.supplier_name if page.supplier_name != page.byline else ""),
        ("DC.subject", type(page)._meta.verbose_name),
    )
    graph = [
        ("og:type", "article" if page.depth > 3 else "website"),
        ("og:title", page.seo_title or page.title),
        ("og:description", description),
        ("og:url", canonical),
        ("og:site_name", publisher),
        ("og:locale", "vi_VN"),
    ]
    changed = page.last_published_at
    micro = (
        ("headline" if getattr(page, "is_item", False) else "name", page.title),
        ("description", description),
        ("inLanguage", page.language_code),
        ("datePublished", page.first_published_at and page.first_published_at.isoformat()),
        ("dateModified", changed and changed.isoformat()),
        ("author", page.byline),
    )
    if page.illustration_id and request:
        rendition = page.illustration.get_rendition("fill-800x450|format-webp")
        graph.append(("og:image", request.build_absolute_uri(rendition.url)))
        graph.append(("og:image:alt", page.illustration_alt))
    return Metadata(
        canonical=canonical,
        description=description,
        dublin_core=tuple(pair for pair in core if pair[1]),
        open_graph=tuple(graph),
        microdata=tuple(pair for pair in micro if pair[1]),
    )
