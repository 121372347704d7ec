"""Keywords proposed while typing: only those the own agency already uses."""

from taggit.models import ItemBase, TagBase

from sections.base.models import BasePage

from .reach import Reach

LIMIT = 10


def own_tag_names(reach: Reach, term: str) -> list[str]:
    """Up to `LIMIT` keywords on pages of the agency that begin with `term`, in order."""
    if not term.strip():
        return []
    names: set[str] = set()
    for model in _page_tag_models():
        rows = model.objects.filter(
            content_object__in=reach.own_pages(_page_model(model).objects.all()),
            tag__name__istartswith=term.strip(),
        )
        names.update(rows.values_list("tag__name", flat=True).distinct()[:LIMIT])
    return sorted(names)[:LIMIT]


def _page_tag_models() -> list[type[ItemBase]]:
    """The tables that hang keywords on pages."""
    return [
        model
        for model in _concrete_subclasses(ItemBase)
        if issubclass(model.tag_model(), TagBase)
        and isinstance(_page_model(model), type)
        and issubclass(_page_model(model), BasePage)
    ]


def _page_model(model: type[ItemBase]):
    """What the keywords of `model` hang on; None for the generic table."""
    return model._meta.get_field("content_object").related_model


def _concrete_subclasses(model) -> list:
    found = []
    for child in model.__subclasses__():
        found.extend(_concrete_subclasses(child))
        if not child._meta.abstract:
            found.append(child)
    return found
