"""`section_code` moves to the base page, so that items carry the section they stand in."""

from django.db import migrations

MODELS = (
    'contactpage', 'introductionpage', 'leaderspage', 'linkspage', 'newsindexpage', 'regulationpage',
)


class Migration(migrations.Migration):

    dependencies = [
        ('sections', '0001_initial'),
    ]

    operations = [
        # Out of the way of the base page's column of the same name.
        migrations.RenameField(name, 'section_code', 'own_section_code') for name in MODELS
    ]
