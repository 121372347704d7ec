"""Triggers that refuse to change, delete or empty the record, whoever is connected.

They are ordinary triggers: a restore that sets `session_replication_role = replica` passes, and
the owner of the table may disable them inside a migration that adds columns of the chain.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Nhật ký chỉ được ghi thêm: % trên bảng % bị từ chối.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_entry_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""

BACKWARD = """
DROP TRIGGER audit_entry_append_only ON audit_entry;
DROP FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_folded_title'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
