"""Cases on rights that are not in force any more, and how far they have followed the registry."""

import django.db.models.deletion
import tenancy.context
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', '0023_exemptions'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='fallen',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.CreateModel(
            name='RegistrySeen',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('until', models.DateTimeField()),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant',), name='registryseen_once')],
            },
        ),
        Wall("RegistrySeen", verbs="SELECT, INSERT, UPDATE"),
    ]
