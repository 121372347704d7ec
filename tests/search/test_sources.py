"""A room's own public records beside the pages."""

import pytest

from search import entries, sources
from search.models import Entry
from search.pages import PAGES, PageSource
from search.sources import Offer
from tests import factories
from tests.search.reading import found, suggested


class Units:
    """The units of an agency, as if each were a public record."""

    name = "unit"

    def __init__(self):
        self.closed = set()

    def ids_after(self, object_id, count, site):
        units = factories.agency("LA").units.filter(pk__gt=object_id).order_by("pk")
        return list(units.values_list("pk", flat=True)[:count])

    def offers(self, ids):
        agency = factories.agency("LA")
        for unit in agency.units.filter(pk__in=ids).exclude(pk__in=self.closed):
            yield Offer(
                unit.pk, agency.site_id, "agencies.unit", f"Đơn vị {unit.name}", "", numbers=["7/X"]
            )

    def addresses(self, ids, site):
        return {pk: f"/don-vi/{pk}/" for pk in ids if pk not in self.closed}


@pytest.fixture
def units(monkeypatch):
    monkeypatch.setattr(sources, "_SOURCES", {PAGES.name: PAGES})
    source = Units()
    sources.register(source)
    return source


@pytest.mark.django_db
def test_records_of_a_room_are_found_beside_pages_and_checked_when_shown(units):
    unit = factories.agency("LA").units.order_by("pk").first()
    entries.rebuild()
    assert f"Đơn vị {unit.name}" in found(f"đơn vị {unit.name}")
    assert f"/don-vi/{unit.pk}/" in [row["url"] for row in suggested("7/X")]
    units.closed.add(unit.pk)
    assert f"Đơn vị {unit.name}" not in found(f"đơn vị {unit.name}")
    assert entries.refresh("unit", [unit.pk]) == 1
    assert not Entry.objects.filter(source="unit", object_id=unit.pk).exists()


def test_two_sources_may_not_share_a_name():
    with pytest.raises(ValueError, match="page"):
        sources.register(PageSource())
