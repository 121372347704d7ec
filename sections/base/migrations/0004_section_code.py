from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('base', '0003_finalize_base_page'),
        ('sections', '0002_section_code_moves'),
    ]

    operations = [
        migrations.AddField(
            model_name='basepage',
            name='section_code',
            field=models.CharField(default='', editable=False, max_length=8, verbose_name='mã chuyên mục'),
        ),
    ]
