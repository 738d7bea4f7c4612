"""Licences with their signatures, documents and quotas; requests for proof."""

import django.db.models.deletion
import django.db.models.functions.datetime
import simple_history.models
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, HISTORY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_published_policy'),
        ('evidence', '0001_initial'),
        ('registry', '0007_lists'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('licensee_name', models.CharField(max_length=200)),
                ('on_paper', models.BooleanField(default=False)),
                ('allowed_depth', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('goods', models.TextField(blank=True, max_length=2000)),
                ('classes', models.JSONField(default=list)),
                ('territories', models.JSONField(default=list)),
                ('carve_outs', models.JSONField(default=list)),
                ('channels', models.JSONField(default=list)),
                ('exclusivity', models.CharField(choices=[('exclusive', 'Exclusive: nobody else, not even the licensor'), ('sole', 'Sole: the licensor itself, and nobody else'), ('non_exclusive', 'Not exclusive')], default='non_exclusive', max_length=20)),
                ('sublicensing_depth', models.PositiveSmallIntegerField(default=0)),
                ('sublicensing_consent', models.BooleanField(default=True)),
                ('consent', models.CharField(choices=[('not_needed', 'Not needed'), ('missing', 'Asked for'), ('given', 'Given'), ('refused', 'Refused')], default='not_needed', max_length=20)),
                ('quota', models.PositiveIntegerField(blank=True, null=True)),
                ('quota_per', models.CharField(choices=[('term', 'in the whole term'), ('year', 'a calendar year'), ('month', 'a calendar month')], default='term', max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('terminated_on', models.DateField(blank=True, null=True)),
                ('reminded_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('offered', 'To be signed'), ('signed', 'Signed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('terminated', 'Terminated'), ('ended', 'Ended')], default='draft', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('licensee', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('licensor', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('parent', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sublicences', to='registry.licence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='HistoricalLicence',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('licensee_name', models.CharField(max_length=200)),
                ('on_paper', models.BooleanField(default=False)),
                ('allowed_depth', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('goods', models.TextField(blank=True, max_length=2000)),
                ('classes', models.JSONField(default=list)),
                ('territories', models.JSONField(default=list)),
                ('carve_outs', models.JSONField(default=list)),
                ('channels', models.JSONField(default=list)),
                ('exclusivity', models.CharField(choices=[('exclusive', 'Exclusive: nobody else, not even the licensor'), ('sole', 'Sole: the licensor itself, and nobody else'), ('non_exclusive', 'Not exclusive')], default='non_exclusive', max_length=20)),
                ('sublicensing_depth', models.PositiveSmallIntegerField(default=0)),
                ('sublicensing_consent', models.BooleanField(default=True)),
                ('consent', models.CharField(choices=[('not_needed', 'Not needed'), ('missing', 'Asked for'), ('given', 'Given'), ('refused', 'Refused')], default='not_needed', max_length=20)),
                ('quota', models.PositiveIntegerField(blank=True, null=True)),
                ('quota_per', models.CharField(choices=[('term', 'in the whole term'), ('year', 'a calendar year'), ('month', 'a calendar month')], default='term', max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('terminated_on', models.DateField(blank=True, null=True)),
                ('reminded_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('offered', 'To be signed'), ('signed', 'Signed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('terminated', 'Terminated'), ('ended', 'Ended')], default='draft', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('licensee', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.party')),
                ('licensor', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(blank=True, db_constraint=False, db_index=False, default=tenancy.context.current_tenant, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.marketplace')),
                ('parent', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registry.licence')),
            ],
            options={
                'verbose_name': 'historical licence',
                'verbose_name_plural': 'historical licences',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='LicenceDocument',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('licence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='registry.licence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='LicenceRight',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('licence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='licensed', to='registry.licence')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='licences', to='registry.right')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='LicenceUse',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('line_ref', models.CharField(max_length=120)),
                ('quantity', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('given_back_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('licence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='registry.licence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='LicenceViewer',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('licence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='viewers', to='registry.licence')),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='ProofRequest',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('reason', models.CharField(choices=[('missing_territory', 'The licence does not say where it holds.'), ('expired_sublicence', 'The sublicence has ended, or the licence above it.'), ('name_mismatch', 'The licence names somebody else.'), ('unsigned', 'The licence is not signed by both sides.'), ('consent_missing', 'The consent to the sublicence is missing.'), ('not_named', 'The licence does not name these goods or this channel.')], max_length=30)),
                ('wanted', models.CharField(choices=[('certificate_number', 'Number of the certificate'), ('permit', 'Permit'), ('registration_id', 'Registration number'), ('invoice', 'Invoice of the first sale'), ('document', 'The signed document')], max_length=30)),
                ('about', models.CharField(blank=True, max_length=120)),
                ('due_on', models.DateField()),
                ('number', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('open', 'To be answered'), ('answered', 'To be weighed'), ('accepted', 'Accepted'), ('refused', 'Not accepted'), ('lapsed', 'Not answered')], default='open', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('licence', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.licence')),
                ('owner', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='proof_requests', to='registry.right')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('side', models.CharField(choices=[('licensor', 'Licensor'), ('licensee', 'Licensee')], max_length=10)),
                ('membership_id', models.UUIDField(blank=True, null=True)),
                ('terms_sha256', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('licence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='registry.licence')),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(fields=['tenant', 'licensee', 'id'], name='licence_licensee'),
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(fields=['tenant', 'parent', 'id'], name='licence_parent'),
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(condition=models.Q(('state', 'signed')), fields=['tenant', 'ends_on', 'id'], name='licence_ends'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='licence_reference'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='licence_days'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('allowed_depth', None), ('parent', None)), models.Q(('parent__isnull', False), ('sublicensing_depth__lt', models.F('allowed_depth'))), _connector='OR'), name='licence_depth'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'offered', 'signed', 'declined', 'withdrawn', 'terminated', 'ended'])), name='licence_standing'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('terminated_on', None), ('state__in', ['signed', 'terminated']), _connector='OR'), name='licence_terminated'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('terminated_on__isnull', False), ('state__in', ['draft', 'offered', 'signed', 'declined', 'withdrawn', 'ended']), _connector='OR'), name='licence_terminated_on'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('on_paper', True), ('licensee__isnull', False), _connector='OR'), name='licence_sides'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('quota', None), ('quota__gt', 0), _connector='OR'), name='licence_quota'),
        ),
        migrations.AddIndex(
            model_name='historicallicence',
            index=models.Index(fields=['tenant', 'id', 'history_date'], name='licence_past'),
        ),
        migrations.AddIndex(
            model_name='licencedocument',
            index=models.Index(fields=['tenant', 'licence', 'id'], name='licencedocument_licence'),
        ),
        migrations.AddIndex(
            model_name='licenceright',
            index=models.Index(fields=['tenant', 'right', 'licence'], name='licenceright_right'),
        ),
        migrations.AddConstraint(
            model_name='licenceright',
            constraint=models.UniqueConstraint(fields=('tenant', 'licence', 'right'), name='licenceright_once'),
        ),
        migrations.AddIndex(
            model_name='licenceuse',
            index=models.Index(condition=models.Q(('given_back_at', None)), fields=['tenant', 'licence', 'day'], name='licenceuse_day'),
        ),
        migrations.AddIndex(
            model_name='licenceuse',
            index=models.Index(fields=['tenant', 'line_ref', 'licence'], name='licenceuse_line'),
        ),
        migrations.AddConstraint(
            model_name='licenceuse',
            constraint=models.UniqueConstraint(fields=('tenant', 'licence', 'line_ref'), name='licenceuse_once'),
        ),
        migrations.AddConstraint(
            model_name='licenceuse',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='licenceuse_quantity'),
        ),
        migrations.AddIndex(
            model_name='licenceviewer',
            index=models.Index(fields=['tenant', 'licence', 'party'], name='licenceviewer_licence'),
        ),
        migrations.AddConstraint(
            model_name='licenceviewer',
            constraint=models.UniqueConstraint(fields=('tenant', 'party', 'licence'), name='licenceviewer_once'),
        ),
        migrations.AddIndex(
            model_name='proofrequest',
            index=models.Index(fields=['tenant', 'seller', 'id'], name='proofrequest_seller'),
        ),
        migrations.AddIndex(
            model_name='proofrequest',
            index=models.Index(fields=['tenant', 'owner', 'id'], name='proofrequest_owner'),
        ),
        migrations.AddIndex(
            model_name='proofrequest',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['tenant', 'due_on', 'id'], name='proofrequest_due'),
        ),
        migrations.AddConstraint(
            model_name='proofrequest',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='proofrequest_reference'),
        ),
        migrations.AddConstraint(
            model_name='proofrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'answered'])), fields=('tenant', 'seller', 'right', 'reason'), name='proofrequest_once'),
        ),
        migrations.AddConstraint(
            model_name='proofrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'answered', 'accepted', 'refused', 'lapsed'])), name='proofrequest_standing'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('tenant', 'licence', 'side'), name='signature_once'),
        ),
        Wall("Licence", verbs="SELECT, INSERT, UPDATE"),
        Wall("HistoricalLicence", verbs=HISTORY),
        Wall("LicenceRight", verbs="SELECT, INSERT, DELETE"),
        Wall("LicenceViewer", verbs=APPEND_ONLY),
        Wall("LicenceDocument", verbs=APPEND_ONLY),
        Wall("Signature", verbs=APPEND_ONLY),
        Wall("LicenceUse", verbs="SELECT, INSERT, UPDATE"),
        Wall("ProofRequest", verbs="SELECT, INSERT, UPDATE"),
    ]
