"""The names of the records that a difference mentions, asked for once per kind."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.apps import apps

from sections.base.models import BasePage
from sections.media.models import AgencyDocument, AgencyImage

from .words import Ref

# A visitor may meet several pages or files of one title, so these carry their number too.
_NUMBERED = {
    BasePage._meta.label_lower: "trang «{}», số {}",
    AgencyImage._meta.label_lower: "ảnh «{}», số {}",
    AgencyDocument._meta.label_lower: "tệp «{}», số {}",
}
GONE = "không còn"


def names_of(refs: Iterable[Ref], known: dict[Ref, str]) -> dict[Ref, str]:
    """How each record is called; `known` are titles that need not be asked for.

    One query for each model among the rest. A record that is gone is named by its number.
    """
    wanted = set(refs)
    titles = {ref: known[ref] for ref in wanted & known.keys()}
    missing: dict[str, set] = defaultdict(set)
    for ref in wanted - titles.keys():
        missing[ref.model].add(ref.pk)
    for label, pks in missing.items():
        found = apps.get_model(label)._base_manager.in_bulk(pks)
        titles |= {Ref(label, pk): str(found[pk]) if pk in found else GONE for pk in pks}
    times = Counter((ref.model, title) for ref, title in titles.items())
    return {
        ref: _shown(ref, title, doubtful=times[ref.model, title] > 1 or title == GONE)
        for ref, title in titles.items()
    }


def name_of_file(ref: Ref, title: str) -> str:
    """How a page, an image or a document of this title is called."""
    return _NUMBERED[ref.model].format(title, ref.pk)


def _shown(ref: Ref, title: str, *, doubtful: bool) -> str:
    if ref.model in _NUMBERED:
        return name_of_file(ref, title)
    return f"{title} (số {ref.pk})" if doubtful else title
