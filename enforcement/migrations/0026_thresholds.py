"""What strikes propose at a threshold, answers and rulings; a second person is another by a rule of the database."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, AddTenantFK, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_name_tail'),
        ('enforcement', '0025_defence'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='sanction',
            name='kept_at',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='sanction',
            name='look_again',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='sanctionsecond',
            name='proposed_by',
            field=tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership'),
        ),
        migrations.AddConstraint(
            model_name='sanctionsecond',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_by', None), models.Q(('by_membership', models.F('proposed_by')), _negated=True), _connector='OR'), name='sanctionsecond_is_another'),
        ),
        migrations.CreateModel(
            name='StrikeProposal',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('warn', 'Warn'), ('check_first', 'Check First'), ('suspend', 'Suspend'), ('terminate', 'Terminate')], max_length=12)),
                ('days', models.PositiveSmallIntegerField(default=0)),
                ('figures', models.JSONField(default=dict)),
                ('policy', models.CharField(max_length=60)),
                ('answer_by', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('sanction', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='enforcement.sanction')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'seller', '-id'], name='strikeproposal_seller'), models.Index(fields=['tenant', 'state', 'answer_by'], name='strikeproposal_state')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'reference'), name='strikeproposal_reference'), models.UniqueConstraint(condition=models.Q(('state__in', ['told', 'answered', 'heard'])), fields=('tenant', 'seller'), name='strikeproposal_one_open'), models.CheckConstraint(condition=models.Q(('sanction__isnull', False), models.Q(('state', 'taken'), _negated=True), _connector='OR'), name='strikeproposal_taken_by_a_sanction')],
            },
        ),
        migrations.CreateModel(
            name='StrikeProposalAnswer',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('at', models.DateTimeField()),
                ('by_membership', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('proposal', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='enforcement.strikeproposal')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'proposal'), name='strikeproposalanswer_once')],
            },
        ),
        migrations.CreateModel(
            name='StrikeProposalRuling',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('taken', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('by_membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('proposal', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='enforcement.strikeproposal')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'proposal'), name='strikeproposalruling_once')],
            },
        ),
        AddTenantFK("SanctionSecond", "proposed_by"),
        Wall("StrikeProposal", verbs="SELECT, INSERT, UPDATE (state, version, state_at, sanction_id)"),
        migrations.RunSQL(
            "GRANT UPDATE (look_again, kept_at) ON enforcement_sanction TO app",
            "REVOKE UPDATE (look_again, kept_at) ON enforcement_sanction FROM app",
        ),
        Wall("StrikeProposalAnswer", verbs=APPEND_ONLY),
        Wall("StrikeProposalRuling", verbs=APPEND_ONLY),
    ]
