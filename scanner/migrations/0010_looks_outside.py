"""Second looks at pages outside, pictures that are refused with their reason, replies to what sellers say after an audit."""

import django.db.models.deletion
import tenancy.fields
from django.db import migrations, models

from tenancy.operations import AddTenantFK


class Migration(migrations.Migration):

    dependencies = [
        ('scanner', '0009_audits'),
        ('sellers', '0003_traits'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='look',
            name='page',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scanner.outsidepage'),
        ),
        AddTenantFK("Look", "page"),
        migrations.AlterField(
            model_name='look',
            name='listing',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.UniqueConstraint(fields=('tenant', 'page'), name='look_page_once'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('listing', None), ('page__isnull', False)), models.Q(('listing__isnull', False), ('page', None)), _connector='OR'), name='look_of_one'),
        ),
        migrations.AddField(
            model_name='outsidematch',
            name='calibration',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='outsidematch',
            name='raw',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='picturehash',
            name='refused',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddIndex(
            model_name='picturehash',
            index=models.Index(condition=models.Q(('refused', ''), _negated=True), fields=['tenant', '-id'], name='picturehash_refused'),
        ),
        migrations.AddField(
            model_name='scan',
            name='failure',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='outsidepage',
            name='failure',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddIndex(
            model_name='outsidepage',
            index=models.Index(condition=models.Q(('state', 'failed')), fields=['tenant', '-id'], name='outsidepage_failed'),
        ),
        migrations.AddField(
            model_name='audititem',
            name='replied_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='audititem',
            name='reply',
            field=models.TextField(blank=True, max_length=2000),
        ),
    ]
