"""Reports that come of complaints of buyers."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', '0027_inspections'),
    ]

    operations = [
        migrations.AlterField(
            model_name='report',
            name='channel',
            field=models.CharField(choices=[('public', 'the public'), ('partner', 'a partner'), ('flagger', 'a trusted flagger'), ('trade', 'a buyer’s complaint about an order')], max_length=10),
        ),
    ]
