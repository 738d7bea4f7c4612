"""What sellers can be recognised by."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_parties'),
        ('sellers', '0002_conduct'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SellerTrait',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('phone', 'Telephone number'), ('payment', 'Payment account'), ('address', 'Address'), ('supplier', 'Supplier'), ('document', 'Document')], max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('label', models.CharField(blank=True, max_length=30)),
                ('source', models.CharField(choices=[('shop', "The shop's system"), ('staff', 'Staff')], max_length=10)),
                ('noted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['tenant', 'kind', 'digest', 'seller'], name='sellertrait_shared'), models.Index(fields=['tenant', 'seller', 'kind'], name='sellertrait_seller'), models.Index(condition=models.Q(('ended_at__isnull', False)), fields=['tenant', 'ended_at'], name='sellertrait_ended')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'seller', 'kind', 'digest'), name='sellertrait_once')],
            },
        ),
        Wall("SellerTrait", verbs="SELECT, INSERT, UPDATE"),
    ]
