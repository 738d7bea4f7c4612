"""Names of parties are also found by what follows their first three letters."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_key_bars'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='party',
            name='name_tail',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Substr('name_key', 4), output_field=models.CharField(max_length=400)),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['tenant', 'name_tail', 'id'], name='party_by_tail'),
        ),
    ]
