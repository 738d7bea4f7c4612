"""Audits that begin by themselves; a day for each thing that is to be put right, and the look afterwards."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.context import tenant
from tenancy.operations import Wall


def say_the_day(apps: Any, schema_editor: Any) -> None:
    """What is with sellers already has the day of its audit. Marketplace by marketplace: under FORCE the owner sees no other."""
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            for audit in apps.get_model("scanner", "Audit").objects.exclude(due_on=None):
                audit.items.update(due_on=audit.due_on)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_moves'),
        ('registry', '0024_likeness_parts'),
        ('scanner', '0018_vocabulary'),
        ('sellers', '0013_reviews'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditSchedule',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sample', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('cadence', models.CharField(choices=[('weekly', 'Every week'), ('monthly', 'Every month'), ('quarterly', 'Every quarter')], max_length=10)),
                ('reason', models.TextField(max_length=2000)),
                ('next_at', models.DateTimeField()),
                ('last_at', models.DateTimeField(blank=True, null=True)),
                ('last_begun', models.PositiveSmallIntegerField(default=0)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('seller', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['tenant', 'next_at'], name='auditschedule_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sample__gte', 1), ('sample__lte', 100), ('seller', None)), models.Q(('sample', None), ('seller__isnull', False)), _connector='OR'), name='auditschedule_whom'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'seller'), name='auditschedule_one')],
            },
        ),
        Wall("AuditSchedule", verbs="SELECT, INSERT, UPDATE"),
        migrations.AddField(
            model_name='audit',
            name='checked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='audit',
            name='left_open',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='audititem',
            name='due_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='audit',
            index=models.Index(condition=models.Q(('checked_at', None), ('state', 'published')), fields=['tenant', 'due_on', 'id'], name='audit_to_check'),
        ),
        migrations.AddIndex(
            model_name='audititem',
            index=models.Index(fields=['tenant', 'due_on', 'id'], name='audititem_due'),
        ),
        migrations.RunPython(say_the_day, migrations.RunPython.noop),
    ]
