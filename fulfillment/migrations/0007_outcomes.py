"""What follows a hold: suppliers put things right, risks are counted, flows are sampled, cases lie on stock."""

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
        ('evidence', '0001_initial'),
        ('fulfillment', '0006_traces'),
        ('registry', '0024_likeness_parts'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='site',
            name='sampled_bp',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name='CorrectiveAction',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('due_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('asked', 'Waiting for the supplier'), ('overdue', 'Overdue'), ('answered', 'Answer to be judged'), ('accepted', 'Answer accepted'), ('escalated', 'Escalated'), ('closed', 'Closed')], default='asked', max_length=20)),
                ('batch', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fulfillment.batch')),
                ('brand', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.brand')),
                ('by_party', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('hold', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fulfillment.hold')),
                ('inspection', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fulfillment.batchinspection')),
                ('signal', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fulfillment.unitsignal')),
                ('site', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fulfillment.site')),
                ('supplier', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='CorrectiveStep',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('deed', models.CharField(max_length=12)),
                ('due_on', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('action', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='fulfillment.correctiveaction')),
                ('by_membership', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('by_party', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('evidence', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='GoodsRisk',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('supplier', 'Supplier'), ('lane', 'Lane'), ('site', 'Place')], max_length=10)),
                ('about', models.CharField(max_length=40)),
                ('low_bp', models.PositiveIntegerField()),
                ('mean_bp', models.PositiveIntegerField()),
                ('high_bp', models.PositiveIntegerField()),
                ('outcomes', models.PositiveIntegerField(default=0)),
                ('counted_at', models.DateTimeField()),
                ('party', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('site', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fulfillment.site')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='RiskOutcome',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(max_length=20)),
                ('cause', models.CharField(max_length=60)),
                ('bad', models.PositiveIntegerField()),
                ('good', models.PositiveIntegerField()),
                ('before_bp', models.PositiveIntegerField()),
                ('after_bp', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('risk', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='fulfillment.goodsrisk')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SamplingChange',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('before_bp', models.PositiveIntegerField()),
                ('share_bp', models.PositiveIntegerField()),
                ('facts', models.JSONField(default=dict)),
                ('reasons', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='StockRestraint',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('gtin', models.CharField(blank=True, default='', max_length=14)),
                ('territories', models.JSONField(default=list)),
                ('starts_at', models.DateTimeField()),
                ('case', models.CharField(max_length=20)),
                ('cause', models.CharField(max_length=60)),
                ('brand', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.brand')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='StockRelease',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('cause', models.CharField(max_length=60)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('restraint', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='fulfillment.stockrestraint')),
            ],
        ),
        migrations.AddIndex(
            model_name='correctiveaction',
            index=models.Index(fields=['tenant', 'state', '-id'], name='corrective_in_state'),
        ),
        migrations.AddIndex(
            model_name='correctiveaction',
            index=models.Index(fields=['tenant', 'supplier', '-id'], name='corrective_supplier'),
        ),
        migrations.AddIndex(
            model_name='correctiveaction',
            index=models.Index(fields=['tenant', 'brand', '-id'], name='corrective_brand'),
        ),
        migrations.AddIndex(
            model_name='correctiveaction',
            index=models.Index(condition=models.Q(('state__in', ['overdue', 'escalated'])), fields=['tenant', 'supplier', 'brand'], name='corrective_biting'),
        ),
        migrations.AddConstraint(
            model_name='correctiveaction',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='corrective_reference'),
        ),
        migrations.AddConstraint(
            model_name='correctiveaction',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'overdue', 'answered', 'accepted', 'escalated', 'closed'])), name='corrective_state'),
        ),
        migrations.AddIndex(
            model_name='correctivestep',
            index=models.Index(fields=['tenant', 'action', 'id'], name='correctivestep_action'),
        ),
        migrations.AddIndex(
            model_name='goodsrisk',
            index=models.Index(fields=['tenant', 'kind', '-mean_bp', '-id'], name='goodsrisk_order'),
        ),
        migrations.AddIndex(
            model_name='goodsrisk',
            index=models.Index(condition=models.Q(('party__isnull', False)), fields=['tenant', 'party'], name='goodsrisk_party'),
        ),
        migrations.AddConstraint(
            model_name='goodsrisk',
            constraint=models.UniqueConstraint(fields=('tenant', 'kind', 'about'), name='goodsrisk_once'),
        ),
        migrations.AddConstraint(
            model_name='goodsrisk',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['supplier', 'lane', 'site'])), name='goodsrisk_kind'),
        ),
        migrations.AddConstraint(
            model_name='goodsrisk',
            constraint=models.CheckConstraint(condition=models.Q(('high_bp__lte', 10000), ('low_bp__lte', models.F('mean_bp')), ('mean_bp__lte', models.F('high_bp'))), name='goodsrisk_band'),
        ),
        migrations.AddIndex(
            model_name='riskoutcome',
            index=models.Index(fields=['tenant', 'risk', '-id'], name='riskoutcome_risk'),
        ),
        migrations.AddConstraint(
            model_name='riskoutcome',
            constraint=models.UniqueConstraint(fields=('tenant', 'risk', 'cause'), name='riskoutcome_once'),
        ),
        migrations.AddConstraint(
            model_name='riskoutcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bad', 0), ('good__gt', 0)), models.Q(('bad__gt', 0), ('good', 0)), _connector='OR'), name='riskoutcome_one_side'),
        ),
        migrations.AddIndex(
            model_name='samplingchange',
            index=models.Index(fields=['tenant', 'party', '-id'], name='samplingchange_party'),
        ),
        migrations.AddConstraint(
            model_name='samplingchange',
            constraint=models.CheckConstraint(condition=models.Q(('share_bp__range', (100, 2500))), name='samplingchange_bounds'),
        ),
        migrations.AddIndex(
            model_name='stockrestraint',
            index=models.Index(fields=['tenant', 'brand'], name='stockrestraint_brand'),
        ),
        migrations.AddIndex(
            model_name='stockrestraint',
            index=models.Index(condition=models.Q(('gtin', ''), _negated=True), fields=['tenant', 'gtin'], name='stockrestraint_gtin'),
        ),
        migrations.AddIndex(
            model_name='stockrestraint',
            index=models.Index(fields=['tenant', 'cause'], name='stockrestraint_cause'),
        ),
        migrations.AddConstraint(
            model_name='stockrestraint',
            constraint=models.UniqueConstraint(fields=('tenant', 'cause', 'seller', 'brand', 'gtin'), name='stockrestraint_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='stockrestraint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('brand__isnull', False), ('gtin', '')), models.Q(('brand', None), models.Q(('gtin', ''), _negated=True)), _connector='OR'), name='stockrestraint_brand_or_gtin'),
        ),
        migrations.AddConstraint(
            model_name='stockrelease',
            constraint=models.UniqueConstraint(fields=('tenant', 'restraint'), name='stockrelease_once'),
        ),
        Wall("CorrectiveAction", verbs="SELECT, INSERT, UPDATE"),
        Wall("CorrectiveStep", verbs=APPEND_ONLY),
        Wall("GoodsRisk", verbs="SELECT, INSERT, UPDATE"),
        Wall("RiskOutcome", verbs=APPEND_ONLY),
        Wall("SamplingChange", verbs=APPEND_ONLY),
        Wall("StockRestraint", verbs=APPEND_ONLY),
        Wall("StockRelease", verbs=APPEND_ONLY),
    ]
