"""Listings under bans, and descriptions as signatures."""

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
        ("scanner", "0005_outside"),
        ("registry", "0002_goods_and_bans"),
        ("sellers", "0002_conduct"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='BanHit',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('revision', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=30)),
                ('facts', models.JSONField(default=dict)),
                ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('holds', models.BooleanField(default=False)),
                ('verdict', models.CharField(blank=True, max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('ban', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.ban')),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['tenant', '-id'], name='banhit_open'), models.Index(fields=['tenant', 'ban', '-id'], name='banhit_ban')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'listing', 'ban', 'revision'), name='banhit_once')],
            },
        ),
        migrations.CreateModel(
            name='ListingText',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField()),
                ('algorithm', models.CharField(max_length=30)),
                ('signature', models.BinaryField(max_length=256)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'changed_at', 'id'], name='listingtext_changed')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'listing'), name='listingtext_once')],
            },
        ),
        Wall("BanHit", verbs="SELECT, INSERT, UPDATE"),
        Wall("ListingText"),
    ]
