"""The five agencies stand founded in every test database, with one account for each role."""

import pytest
from django.core.cache import cache

from search import entries
from site_home.delivery import memory
from site_home.founding.demo.accounts import ensure_accounts
from site_home.founding.found import found
from site_home.founding.report import Report
from tests.append_only import flush_allowed
from tests.real_database import founded_database, real_database  # noqa: F401
from workflow.regulations import loader


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Found all agencies once; every test starts from this state and is rolled back to it."""
    with django_db_blocker.unblock():
        found_all()


def found_all() -> None:
    """Found every agency that is missing, with its role accounts."""
    for code in loader.CODES:
        agency, _report = found(code)
        ensure_accounts(agency, Report())
    # Where no worker does it.
    entries.rebuild()


@pytest.fixture(scope="session", autouse=True)
def record_may_be_flushed():
    """The flush after live-server tests may empty the record, which its triggers refuse."""
    with flush_allowed():
        yield


@pytest.fixture(autouse=True)
def fresh_cache():
    """No test sees what another one cached."""
    cache.clear()
    memory.forget()
    yield
    cache.clear()
    memory.forget()
