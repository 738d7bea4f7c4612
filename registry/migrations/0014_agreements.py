"""Contracts, clause by clause, and what is enforced of them."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_key_bars'),
        ('evidence', '0001_initial'),
        ('registry', '0013_guides'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('vendor', 'Contract with a seller'), ('supplier', 'Contract with a supplier'), ('integration', 'Terms of an integration')], max_length=20)),
                ('title', models.CharField(max_length=300)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('signatory', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('in_force', 'In force'), ('ended', 'Ended'), ('terminated', 'Terminated')], default='draft', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='AgreementClause',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40)),
                ('status', models.CharField(choices=[('present', 'In the contract'), ('missing', 'Missing'), ('waived', 'Waived until a day'), ('not_applicable', 'Does not apply')], default='missing', max_length=20)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('waived_until', models.DateField(blank=True, null=True)),
                ('agreement', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='registry.agreement')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='EnforcedBlock',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['tenant', 'party', 'kind', 'id'], name='agreement_party'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='agreement_reference'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='agreement_days'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['vendor', 'supplier', 'integration'])), name='agreement_kind'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_force', 'ended', 'terminated'])), name='agreement_standing'),
        ),
        migrations.AddConstraint(
            model_name='agreementclause',
            constraint=models.UniqueConstraint(fields=('tenant', 'agreement', 'code'), name='agreementclause_once'),
        ),
        migrations.AddConstraint(
            model_name='agreementclause',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['present', 'missing', 'waived', 'not_applicable'])), name='agreementclause_status'),
        ),
        migrations.AddConstraint(
            model_name='agreementclause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'waived'), ('waived_until__isnull', False)), models.Q(models.Q(('status', 'waived'), _negated=True), ('waived_until', None)), _connector='OR'), name='agreementclause_waived'),
        ),
        migrations.AddConstraint(
            model_name='enforcedblock',
            constraint=models.UniqueConstraint(fields=('tenant', 'code'), name='enforcedblock_once'),
        ),
        Wall("Agreement", verbs="SELECT, INSERT, UPDATE"),
        Wall("AgreementClause", verbs="SELECT, INSERT, UPDATE"),
        Wall("EnforcedBlock", verbs="SELECT, INSERT, UPDATE, DELETE"),
    ]
