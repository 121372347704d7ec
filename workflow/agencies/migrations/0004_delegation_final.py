"""A trigger that keeps what was entrusted as it was signed: it may be revoked or end earlier.

An ordinary trigger: a restore that sets `session_replication_role = replica` passes.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION agencies_refuse_delegation_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later boolean := OLD.valid_to IS NOT NULL
        AND (TG_OP = 'DELETE' OR NEW.valid_to IS NULL OR NEW.valid_to > OLD.valid_to);
BEGIN
    IF TG_OP = 'DELETE' OR later
        OR ROW(NEW.agency_id, NEW.kind, NEW.giver_id, NEW.receiver_id, NEW.steps, NEW.sections,
               NEW.valid_from, NEW.decision_number, NEW.reason, NEW.created_by_id, NEW.created_at)
        IS DISTINCT FROM
           ROW(OLD.agency_id, OLD.kind, OLD.giver_id, OLD.receiver_id, OLD.steps, OLD.sections,
               OLD.valid_from, OLD.decision_number, OLD.reason, OLD.created_by_id, OLD.created_at)
        OR (OLD.revoked_at IS NOT NULL AND NEW IS DISTINCT FROM OLD)
    THEN
        RAISE EXCEPTION 'Văn bản ủy quyền, phân công số % chỉ được thu hồi hoặc rút ngắn: % bị từ chối.',
            OLD.decision_number, TG_OP
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER agencies_delegation_final
    BEFORE UPDATE OR DELETE ON agencies_delegation
    FOR EACH ROW EXECUTE FUNCTION agencies_refuse_delegation_change();
"""

BACKWARD = """
DROP TRIGGER agencies_delegation_final ON agencies_delegation;
DROP FUNCTION agencies_refuse_delegation_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_delegation'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
