"""Queries that every public page asks: their SQL is built once, each reading brings the values.

Django builds the SQL of a query anew each time; for a page with its picture and unit that takes
longer than the database needs to answer.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)

# Stand in for the values while the SQL is built; no row has them, every integer column takes them.
_FIRST_MARK = -2_000_000_000


class Prepared(Generic[M]):
    """Reads the rows of one query with changing values.

    `make` gets `count` marks, uses each once where a value belongs (integers and texts), and
    returns a queryset of model instances: `select_related`, `only` and `annotate` as usual,
    no `prefetch_related`. The SQL of one must not depend on what the values are.
    """

    def __init__(self, make: Callable[..., QuerySet], count: int = 1):
        marks = [_FIRST_MARK - number for number in range(count)]
        queryset = make(*marks)
        if queryset._prefetch_related_lookups:
            raise ValueError("A prepared query reads no other rows beside its own.")
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, params = compiler.as_sql()
        # Which value each parameter takes; the others are part of the query.
        places = {str(mark): number for number, mark in enumerate(marks)}
        self._params = tuple((places.get(str(param)), param) for param in params)
        if sorted(place for place, _ in self._params if place is not None) != list(range(count)):
            raise ValueError("Each value of a prepared query must stand in its SQL once.")
        select, klass_info = compiler.select, compiler.klass_info
        fields = klass_info["select_fields"]
        self._own = slice(fields[0], fields[-1] + 1)
        self._names = [column[0].target.attname for column in select[self._own]]
        self._model = klass_info["model"]
        self._related = get_related_populators(klass_info, select, DEFAULT_DB_ALIAS)
        self._annotations = tuple((compiler.annotation_col_map or {}).items())
        columns = [column[0] for column in select[: compiler.col_count]]
        self._converters = tuple(compiler.get_converters(columns).items())

    def rows(self, *values) -> list[M]:
        """The instances, as the queryset would give them with `values` for the marks."""
        params = [param if place is None else values[place] for place, param in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        return [self._instance(row) for row in found]

    def _instance(self, row) -> M:
        if self._converters:
            row = list(row)
            for position, (converters, column) in self._converters:
                for convert in converters:
                    row[position] = convert(row[position], column, connection)
        made = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._own])
        for related in self._related:
            related.populate(row, made)
        for name, position in self._annotations:
            setattr(made, name, row[position])
        return made
