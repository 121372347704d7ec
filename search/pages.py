"""Pages as a source of entries."""

from collections.abc import Collection, Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Site

from sections.base.models import BasePage
from sections.base.readership import for_everyone

from .sources import Offer

SECTION_DEPTH = 3


class PageSource:
    """Every live page of a site that no view restriction closes."""

    name = "page"

    def ids_after(self, object_id: int, count: int, site: Site | None) -> list[int]:
        """The next page ids."""
        pages = for_everyone(BasePage.objects.filter(pk__gt=object_id, depth__gt=1))
        if site is not None:
            pages = pages.filter(path__startswith=site.root_page.path)
        return list(pages.order_by("pk").values_list("pk", flat=True)[:count])

    def offers(self, ids: Collection[int]) -> Iterator[Offer]:
        """The pages as their own types: a query for each type and for each of its relations."""
        sites = list(Site.objects.select_related("root_page"))
        types = BasePage.objects.filter(pk__in=ids).values_list("content_type_id", flat=True)
        # Without the order by path, which would tell equal types apart.
        for content_type_id in types.order_by().distinct():
            model = ContentType.objects.get_for_id(content_type_id).model_class()
            if model is None:
                continue
            pages = for_everyone(model.objects.filter(pk__in=ids, content_type=content_type_id))
            for page in pages.prefetch_related(*model.search_children):
                site = next((row for row in sites if _is_on(page, row)), None)
                if site is not None:
                    yield _offer(page, site)

    def addresses(self, ids: Iterable[int], site: Site) -> dict[int, str]:
        """Their present addresses: a renamed section changes those of all its pages."""
        start = len(site.root_page.url_path) - 1
        pages = for_everyone(BasePage.objects.filter(pk__in=ids))
        return {
            pk: url_path[start:]
            for pk, path, url_path in pages.values_list("pk", "path", "url_path")
            if path.startswith(site.root_page.path)
        }


def _is_on(page, site: Site) -> bool:
    return page.path.startswith(site.root_page.path)


def _offer(page, site: Site) -> Offer:
    code = page.section_code
    return Offer(
        object_id=page.pk,
        site_id=site.pk,
        kind=page._meta.label_lower,
        title=page.title,
        text=page.search_text(),
        section_code=code,
        is_section=bool(code) and page.depth == SECTION_DEPTH and not page.is_item,
        published=page.search_date(),
        numbers=page.search_numbers(),
    )


PAGES = PageSource()
