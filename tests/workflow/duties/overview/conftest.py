"""The screens at a moment of 2026 that does not move."""

import re

import pytest
from django.utils import timezone

from tests.factories import user
from tests.workflow.duties.overview.rows import NOW


@pytest.fixture
def frozen(monkeypatch, filled):
    """It is Wednesday 18 November 2026, 09:00 in Vietnam."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def get(client):
    """Fetch an address as an account; the answer with its text."""

    def fetch(name: str, address: str):
        client.force_login(user(name))
        answer = client.get(address)
        answer.text_shown = re.sub(r"\s+", " ", answer.content.decode(errors="replace"))
        return answer

    return fetch
