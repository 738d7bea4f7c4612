"""What sellers keep to defend themselves with, and the end of the writing in a case."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_name_tail'),
        ('enforcement', '0024_standing'),
        ('evidence', '0001_initial'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChannelEnd',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('at', models.DateTimeField()),
                ('by_membership', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('by_party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('case', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='channel_ends', to='enforcement.case')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'case'), name='channelend_once')],
            },
        ),
        migrations.CreateModel(
            name='VaultPaper',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('word_hashes', models.JSONField(default=dict, editable=False)),
                ('kind', models.CharField(choices=[('purchase', 'purchase'), ('first_sale', 'first_sale'), ('licence', 'licence'), ('own_right', 'own_right'), ('permission', 'permission'), ('own_work', 'own_work'), ('prior_art', 'prior_art'), ('origin', 'origin'), ('batch', 'batch'), ('goods', 'goods'), ('inspection', 'inspection'), ('delivery', 'delivery'), ('letter', 'letter'), ('other', 'other')], max_length=12)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by_membership', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='vault_papers', to='evidence.evidence')),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['tenant', 'party', '-id'], name='vaultpaper_party'), models.Index(fields=['tenant', 'evidence'], name='vaultpaper_evidence')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'party', 'sha256'), name='vaultpaper_once'), models.CheckConstraint(condition=models.Q(('issued_on', None), ('expires_on', None), ('expires_on__gte', models.F('issued_on')), _connector='OR'), name='vaultpaper_days')],
            },
        ),
        Wall("ChannelEnd", verbs=APPEND_ONLY),
        Wall("VaultPaper", verbs="SELECT, INSERT, UPDATE"),
    ]
