"""Reviews of sellers by accredited inspectors; a prior notice says who complained."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_name_tail'),
        ('evidence', '0001_initial'),
        ('sellers', '0012_changed'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='priornotice',
            name='complainant',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Accreditation',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('kinds', models.JSONField(default=list)),
                ('departments', models.JSONField(default=list)),
                ('countries', models.JSONField(default=list)),
                ('until_on', models.DateField()),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('ended_reason', models.TextField(blank=True, max_length=2000)),
                ('state', models.CharField(choices=[('active', 'Accredited'), ('replaced', 'Replaced by a newer one'), ('expired', 'Expired'), ('revoked', 'Accreditation revoked')], default='active', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('inspector', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField(max_length=2000)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('inspector', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewAssignment',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('declared_by', models.UUIDField(blank=True, null=True)),
                ('declared_at', models.DateTimeField(blank=True, null=True)),
                ('ended_reason', models.TextField(blank=True, max_length=2000)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('inspector', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewPicture',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(max_length=40)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('assignment', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='sellers.reviewassignment')),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SellerReview',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('site', 'Site'), ('goods', 'Goods'), ('documents', 'Documents')], max_length=10)),
                ('department', models.CharField(blank=True, max_length=100)),
                ('country', models.CharField(max_length=2)),
                ('why', models.TextField(max_length=2000)),
                ('due_on', models.DateField()),
                ('checklist', models.PositiveSmallIntegerField()),
                ('assigned_by', models.UUIDField(blank=True, null=True)),
                ('answers', models.JSONField(default=dict)),
                ('verdict', models.CharField(blank=True, choices=[('passed', 'Passed'), ('failed', 'Not passed')], max_length=10)),
                ('effect', models.CharField(blank=True, choices=[('kept', 'Limits stay as they were'), ('lifted', 'Limits lifted'), ('changed', 'Limits changed')], max_length=10)),
                ('effect_reason', models.TextField(blank=True, max_length=2000)),
                ('effect_by', models.UUIDField(blank=True, null=True)),
                ('before', models.JSONField(default=dict)),
                ('appeal', models.TextField(blank=True, max_length=2000)),
                ('appeal_reason', models.TextField(blank=True, max_length=2000)),
                ('state', models.CharField(choices=[('waiting', 'To be assigned'), ('assigned', 'Assigned'), ('begun', 'Being done'), ('signed', 'Signed'), ('appealed', 'Appealed'), ('upheld', 'Upheld on appeal'), ('overturned', 'Overturned'), ('cancelled', 'Called off')], default='waiting', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('accreditation', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.accreditation')),
                ('inspector', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='ReviewReport',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('membership_id', models.UUIDField(blank=True, null=True)),
                ('verdict', models.CharField(choices=[('passed', 'Passed'), ('failed', 'Not passed')], max_length=10)),
                ('report_sha256', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('accreditation', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.accreditation')),
                ('inspector', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('review', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='sellers.sellerreview')),
            ],
        ),
        migrations.AddField(
            model_name='reviewassignment',
            name='review',
            field=tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='sellers.sellerreview'),
        ),
        migrations.AddIndex(
            model_name='accreditation',
            index=models.Index(fields=['tenant', 'state', '-id'], name='accreditation_standing'),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='accreditation_reference'),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('tenant', 'inspector'), name='accreditation_one'),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'replaced', 'expired', 'revoked'])), name='accreditation_state'),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.CheckConstraint(condition=models.Q(('ended_reason', ''), ('state', 'revoked'), _negated=True), name='accreditation_revoked_why'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'inspector', 'party'), name='interest_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewpicture',
            constraint=models.UniqueConstraint(fields=('tenant', 'assignment', 'question', 'evidence'), name='reviewpicture_once'),
        ),
        migrations.AddIndex(
            model_name='sellerreview',
            index=models.Index(fields=['tenant', 'state', 'id'], name='sellerreview_by_state'),
        ),
        migrations.AddIndex(
            model_name='sellerreview',
            index=models.Index(fields=['tenant', 'seller', '-id'], name='sellerreview_of_seller'),
        ),
        migrations.AddIndex(
            model_name='sellerreview',
            index=models.Index(fields=['tenant', 'inspector', '-id'], name='sellerreview_of_inspector'),
        ),
        migrations.AddConstraint(
            model_name='sellerreview',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='sellerreview_reference'),
        ),
        migrations.AddConstraint(
            model_name='sellerreview',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'assigned', 'begun', 'signed', 'appealed', 'upheld', 'overturned', 'cancelled'])), name='sellerreview_state'),
        ),
        migrations.AddConstraint(
            model_name='sellerreview',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'cancelled']), ('inspector__isnull', False), _connector='OR'), name='sellerreview_has_inspector'),
        ),
        migrations.AddConstraint(
            model_name='sellerreview',
            constraint=models.CheckConstraint(condition=models.Q(('inspector', models.F('seller')), _negated=True), name='sellerreview_not_of_itself'),
        ),
        migrations.AddIndex(
            model_name='reviewreport',
            index=models.Index(fields=['tenant', 'inspector', 'signed_at'], name='reviewreport_of_inspector'),
        ),
        migrations.AddConstraint(
            model_name='reviewreport',
            constraint=models.UniqueConstraint(fields=('tenant', 'review'), name='reviewreport_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'review'), name='reviewassignment_one_open'),
        ),
        Wall("Accreditation", verbs="SELECT, INSERT, UPDATE"),
        Wall("Interest", verbs="SELECT, INSERT, UPDATE"),
        Wall("SellerReview", verbs="SELECT, INSERT, UPDATE"),
        Wall("ReviewAssignment", verbs="SELECT, INSERT, UPDATE"),
        Wall("ReviewPicture", verbs=APPEND_ONLY),
        Wall("ReviewReport", verbs=APPEND_ONLY),
    ]
