"""Reports of fraud, what they are recognised by, and warnings about it."""

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
        ('sellers', '0008_uploads'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FraudWarning',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=12)),
                ('kind', models.CharField(choices=[('advance', 'Money asked for in advance'), ('overpayment', 'Paid too much, the rest is to be sent back'), ('identity', 'Forged identity or papers'), ('impersonation', 'Somebody claims to be another company or person'), ('phishing', 'Asked for a password or a code'), ('takeover', 'An account was taken over or is to be handed over'), ('shipping', 'Fake shipping papers, or goods that were sent back are others'), ('other', 'Something else')], max_length=14)),
                ('withdrawn_why', models.TextField(blank=True, max_length=1000)),
                ('published_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='FraudSignal',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('state', models.CharField(max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=12)),
                ('kind', models.CharField(choices=[('advance', 'Money asked for in advance'), ('overpayment', 'Paid too much, the rest is to be sent back'), ('identity', 'Forged identity or papers'), ('impersonation', 'Somebody claims to be another company or person'), ('phishing', 'Asked for a password or a code'), ('takeover', 'An account was taken over or is to be handed over'), ('shipping', 'Fake shipping papers, or goods that were sent back are others'), ('other', 'Something else')], max_length=14)),
                ('channel', models.CharField(choices=[('public', 'Public'), ('member', 'Member'), ('program', 'Program')], max_length=10)),
                ('told', models.TextField(blank=True, max_length=1000)),
                ('language', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('evidence', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('party', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('warning', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='sellers.fraudwarning')),
            ],
        ),
        migrations.CreateModel(
            name='FraudWarningVersion',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('by_membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('warning', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='sellers.fraudwarning')),
            ],
        ),
        migrations.CreateModel(
            name='FraudMark',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('domain', 'Domain'), ('mail', 'Mail address'), ('phone', 'Telephone'), ('payment', 'Account'), ('wording', 'Same wording')], max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('shown', models.CharField(blank=True, max_length=120)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
                ('signal', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='sellers.fraudsignal')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'kind', 'digest'], name='fraudmark_same')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'signal', 'kind', 'digest'), name='fraudmark_once')],
            },
        ),
        migrations.AddIndex(
            model_name='fraudwarning',
            index=models.Index(fields=['tenant', 'state', '-id'], name='fraudwarning_newest'),
        ),
        migrations.AddConstraint(
            model_name='fraudwarning',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='fraudwarning_reference'),
        ),
        migrations.AddConstraint(
            model_name='fraudwarning',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['published', 'withdrawn'])), name='fraudwarning_state'),
        ),
        migrations.AddConstraint(
            model_name='fraudwarning',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'published'), models.Q(('withdrawn_why', ''), _negated=True), _connector='OR'), name='fraudwarning_says_why'),
        ),
        migrations.AddIndex(
            model_name='fraudsignal',
            index=models.Index(fields=['tenant', 'state', 'id'], name='fraudsignal_state'),
        ),
        migrations.AddIndex(
            model_name='fraudsignal',
            index=models.Index(fields=['tenant', 'warning', 'id'], name='fraudsignal_warning'),
        ),
        migrations.AddConstraint(
            model_name='fraudsignal',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='fraudsignal_reference'),
        ),
        migrations.AddConstraint(
            model_name='fraudsignal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'dismissed']), models.Q(('state', 'joined'), ('warning__isnull', False)), _connector='OR'), name='fraudsignal_joined_has_warning'),
        ),
        migrations.AddConstraint(
            model_name='fraudwarningversion',
            constraint=models.UniqueConstraint(fields=('tenant', 'warning', 'number'), name='fraudwarningversion_number'),
        ),
        Wall("FraudWarning", verbs="SELECT, INSERT, UPDATE"),
        Wall("FraudSignal", verbs="SELECT, INSERT, UPDATE"),
        Wall("FraudWarningVersion", verbs=APPEND_ONLY),
        Wall("FraudMark", verbs=APPEND_ONLY),
    ]
