"""Listings that a person passes before they are published."""

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
        ('accounts', '0005_published_policy'),
        ('scanner', '0011_goods'),
        ('sellers', '0004_remedies'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FirstCheck',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('revision', models.PositiveIntegerField()),
                ('cause', models.CharField(max_length=60)),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('verdict', models.CharField(blank=True, max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['tenant', 'id'], name='firstcheck_open'), models.Index(condition=models.Q(('state__in', ['open', 'refused'])), fields=['tenant', 'seller', 'id'], name='firstcheck_lying')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'listing', 'revision'), name='firstcheck_once')],
            },
        ),
        Wall("FirstCheck", verbs="SELECT, INSERT, UPDATE"),
    ]
