"""The five agencies stand founded in every test database, with one account for each role."""

import asyncio
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from wagtail.models import get_page_models

from search import entries
from site_home.delivery import memory
from site_home.founding.demo.accounts import ensure_accounts
from site_home.founding.found import found
from site_home.founding.report import Report
from tests.append_only import flush_allowed
from tests.browser.demonstrated import Demonstrated
from tests.founded import Founded
from tests.real_database import founded_database, real_database  # noqa: F401
from workflow.agencies.models import Agency
from workflow.regulations import loader

# Files that take most of a minute or more, the longest first: taken up last, one would keep the
# other processes waiting. The journey needs no demonstration, which the first one is waiting for.
LONG_FILES = (
    "tests/browser/test_accessible_pages.py",
    "tests/browser/test_journey.py",
    "tests/browser/test_accessible_templates.py",
    "tests/browser/test_controls.py",
    "tests/sections/test_contract.py",
    "tests/workflow/approval/changes/test_gates.py",
    "tests/workflow/approval/concurrency/test_changed_meanwhile.py",
    "tests/browser/test_html.py",
)


def pytest_collection_modifyitems(items):
    """Long files first; pytest-xdist gives them out in this order."""
    place = {name: number for number, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(place)))


@pytest.fixture(scope="session")
def founded(request) -> Founded:
    """What the processes of this run copy; without pytest-xdist there is nothing to copy."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid", "")
    return Founded(run, settings.DATABASES["default"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(
    *,
    founded,
    django_test_environment,
    django_db_blocker,
    django_db_modify_db_settings,
    django_db_keepdb,
    django_db_createdb,
):
    """All agencies stand founded; every test starts from this state and is rolled back to it."""
    ordinary_name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        founded.enter(
            connection.settings_dict["TEST"]["NAME"] or f"test_{ordinary_name}",
            found_all,
            keep=django_db_keepdb and not django_db_createdb,
        )
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            connection.creation.destroy_test_db(ordinary_name, verbosity=0)


def pytest_sessionfinish(session):
    """After the last process of pytest-xdist nobody copies any more."""
    processes = session.config.pluginmanager.getplugin("dsession")
    if processes is not None:
        run = processes.nodemanager.testrunuid
        Demonstrated(run).remove()
        Founded(run, settings.DATABASES["default"]["NAME"]).remove()


def found_all() -> None:
    """Found every agency that is missing, with its role accounts."""
    for code in loader.CODES:
        agency, _report = found(code)
        ensure_accounts(agency, Report())
    # Events of tests lie in the years around now.
    Agency.objects.update(founded_at=datetime(2020, 1, 1, tzinfo=UTC))
    # Where no worker does it.
    entries.rebuild()


@pytest.fixture(autouse=True)
def content_types_are_known(django_db_setup, django_db_blocker):
    """Making a page looks up its type, also in tests that ask no database.

    A test that flushes the database forgets them all. While a browser is
    driven, Django answers no question: those tests ask the server alone.
    """
    if asyncio._get_running_loop() is not None:
        return
    known = ContentType.objects._cache.get("default", {})
    if any((row._meta.app_label, row._meta.model_name) not in known for row in get_page_models()):
        with django_db_blocker.unblock():
            ContentType.objects.get_for_models(*apps.get_models())


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
