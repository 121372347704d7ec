"""Pages by the hundred thousand, for the measurement of growth alone.

The rows are copies of a public page, written in SQL with the triggers of their tables switched off
(`tests.append_only.unguarded`), in the database of one test that is dropped afterwards. Nothing
outside the measurements may add public rows past the door.
"""

from django.db import connection
from wagtail.models import Revision

from sections.base.models import BasePage
from tests.append_only import unguarded

# Treebeard's digits: four for each level of the tree.
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# The copies are spread over ten years, whatever their number, as a site's items are.
_SPREAD = "interval '10 years'"


def copy_page(page, first: int, last: int) -> None:
    """Copies `first` … `last` of the public item `page` beside it, older ones further on."""
    base, own = BasePage._meta.db_table, page._meta.db_table
    link = page._meta.get_ancestor_link(BasePage).column
    parent = page.get_parent()
    count = last - first + 1
    with unguarded(base, own, Revision._meta.db_table), connection.cursor() as cursor:
        values = {
            "id": "%(start)s + n",
            "path": f"%(parent)s || {_digits('n + %(place)s')}",
            "slug": "slug || '-' || n",
            "url_path": "regexp_replace(url_path, '/$', '-' || n || '/')",
            "translation_key": "gen_random_uuid()",
            "first_published_at": f"first_published_at - {_SPREAD} * ((n - %(first)s) / %(count)s::float)",
            "live_revision_id": "NULL",
        }  # fmt: skip
        cursor.execute("SELECT max(id) FROM base_basepage")
        start = cursor.fetchone()[0] + 1_000 - first
        # Beyond the items that were written since the last copies.
        place = int(parent.get_last_child().path[-4:], 36) + 10 - first
        given = {
            "place": place,
            "start": start,
            "parent": parent.path,
            "first": first,
            "last": last,
        }
        given |= {"count": count, "page": page.pk}
        _copy(cursor, BasePage, "id", values, given)
        own_columns = [field.column for field in page._meta.local_concrete_fields]
        names = ", ".join(f'"{name}"' for name in own_columns)
        rows = ", ".join("%(start)s + n" if name == link else f'"{name}"' for name in own_columns)
        cursor.execute(
            f"INSERT INTO {own} ({names}) SELECT {rows} FROM {own},"  # noqa: S608
            f" generate_series(%(first)s, %(last)s) AS n WHERE {link} = %(page)s",
            given,
        )
        cursor.execute(
            f"UPDATE {base} SET numchild = numchild + %s WHERE id = %s",  # noqa: S608
            [count, parent.pk],
        )
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('base_basepage', 'id'), (SELECT max(id) FROM base_basepage))"
        )
        _copy_revisions(cursor, given)
    with connection.cursor() as cursor:
        # As autovacuum leaves tables that were filled some minutes ago.
        for table in (base, own, Revision._meta.db_table):
            cursor.execute(f"VACUUM ANALYZE {table}")


def _copy(cursor, model, key: str, values: dict[str, str], given: dict) -> None:
    columns = [field.column for field in model._meta.local_concrete_fields]
    names = ", ".join(f'"{name}"' for name in columns)
    rows = ", ".join(values.get(name, f'"{name}"') for name in columns)
    table = model._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {rows} FROM {table},"  # noqa: S608
        f" generate_series(%(first)s, %(last)s) AS n WHERE {key} = %(page)s",
        given,
    )


def _copy_revisions(cursor, given: dict) -> None:
    """A small revision for each copy: what a history reads is found among as many."""
    columns = [field.column for field in Revision._meta.local_concrete_fields if field.column != "id"]  # fmt: skip
    names = ", ".join(f'"{name}"' for name in columns)
    rows = ", ".join(
        {"object_id": "(%(start)s + n)::text", "content": "'{}'"}.get(name, f'"{name}"')
        for name in columns
    )
    table = Revision._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {rows} FROM"  # noqa: S608
        f" (SELECT * FROM {table} WHERE object_id = %(page)s::text ORDER BY id DESC LIMIT 1) one,"
        " generate_series(%(first)s, %(last)s) AS n",
        given,
    )


def _digits(number: str) -> str:
    places = (46_656, 1_296, 36, 1)
    return " || ".join(
        f"substr('{_DIGITS}', (({number}) / {size} %% 36)::int + 1, 1)" for size in places
    )
