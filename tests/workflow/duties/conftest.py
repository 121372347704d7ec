"""The calendar of the years in which the items of these tests happen."""

import pytest

from workflow.calendar.filling import fill_years


@pytest.fixture
def filled(db):
    """2025 to 2028 are filled."""
    fill_years(range(2025, 2029))
