"""The calendar of the years in which the items of these tests happen."""

import pytest

from workflow.agencies.models import User
from workflow.calendar.filling import fill_years
from workflow.duties.models import Duty


@pytest.fixture
def filled(db):
    """2025 to 2028 are filled; what the founded agencies owe of today's periods is left out."""
    fill_years(range(2025, 2029))
    Duty.objects.all().delete()


@pytest.fixture
def superuser(db):
    """Who runs the installation, of no agency."""
    return User.objects.create_superuser("quan-tri-thu", "quan-tri@example.vn", "mat-khau-thu")
