"""Ties every row of the record to the one before, and lets the database do so from now on."""

from django.db import migrations, models

from workflow.audit import digest
from workflow.audit.append_only import append_only

BATCH = 5_000
LOCK = 713_280_452

# One lock for the whole installation, taken only while a transaction commits: a transaction that
# wrote to two chains cannot meet another one that took them the other way round. After the wait
# the last link is read by a new statement, which sees what was committed meanwhile; a caller with
# an older snapshot (REPEATABLE READ, SERIALIZABLE) gets a unique violation instead of a fork.
FORWARD = f"""
CREATE FUNCTION audit_link_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    link_seq bigint;
    link_before text;
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    SELECT seq, hash INTO link_seq, link_before FROM audit_link
        WHERE chain = NEW.agency_code ORDER BY seq DESC LIMIT 1;
    link_seq := coalesce(link_seq, 0) + 1;
    link_before := coalesce(link_before, '{digest.FIRST_PREVIOUS}');
    INSERT INTO audit_link (entry_id, chain, seq, previous, hash) VALUES (
        NEW.id, NEW.agency_code, link_seq, link_before,
        encode(sha256(convert_to(
            link_before || ':' || NEW.agency_code || ':' || link_seq || ':' || NEW.id || ':'
            || NEW.digest, 'UTF8')), 'hex'));
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER audit_entry_linked
    AFTER INSERT ON audit_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION audit_link_entry();

CREATE FUNCTION audit_refuse_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Mắt xích của nhật ký do cơ sở dữ liệu tự ghi, không ai thêm tay được.'
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_link_by_database_only
    BEFORE INSERT ON audit_link
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION audit_refuse_link();
"""

BACKWARD = """
DROP TRIGGER audit_link_by_database_only ON audit_link;
DROP TRIGGER audit_entry_linked ON audit_entry;
DROP FUNCTION audit_refuse_link();
DROP FUNCTION audit_link_entry();
"""


def chain_what_is_there(apps, schema_editor):
    """Digest and link the rows written so far, in the order of their ids."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
        last_id, ends = 0, {}
        while rows := _rows_after(cursor, last_id):
            last_id = rows[-1][0]
            chained = [_chained(row[0], row[1:], ends) for row in rows]
            cursor.execute(
                "UPDATE audit_entry SET digest = row.digest"
                " FROM unnest(%s::bigint[], %s::text[]) AS row(id, digest)"
                " WHERE audit_entry.id = row.id",
                [[link[0] for link, _ in chained], [digest for _, digest in chained]],
            )
            cursor.executemany(
                "INSERT INTO audit_link (entry_id, chain, seq, previous, hash)"
                " VALUES (%s, %s, %s, %s, %s)",
                [link for link, _ in chained],
            )
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only")


def _rows_after(cursor, last_id):
    cursor.execute(
        f"SELECT id, {digest.stored_columns('entry')} FROM audit_entry entry"
        " WHERE id > %s ORDER BY id LIMIT %s",
        [last_id, BATCH],
    )
    return cursor.fetchall()


def _chained(entry_id, values, ends):
    chain = values[digest.COLUMNS.index("agency_code")]
    seq, previous = ends.get(chain, (0, digest.FIRST_PREVIOUS))
    row_digest = digest.digest_of_stored(values)
    link_hash = digest.link_hash(previous, chain, seq + 1, entry_id, row_digest)
    ends[chain] = (seq + 1, link_hash)
    return (entry_id, chain, seq + 1, previous, link_hash), row_digest


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('entry_id', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='mục nhật ký')),
                ('chain', models.CharField(blank=True, max_length=8, verbose_name='chuỗi')),
                ('seq', models.BigIntegerField(verbose_name='thứ tự trong chuỗi')),
                ('previous', models.CharField(max_length=64, verbose_name='dấu của mắt xích trước')),
                ('hash', models.CharField(max_length=64, verbose_name='dấu')),
            ],
            options={
                'verbose_name': 'mắt xích nhật ký',
                'verbose_name_plural': 'mắt xích nhật ký',
                'ordering': ['chain', 'seq'],
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(fields=('chain', 'seq'), name='link_of_chain'),
        ),
        migrations.AddField(
            model_name='entry',
            name='digest',
            field=models.CharField(default='', editable=False, max_length=64, verbose_name='dấu của dòng'),
            preserve_default=False,
        ),
        # All in one transaction: the table is locked from here, nobody slips in a row between.
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='entry_digest'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        append_only('audit_link'),
    ]
