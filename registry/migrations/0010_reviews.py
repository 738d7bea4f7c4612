"""Who checks a right, and proposals to revoke one."""

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
        ('registry', '0009_gate_checks'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='right',
            index=models.Index(condition=models.Q(('state', 'submitted')), fields=['tenant', 'state_at', 'id'], name='right_waiting'),
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('right_version', models.PositiveIntegerField()),
                ('findings', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('asked_for', models.CharField(blank=True, max_length=30)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_as', models.CharField(blank=True, choices=[('verified', 'Verified'), ('rejected', 'Rejected'), ('submitted', 'Given back'), ('retired', 'Retired')], max_length=20)),
                ('reviewer', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='registry.right')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'right', 'id'], name='review_right'), models.Index(condition=models.Q(('ended_at', None)), fields=['tenant', 'reviewer'], name='review_mine')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'right'), name='review_open')],
            },
        ),
        migrations.CreateModel(
            name='Revocation',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('commitment', models.BinaryField(max_length=32)),
                ('reason', models.CharField(max_length=30)),
                ('state', models.CharField(choices=[('proposed', 'Waits for a second person'), ('confirmed', 'Confirmed'), ('refused', 'Refused')], default='proposed', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('proposed_by', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='revocations', to='registry.right')),
                ('second', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'right', 'id'], name='revocation_right')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('tenant', 'right'), name='revocation_open'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed', 'refused'])), name='revocation_state')],
            },
        ),
        Wall("Review", verbs="SELECT, INSERT, UPDATE"),
        Wall("Revocation", verbs="SELECT, INSERT, UPDATE"),
    ]
