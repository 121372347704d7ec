"""People hear of a duty in stages: before it is due, when it is late, when it stays late."""

from django.db import migrations, models
from django.db.models import F


def look_at_what_is_open(apps, schema_editor):
    """What was mailed about was told to those who owe it; the first run finds out the rest."""
    duties = apps.get_model("duties", "Duty").objects
    duties.exclude(mailed_at=None).update(stage=2)
    duties.exclude(due_at=None).filter(met_at=None, cancelled_at=None).update(
        next_at=F("started_at")
    )


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_any_subject")]

    operations = [
        migrations.AddField(
            "duty",
            "stage",
            models.PositiveSmallIntegerField(
                "đã báo đến",
                default=0,
                choices=[
                    (0, "chưa báo"),
                    (1, "đã nhắc trước hạn"),
                    (2, "đã báo quá hạn"),
                    (3, "đã báo Phó Trưởng ban"),
                    (4, "đã báo Trưởng ban"),
                ],
            ),
        ),
        migrations.AddField("duty", "next_at", models.DateTimeField("xem lại lúc", null=True)),
        migrations.RunPython(look_at_what_is_open, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("duty", "duty_to_mail"),
        migrations.RemoveField("duty", "mailed_at"),
        migrations.AddIndex(
            "duty",
            models.Index(
                fields=["next_at"],
                condition=models.Q(met_at=None, cancelled_at=None, stands_since=None),
                name="duty_to_look_at",
            ),
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agency_code", models.CharField(max_length=8, verbose_name="mã cơ quan")),
                ("person_id", models.BigIntegerField(verbose_name="mã người nhận")),
                ("duty_id", models.BigIntegerField(verbose_name="mã thời hạn")),
                ("stage", models.PositiveSmallIntegerField(verbose_name="bước")),
                ("is_urgent", models.BooleanField(verbose_name="báo cả ngoài giờ")),
            ],
            options={
                "verbose_name": "lời báo thời hạn",
                "verbose_name_plural": "lời báo thời hạn",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["agency_code", "person_id"], name="telling_person")
                ],
            },
        ),
    ]
