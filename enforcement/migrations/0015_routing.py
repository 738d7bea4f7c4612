"""Who gets which case: rules of the leads, and how many cases each person takes at a time."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, AddTenantFK, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_published_policy'),
        ('enforcement', "0014_writing"),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoutingRule',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('region', models.CharField(blank=True, max_length=8)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('source', models.CharField(blank=True, max_length=10)),
                ('lane', models.CharField(blank=True, max_length=10)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by_membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['tenant', '-id'], name='routingrule_holds'),
                ],
            },
        ),
        migrations.CreateModel(
            name='RoutedTo',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('rule', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='enforcement.routingrule')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('tenant', 'rule', 'membership'), name='routedto_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='WorkLimit',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('most', models.PositiveSmallIntegerField()),
                ('membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=('tenant', 'membership'), name='worklimit_once'),
                ],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='routed_by',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enforcement.routingrule'),
        ),
        Wall("RoutingRule", verbs="SELECT, INSERT, UPDATE (ended_at)"),
        Wall("RoutedTo", verbs=APPEND_ONLY),
        Wall("WorkLimit", verbs="SELECT, INSERT, UPDATE, DELETE"),
        AddTenantFK("case", "routed_by"),
    ]
