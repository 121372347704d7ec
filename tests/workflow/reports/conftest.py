"""A clock that the tests of reports set."""

import pytest
from django.utils import timezone


@pytest.fixture
def at(monkeypatch):
    """Set the clock to a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)
