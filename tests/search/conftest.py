"""What tests of searching start from."""

import pytest

from search.models import Entry


@pytest.fixture
def no_entries(db):
    """Nothing has an entry yet: the founded sections would be found among the test's own."""
    Entry.objects.all().delete()
