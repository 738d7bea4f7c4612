"""Classifiers of goods in versions, the classes that people set for categories, and which classifier a scan went by."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import simple_history.models
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import HISTORY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_parties'),
        ('scanner', '0010_looks_outside'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='match',
            name='goods',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='outsidematch',
            name='goods',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='scan',
            name='goods',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='GoodsCategory',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=600)),
                ('classes', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, null=True, size=None)),
                ('set_at', models.DateTimeField(blank=True, null=True)),
                ('set_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('classes', None), _negated=True), fields=['tenant', 'name'], name='goodscategory_set')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'name'), name='goodscategory_once')],
            },
        ),
        migrations.CreateModel(
            name='GoodsModel',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('training', 'Being trained'), ('trained', 'Trained'), ('in_force', 'In force'), ('retired', 'No longer in force'), ('dropped', 'Not trained')], default='training', max_length=20)),
                ('data', models.BinaryField(default=b'')),
                ('figures', models.JSONField(default=dict)),
                ('listings', models.PositiveIntegerField(default=0)),
                ('job_id', models.UUIDField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('trained_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'number'), name='goodsmodel_number'), models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('tenant',), name='goodsmodel_in_force_once'), models.CheckConstraint(condition=models.Q(('state__in', ['training', 'trained', 'in_force', 'retired', 'dropped'])), name='goodsmodel_state')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalGoodsCategory',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False)),
                ('name', models.CharField(max_length=600)),
                ('classes', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, null=True, size=None)),
                ('set_at', models.DateTimeField(blank=True, null=True)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('set_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(blank=True, db_constraint=False, db_index=False, default=tenancy.context.current_tenant, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'verbose_name': 'historical goods category',
                'verbose_name_plural': 'historical goods categorys',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['tenant', 'id', 'history_date'], name='goodscategory_past')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        Wall("GoodsCategory", verbs="SELECT, INSERT, UPDATE"),
        Wall("HistoricalGoodsCategory", verbs=HISTORY),
        Wall("GoodsModel", verbs="SELECT, INSERT, UPDATE"),
    ]
