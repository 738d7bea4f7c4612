"""The pre-check: a marketplace's own rules, and certificates of checks that were passed."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_name_tail'),
        ('scanner', '0015_watching'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PreCheckCertificate',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('reference', models.CharField(max_length=20)),
                ('content_hash', models.CharField(max_length=64)),
                ('rules', models.CharField(max_length=40)),
                ('index', models.PositiveIntegerField()),
                ('told', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'reference'), name='precheckcert_reference'), models.UniqueConstraint(fields=('tenant', 'seller', 'content_hash', 'rules', 'index'), name='precheckcert_once')],
            },
        ),
        migrations.CreateModel(
            name='PreCheckRule',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('rule', models.CharField(max_length=80)),
                ('severity', models.CharField(choices=[('stop', 'Must be mended'), ('warn', 'Should be mended'), ('hint', 'Hint'), ('off', 'Off'), ('house', 'As the house says')], max_length=10)),
                ('phrases', models.JSONField(default=list)),
                ('unless', models.JSONField(default=list)),
                ('needs', models.JSONField(default=list)),
                ('category', models.CharField(blank=True, max_length=100)),
                ('markets', models.JSONField(default=list)),
                ('why', models.CharField(max_length=500)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'rule', '-number'], name='precheckrule_newest')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'number'), name='precheckrule_number'), models.CheckConstraint(condition=models.Q(('severity__in', ['stop', 'warn', 'hint', 'off', 'house'])), name='precheckrule_severity'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='precheckrule_why')],
            },
        ),
        Wall("PreCheckRule", verbs=APPEND_ONLY),
        Wall("PreCheckCertificate", verbs=APPEND_ONLY),
    ]
