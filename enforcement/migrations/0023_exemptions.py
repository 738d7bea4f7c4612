"""What a seller says that the law allows without consent."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', '0022_power'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('code', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=300)),
                ('source', models.CharField(max_length=300)),
                ('verified', models.BooleanField()),
                ('answer', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='exemptions', to='enforcement.answer')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'answer', 'code'), name='exemption_once')],
            },
        ),
        Wall("Exemption", verbs=APPEND_ONLY),
    ]
