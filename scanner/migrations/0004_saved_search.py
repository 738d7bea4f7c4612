"""Searches that were kept."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import tenancy.context
import tenancy.fields
import tenancy.ids
from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_parties'),
        ('scanner', '0003_looks'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('query', models.JSONField(default=dict)),
                ('alerts', models.BooleanField(default=False)),
                ('seen_at', models.DateTimeField()),
                ('next_at', models.DateTimeField(blank=True, null=True)),
                ('told', models.PositiveIntegerField(default=0)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['tenant', 'membership', 'id'], name='savedsearch_own'), models.Index(condition=models.Q(('alerts', True), ('ended_at', None)), fields=['tenant', 'next_at', 'id'], name='savedsearch_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('alerts', False), ('next_at__isnull', False), _connector='OR'), name='savedsearch_alerts_when')],
            },
        ),
        Wall("SavedSearch", verbs="SELECT, INSERT, UPDATE"),
    ]
