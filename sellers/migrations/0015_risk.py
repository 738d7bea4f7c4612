"""The risk of each seller as it was last weighed, its history, and who is to be weighed again."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_moves'),
        ('sellers', '0014_disclosed'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RiskCall',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'id'], name='riskcall_oldest')],
            },
        ),
        migrations.CreateModel(
            name='SellerRisk',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('figure', models.PositiveSmallIntegerField()),
                ('band', models.CharField(choices=[('low', 'low'), ('raised', 'raised'), ('high', 'high')], max_length=6)),
                ('told', models.PositiveSmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('weighed_at', models.DateTimeField()),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', '-figure', '-id'], name='sellerrisk_highest'), models.Index(fields=['tenant', 'band', '-figure', '-id'], name='sellerrisk_band'), models.Index(fields=['tenant', 'weighed_at'], name='sellerrisk_weighed')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'seller'), name='sellerrisk_once'), models.CheckConstraint(condition=models.Q(('figure__gte', 0), ('figure__lte', 100)), name='sellerrisk_figure'), models.CheckConstraint(condition=models.Q(('band__in', ['low', 'raised', 'high'])), name='sellerrisk_band')],
            },
        ),
        migrations.CreateModel(
            name='SellerRiskStep',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('figure', models.PositiveSmallIntegerField()),
                ('band', models.CharField(choices=[('low', 'low'), ('raised', 'raised'), ('high', 'high')], max_length=6)),
                ('reasons', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'seller', '-id'], name='sellerriskstep_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('figure__gte', 0), ('figure__lte', 100)), name='sellerriskstep_figure'), models.CheckConstraint(condition=models.Q(('band__in', ['low', 'raised', 'high'])), name='sellerriskstep_band')],
            },
        ),
        Wall("RiskCall", verbs="SELECT, INSERT, UPDATE, DELETE"),
        Wall("SellerRisk", verbs="SELECT, INSERT, UPDATE"),
        Wall("SellerRiskStep", verbs="SELECT, INSERT"),
    ]
