"""Listings that wait for what their seller's contract lacks."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_key_bars'),
        ('scanner', '0013_gate_reasons'),
        ('sellers', '0004_remedies'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='TermsWait',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField()),
                ('clauses', models.CharField(max_length=1000)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'seller', 'id'], name='termswait_seller')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'listing'), name='termswait_once')],
            },
        ),
        Wall("TermsWait", verbs="SELECT, INSERT, UPDATE, DELETE"),
    ]
