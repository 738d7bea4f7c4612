"""Lines of orders that the gate was asked about, and cancellations."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_published_policy'),
        ('registry', '0008_licences'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='GateCheck',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('line', models.CharField(max_length=120)),
                ('rights', models.JSONField(default=list)),
                ('channel', models.CharField(max_length=80)),
                ('destination', models.CharField(blank=True, max_length=2)),
                ('day', models.DateField()),
                ('quantity', models.PositiveIntegerField(default=1)),
                ('moment', models.CharField(default='order', max_length=12)),
                ('known', models.JSONField(default=dict)),
                ('verdict', models.CharField(max_length=5)),
                ('reasons', models.JSONField(default=list)),
                ('used', models.JSONField(default=list)),
                ('rules', models.JSONField(default=list)),
                ('would_change', models.CharField(blank=True, max_length=40)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='GateCancel',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('gate_check', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='cancels', to='registry.gatecheck')),
            ],
        ),
        migrations.AddIndex(
            model_name='gatecheck',
            index=models.Index(fields=['tenant', 'seller', '-id'], name='gatecheck_seller'),
        ),
        migrations.AddConstraint(
            model_name='gatecheck',
            constraint=models.UniqueConstraint(fields=('tenant', 'line'), name='gatecheck_line'),
        ),
        migrations.AddConstraint(
            model_name='gatecancel',
            constraint=models.UniqueConstraint(fields=('tenant', 'gate_check'), name='gatecancel_once'),
        ),
        Wall("GateCheck", verbs=APPEND_ONLY),
        Wall("GateCancel", verbs=APPEND_ONLY),
    ]
