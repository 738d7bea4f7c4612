"""What a seller may not hand in any more by a decision."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', '0018_saved_views'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('category', models.CharField(blank=True, max_length=100)),
                ('brand', models.CharField(blank=True, max_length=200)),
                ('decision', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to='enforcement.decision')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'decision'), name='restriction_once'), models.CheckConstraint(condition=models.Q(('brand', ''), ('category', ''), _negated=True), name='restriction_names_something')],
            },
        ),
        Wall("Restriction", verbs=APPEND_ONLY),
    ]
