"""Decisions and edits are evidence: the database refuses to change, remove or empty them."""

from django.db import migrations

from workflow.audit.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('approval', '0003_emergencies'),
        ('audit', '0005_chain'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='decision',
            options={'base_manager_name': 'objects', 'ordering': ['pk'], 'verbose_name': 'ý kiến trong quy trình', 'verbose_name_plural': 'ý kiến trong quy trình'},
        ),
        migrations.AlterModelOptions(
            name='itemedit',
            options={'base_manager_name': 'objects', 'ordering': ['pk'], 'verbose_name': 'lần sửa nội dung', 'verbose_name_plural': 'lần sửa nội dung'},
        ),
        append_only('approval_decision'),
        append_only('approval_itemedit'),
    ]
