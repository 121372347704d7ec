"""The door in Python and the door in the database open and close together."""

import pytest
from django.db import DatabaseError, connection, transaction

from sections.base import door
from sections.base.models import BasePage
from tests.database import run_sql

pytestmark = pytest.mark.django_db


def setting() -> str:
    """The doors that are open as the database sees them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [door.SETTING])
        return cursor.fetchone()[0]


def test_nested_doors_close_in_turn():
    with door.opened("a"):
        with door.opened("b"):
            assert setting() == "a,b"
        assert setting() == "a"
    assert setting() == ""


def test_an_error_closes_the_inner_door_and_keeps_the_outer():
    with door.opened("a"):
        with pytest.raises(ValueError, match="x"), transaction.atomic(), door.opened("b"):
            raise ValueError("x")
        assert setting() == "a"
    assert setting() == ""


def test_a_broken_transaction_closes_the_door(draft):
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        door.opened(door.key(draft)),
    ):
        run_sql("SELECT 1 / 0")
    assert setting() == ""
    assert not door.is_open(draft)


def test_an_error_caught_too_early_leaves_nothing_half_done(draft):
    with (
        transaction.atomic(),
        pytest.raises(ValueError, match="x"),
        door.opened(door.key(draft)),
    ):
        BasePage.objects.filter(pk=draft.pk).update(live=True)
        raise ValueError("x")
    assert not BasePage.objects.filter(pk=draft.pk, live=True).exists()


def test_costs_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2), door.opened("a"):
        pass


def test_another_error_is_no_refusal():
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        run_sql("SELECT 1 / 0")
    assert door.refused_by_database(caught.value) is None
    assert door.refused_by_database(ValueError()) is None
