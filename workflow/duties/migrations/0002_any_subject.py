"""A duty may be about anything: an item, a case, a unit or a period."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Cast


def name_the_pages(apps, schema_editor):
    """What ran until now ran on items."""
    apps.get_model("duties", "Duty").objects.update(
        subject_key=Cast(F("page_id"), models.CharField())
    )


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="duty", name="duty_once"),
        migrations.AlterModelOptions(
            name="duty",
            options={
                "ordering": ["pk"],
                "verbose_name": "thời hạn",
                "verbose_name_plural": "thời hạn",
            },
        ),
        migrations.RenameField("duty", "page_title", "subject_title"),
        migrations.AlterField(
            "duty", "subject_title", models.CharField("tên đối tượng", max_length=255)
        ),
        migrations.AlterField("duty", "page_id", models.BigIntegerField("mã trang", null=True)),
        migrations.AlterField(
            "duty", "deadline_code", models.CharField("mã thời hạn", max_length=60)
        ),
        migrations.AddField(
            "duty",
            "subject_kind",
            models.CharField(
                "đối tượng",
                max_length=16,
                default="page",
                choices=[
                    ("page", "tin, trang"),
                    ("document", "văn bản"),
                    ("case", "hồ sơ, câu hỏi"),
                    ("incident", "sự cố"),
                    ("unit", "đơn vị trong kỳ"),
                    ("period", "kỳ"),
                ],
            ),
        ),
        migrations.AddField(
            "duty",
            "subject_key",
            models.CharField("mã đối tượng", max_length=100, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "duty", "url", models.CharField("nơi thực hiện", max_length=500, blank=True)
        ),
        migrations.AddField(
            "duty", "unit_code", models.CharField("đơn vị", max_length=50, blank=True)
        ),
        migrations.AddField(
            "duty", "person_id", models.BigIntegerField("mã người chịu trách nhiệm", null=True)
        ),
        migrations.AddField(
            "duty", "needed", models.PositiveSmallIntegerField("số lần phải có", default=1)
        ),
        migrations.AddField(
            "duty", "done", models.PositiveIntegerField("số lần đã có", default=0)
        ),
        migrations.AddField(
            "duty", "stands_since", models.DateTimeField("tạm dừng từ", null=True)
        ),
        migrations.AddField("duty", "evidence", models.JSONField("bằng chứng", default=dict)),
        migrations.RunPython(name_the_pages, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "duty",
            models.UniqueConstraint(
                fields=["agency_code", "deadline_code", "subject_kind", "subject_key"],
                name="duty_once_for_each",
            ),
        ),
        migrations.AddIndex("duty", models.Index(fields=["page_id"], name="duty_page")),
        migrations.AddIndex(
            "duty",
            models.Index(fields=["agency_code", "-started_at"], name="duty_agency_started"),
        ),
        migrations.CreateModel(
            name="Standstill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="từ")),
                ("until", models.DateTimeField(null=True, verbose_name="đến")),
                ("cause", models.CharField(max_length=500, verbose_name="lý do")),
                ("person_id", models.BigIntegerField(null=True, verbose_name="mã người ghi")),
                ("person_name", models.CharField(max_length=255, verbose_name="người ghi")),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standstills",
                        to="duties.duty",
                        verbose_name="thời hạn",
                    ),
                ),
            ],
            options={
                "verbose_name": "thời gian tạm dừng",
                "verbose_name_plural": "thời gian tạm dừng",
                "ordering": ["since", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(until=None), fields=["duty"], name="standstill_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(until=None) | models.Q(until__gte=F("since")),
                        name="standstill_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="giải trình")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("person_id", models.BigIntegerField(verbose_name="mã người giải trình")),
                ("person_name", models.CharField(max_length=255, verbose_name="người giải trình")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "chờ Trưởng ban xem xét"),
                            ("accepted", "được chấp nhận"),
                            ("declined", "không được chấp nhận"),
                        ],
                        default="",
                        max_length=16,
                        verbose_name="kết luận",
                    ),
                ),
                (
                    "verdict_note",
                    models.TextField(blank=True, max_length=2000, verbose_name="ý kiến"),
                ),
                ("verdict_at", models.DateTimeField(null=True, verbose_name="kết luận lúc")),
                (
                    "verdict_person_id",
                    models.BigIntegerField(null=True, verbose_name="mã người kết luận"),
                ),
                (
                    "verdict_person_name",
                    models.CharField(blank=True, max_length=255, verbose_name="người kết luận"),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="explanations",
                        to="duties.duty",
                        verbose_name="thời hạn",
                    ),
                ),
            ],
            options={
                "verbose_name": "giải trình",
                "verbose_name_plural": "giải trình",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(verdict=""),
                        fields=["duty"],
                        name="explanation_one_waiting",
                    )
                ],
            },
        ),
    ]
