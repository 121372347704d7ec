"""Readers of the record."""

import pytest
from django.test import Client

from tests.factories import user
from workflow.audit.models import Entry


@pytest.fixture
def signed_in():
    """A browser in which the named person is signed in."""

    def sign_in(username: str) -> Client:
        client = Client(REMOTE_ADDR="203.0.113.7")
        client.force_login(user(username))
        return client

    return sign_in


@pytest.fixture
def entries():
    """The rows added since the fixture was asked for, oldest first."""
    before = set(Entry.objects.values_list("pk", flat=True))
    return lambda: list(Entry.objects.exclude(pk__in=before).order_by("pk"))
