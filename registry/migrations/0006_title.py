"""Chain of title."""

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
        ('registry', '0005_searching'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('kind', models.CharField(choices=[('assignment', 'Assignment of the whole interest'), ('merger', 'Merger'), ('change_of_name', 'Change of name'), ('partial', 'Assignment for part of the goods or places'), ('security', 'Security interest'), ('release', 'Release of a security interest'), ('licence', 'Licence recorded at the office'), ('correction', 'Correction of an earlier record')], max_length=20)),
                ('giver', models.CharField(max_length=300)),
                ('taker', models.CharField(max_length=300)),
                ('executed_on', models.DateField()),
                ('recorded_on', models.DateField(blank=True, null=True)),
                ('effective_on', models.DateField()),
                ('office_reference', models.CharField(blank=True, max_length=120)),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('state', models.CharField(choices=[('recorded', 'Waits for the new owner'), ('accepted', 'Waits for the marketplace'), ('confirmed', 'Confirmed'), ('refused', 'Refused'), ('taken_back', 'Taken back')], default='recorded', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('from_party', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('made_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='registry.right')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('to_party', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'right', 'effective_on', 'id'], name='assignment_right'), models.Index(fields=['tenant', 'to_party', 'state', 'id'], name='assignment_taker')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['assignment', 'merger', 'change_of_name', 'partial', 'security', 'release', 'licence', 'correction'])), name='assignment_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['recorded', 'accepted', 'confirmed', 'refused', 'taken_back'])), name='assignment_standing')],
            },
        ),
        Wall("Assignment", verbs="SELECT, INSERT, UPDATE"),
    ]
