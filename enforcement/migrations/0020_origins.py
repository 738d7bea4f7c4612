"""Where genuine goods were first sold, and what shows it."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', '0019_restrictions'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('first_sold_in', models.CharField(max_length=2)),
                ('exhausts', models.CharField(max_length=10)),
                ('answer', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='enforcement.answer')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'answer'), name='origin_once')],
            },
        ),
        migrations.CreateModel(
            name='OriginProof',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('shows', models.CharField(max_length=20)),
                ('exhibit', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='enforcement.exhibit')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'exhibit'), name='originproof_once')],
            },
        ),
        Wall("Origin", verbs=APPEND_ONLY),
        Wall("OriginProof", verbs=APPEND_ONLY),
    ]
