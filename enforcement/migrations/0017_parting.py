"""Cases are divided and joined."""

import django.db.models.deletion
import tenancy.fields
from django.db import migrations, models

from tenancy.operations import AddTenantFK


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_published_policy'),
        ('enforcement', "0016_lanes"),
        ('registry', '0002_goods_and_bans'),
        ('scanner', '0011_goods'),
        ('sellers', '0003_traits'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='case',
            name='case_once_per_seller',
        ),
        migrations.AddField(
            model_name='case',
            name='merged_into',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enforcement.case'),
        ),
        migrations.AddField(
            model_name='case',
            name='part',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='case',
            name='split_from',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enforcement.case'),
        ),
        migrations.AddField(
            model_name='item',
            name='complaint',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enforcement.complaint'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('complaint__isnull', False)), fields=['tenant', 'complaint', 'id'], name='item_complaint'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('complaint__isnull', False)), fields=('tenant', 'complaint', 'seller', 'part'), name='case_once_per_seller'),
        ),
        AddTenantFK("case", "merged_into"),
        AddTenantFK("case", "split_from"),
        AddTenantFK("item", "complaint"),
    ]
