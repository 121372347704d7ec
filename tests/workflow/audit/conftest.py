"""Readers of the record."""

import pytest
from django.test import Client

from tests.factories import user


@pytest.fixture
def signed_in():
    """A browser in which the named person is signed in."""

    def sign_in(username: str) -> Client:
        client = Client(REMOTE_ADDR="203.0.113.7")
        client.force_login(user(username))
        return client

    return sign_in
