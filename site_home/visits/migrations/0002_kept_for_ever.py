"""The sums of a day are never deleted, lowered or moved, whoever is connected."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION visits_refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND NEW.views >= OLD.views
        AND NEW.visits >= OLD.visits
        AND (NEW.agency_code, NEW.day, NEW.section_code)
            = (OLD.agency_code, OLD.day, OLD.section_code)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the counts of a day are kept for ever' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER visits_kept_for_ever
    BEFORE UPDATE OR DELETE ON visits_dailyvisits
    FOR EACH ROW EXECUTE FUNCTION visits_refuse_loss();
"""
BACKWARD = """
DROP TRIGGER visits_kept_for_ever ON visits_dailyvisits;
DROP FUNCTION visits_refuse_loss();
"""


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
