"""Lists of rights that were handed in, and their rows that could not go in."""

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
        ('evidence', '0001_initial'),
        ('registry', '0006_title'),
        ('tenancy', '0001_initial'),
        ('workflow', '0002_jobs'),
    ]

    operations = [
        migrations.CreateModel(
            name='RightList',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20)),
                ('format', models.CharField(max_length=10)),
                ('rows', models.PositiveIntegerField()),
                ('headings', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('constants', models.JSONField(default=dict)),
                ('verified', models.BooleanField(default=False)),
                ('mended', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('job', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.job')),
                ('membership', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('owner', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'verbose_name': 'list of rights',
                'verbose_name_plural': 'lists of rights',
            },
        ),
        migrations.CreateModel(
            name='WrongRow',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('line', models.PositiveIntegerField()),
                ('values', models.JSONField(default=dict)),
                ('wrong', models.JSONField(default=list)),
                ('listed', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='wrong_rows', to='registry.rightlist')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'ordering': ['line'],
            },
        ),
        migrations.AddIndex(
            model_name='rightlist',
            index=models.Index(fields=['tenant', 'owner', 'id'], name='rightlist_owner'),
        ),
        migrations.AddConstraint(
            model_name='rightlist',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='rightlist_reference'),
        ),
        migrations.AddConstraint(
            model_name='wrongrow',
            constraint=models.UniqueConstraint(fields=('tenant', 'listed', 'line'), name='wrongrow_once'),
        ),
        Wall("RightList", verbs="SELECT, INSERT, UPDATE"),
        Wall("WrongRow", verbs="SELECT, INSERT, UPDATE, DELETE"),
    ]
