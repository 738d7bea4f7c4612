"""Looks of sellers at their own catalogues, what was found, and when they begin by themselves."""

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_moves'),
        ('enforcement', '0026_thresholds'),
        ('sellers', '0015_risk'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='InspectionSchedule',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('cadence', models.CharField(choices=[('weekly', 'Every week'), ('monthly', 'Every month'), ('quarterly', 'Every quarter')], max_length=10)),
                ('looks', models.JSONField()),
                ('next_at', models.DateTimeField()),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='CatalogueInspection',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20)),
                ('looks', models.JSONField()),
                ('job_id', models.UUIDField(null=True)),
                ('counts', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('paper', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enforcement.vaultpaper')),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('previous', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enforcement.catalogueinspection')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('schedule', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enforcement.inspectionschedule')),
            ],
        ),
        migrations.CreateModel(
            name='InspectionFinding',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('revision', models.PositiveIntegerField()),
                ('heading', models.CharField(max_length=10)),
                ('weight', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=40)),
                ('field', models.CharField(blank=True, max_length=20)),
                ('picture', models.PositiveSmallIntegerField(default=0)),
                ('rule', models.CharField(blank=True, max_length=120)),
                ('remedy', models.CharField(max_length=40)),
                ('facts', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('key', models.CharField(max_length=64)),
                ('change', models.CharField(choices=[('new', 'New'), ('open', 'Still open'), ('mended', 'Mended')], max_length=6)),
                ('inspection', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='enforcement.catalogueinspection')),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'inspection', 'weight', 'id'], name='inspectionfinding_weight'), models.Index(fields=['tenant', 'inspection', 'id'], name='inspectionfinding_order')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'inspection', 'listing', 'key'), name='inspectionfinding_once')],
            },
        ),
        migrations.AddIndex(
            model_name='inspectionschedule',
            index=models.Index(condition=models.Q(('ended_at', None), ('paused_at', None)), fields=['tenant', 'next_at'], name='inspectionschedule_due'),
        ),
        migrations.AddConstraint(
            model_name='inspectionschedule',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'party'), name='inspectionschedule_one'),
        ),
        migrations.AddIndex(
            model_name='catalogueinspection',
            index=models.Index(fields=['tenant', 'party', '-id'], name='catalogueinspection_party'),
        ),
        migrations.AddConstraint(
            model_name='catalogueinspection',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='catalogueinspection_reference'),
        ),
        migrations.AddConstraint(
            model_name='catalogueinspection',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('stopped_at', None)), fields=('tenant', 'party'), name='catalogueinspection_one_runs'),
        ),
        Wall("InspectionSchedule", verbs="SELECT, INSERT, UPDATE"),
        Wall("CatalogueInspection", verbs="SELECT, INSERT, UPDATE"),
        Wall("InspectionFinding", verbs=APPEND_ONLY),
    ]
