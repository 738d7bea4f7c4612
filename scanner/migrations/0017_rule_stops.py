"""Listings that rules of the pre-check keep from publication."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_moves'),
        ('scanner', '0016_prechecks'),
        ('sellers', '0013_reviews'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleStop',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField()),
                ('rules', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None)),
                ('version', models.CharField(max_length=40)),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('objection', models.TextField(blank=True, max_length=2000)),
                ('objected_at', models.DateTimeField(blank=True, null=True)),
                ('passed_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('passed_at', None)), fields=['tenant', 'id'], name='rulestop_open'), models.Index(condition=models.Q(('objected_at__isnull', False), ('passed_at', None)), fields=['tenant', 'id'], name='rulestop_objected'), models.Index(condition=models.Q(('passed_at', None)), fields=['tenant', 'seller', 'id'], name='rulestop_seller')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'listing'), name='rulestop_once'), models.CheckConstraint(condition=models.Q(models.Q(('objected_at', None), ('objection', '')), models.Q(models.Q(('objection', ''), _negated=True), models.Q(('objected_at', None), _negated=True)), _connector='OR'), name='rulestop_objection')],
            },
        ),
        Wall("RuleStop", verbs="SELECT, INSERT, UPDATE, DELETE"),
    ]
