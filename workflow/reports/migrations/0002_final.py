"""What the board decided on stays: a report that waits or is approved does not change.

`approved_at` is set only where the board's decision on this report is in the evidence.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reports_keep_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    approving boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.approved_at IS NOT NULL OR NEW.request_id IS NOT NULL THEN
            RAISE EXCEPTION 'Báo cáo định kỳ chỉ được duyệt qua quy trình duyệt của Ban Biên tập.'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.approved_at IS NOT NULL THEN
        RAISE EXCEPTION 'Báo cáo định kỳ đã duyệt không sửa, không xóa được.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF reports_is_waiting(OLD.id) THEN
            RAISE EXCEPTION 'Báo cáo định kỳ đang chờ duyệt không xóa được.'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
    END IF;
    approving := NEW.approved_at IS NOT NULL OR NEW.request_id IS NOT NULL;
    IF approving AND NOT EXISTS (
        SELECT 1 FROM approval_decision d JOIN approval_changerequest r ON r.id = d.request_id
        WHERE r.id = NEW.request_id AND r.kind = 'report' AND r.closed_at IS NULL
          AND r.target_type = 'reports.periodreport' AND r.target_id = NEW.id
          AND d.page_id IS NULL AND d.action = 'approved'
    ) THEN
        RAISE EXCEPTION 'Báo cáo định kỳ chỉ được duyệt qua quy trình duyệt của Ban Biên tập.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (approving OR reports_is_waiting(OLD.id)) AND (
        to_jsonb(NEW) - 'approved_at' - 'request_id' - 'content_hash'
        IS DISTINCT FROM to_jsonb(OLD) - 'approved_at' - 'request_id' - 'content_hash'
    ) THEN
        RAISE EXCEPTION 'Báo cáo định kỳ đang chờ duyệt nên số liệu và nhận xét không đổi được.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION reports_is_waiting(report bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM approval_changerequest
        WHERE target_type = 'reports.periodreport' AND target_id = report AND closed_at IS NULL
    )
$$;

CREATE TRIGGER reports_periodreport_final
    BEFORE INSERT OR UPDATE OR DELETE ON reports_periodreport
    FOR EACH ROW EXECUTE FUNCTION reports_keep_final();
"""

BACKWARD = """
DROP TRIGGER reports_periodreport_final ON reports_periodreport;
DROP FUNCTION reports_keep_final();
DROP FUNCTION reports_is_waiting(bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0001_initial"),
        ("approval", "0005_snapshots"),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
