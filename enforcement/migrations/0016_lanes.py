"""The lanes that rules open: good faith, and clear-cut."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_published_policy'),
        ('enforcement', "0015_routing"),
        ('registry', '0002_goods_and_bans'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='GoodFaith',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('decided', models.PositiveIntegerField()),
                ('upheld', models.PositiveIntegerField()),
                ('entered_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('tenant', 'party'), name='goodfaith_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='LaneThresholds',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('decided', models.PositiveSmallIntegerField()),
                ('percent', models.PositiveSmallIntegerField()),
                ('score', models.PositiveSmallIntegerField()),
                ('upheld', models.PositiveSmallIntegerField()),
                ('rejected', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('by_membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                "indexes": [
                    models.Index(fields=['tenant', '-id'], name='lanethresholds_newest'),
                ],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='fast',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ('open', 'noticed', 'answered', 'deciding')), models.Q(('fast', ''), _negated=True)), fields=['tenant', 'place', 'id'], name='case_fast'),
        ),
        Wall("GoodFaith", verbs="SELECT, INSERT, UPDATE (left_at)"),
        Wall("LaneThresholds", verbs=APPEND_ONLY),
    ]
