"""The database's own refusals: what a person at its prompt would meet."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from sections.base import door

THROUGH_THE_DOOR = "chưa được thay đổi trên trang công khai"


@contextmanager
def refused_by_trigger(words: str = THROUGH_THE_DOOR):
    """The block ends with the database's refusal, which says `words`."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        yield
    assert words in str(door.refused_by_database(caught.value))


def run_sql(sql: str, *values) -> None:
    """Plain SQL, as somebody at the database's prompt would type it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def alter(sql: str) -> None:
    """Change the schema; what a transaction still has to check would stand in the way."""
    run_sql("SET CONSTRAINTS ALL IMMEDIATE")
    run_sql("SET CONSTRAINTS ALL DEFERRED")
    run_sql(sql)
