"""Brands, and appointments behind powers of attorney."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import AddTenantFK, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_appointments'),
        ('evidence', '0001_initial'),
        ('registry', '0011_likenesses'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Brand',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('folded', models.CharField(editable=False, max_length=240)),
                ('about', models.TextField(blank=True, max_length=2000)),
                ('website', models.URLField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('logo', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('owner', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'owner', 'folded', 'id'], name='brand_of_owner')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'reference'), name='brand_reference'), models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('tenant', 'owner', 'folded'), name='brand_name_once')],
            },
        ),
        migrations.AddField(
            model_name='powerofattorney',
            name='appointment',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.appointment'),
        ),
        migrations.AlterField(
            model_name='powerofattorney',
            name='evidence',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence'),
        ),
        migrations.AddConstraint(
            model_name='powerofattorney',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__isnull', False), ('appointment__isnull', False), _connector='OR'), name='power_shown'),
        ),
        migrations.AddField(
            model_name='historicalright',
            name='brand',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registry.brand'),
        ),
        migrations.AddField(
            model_name='right',
            name='brand',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.brand'),
        ),
        migrations.AddIndex(
            model_name='right',
            index=models.Index(fields=['tenant', 'brand', 'folded', 'id'], name='right_brand'),
        ),
        Wall("Brand", verbs="SELECT, INSERT, UPDATE"),
        AddTenantFK("Right", "brand"),
        AddTenantFK("PowerOfAttorney", "appointment"),
    ]
