"""Lists of listings as sellers upload them, and what became of each row."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_name_tail'),
        ('evidence', '0001_initial'),
        ('sellers', '0007_trading'),
        ('tenancy', '0001_initial'),
        ('workflow', '0002_jobs'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListingFile',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=20)),
                ('format', models.CharField(max_length=10)),
                ('headings', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('markets', models.JSONField(default=list)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('job', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.job')),
                ('membership', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'verbose_name': 'list of listings',
                'verbose_name_plural': 'lists of listings',
            },
        ),
        migrations.CreateModel(
            name='RowReport',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('first_line', models.PositiveIntegerField()),
                ('rows', models.JSONField(default=list)),
                ('listed', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='sellers.listingfile')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.AddIndex(
            model_name='listingfile',
            index=models.Index(fields=['tenant', 'seller', 'id'], name='listingfile_seller'),
        ),
        migrations.AddConstraint(
            model_name='listingfile',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='listingfile_reference'),
        ),
        migrations.AddConstraint(
            model_name='listingfile',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'jsonl', 'xlsx'])), name='listingfile_format'),
        ),
        migrations.AddConstraint(
            model_name='rowreport',
            constraint=models.UniqueConstraint(fields=('tenant', 'listed', 'first_line'), name='rowreport_once'),
        ),
        Wall("ListingFile", verbs="SELECT, INSERT, UPDATE"),
        Wall("RowReport", verbs="SELECT, INSERT"),
    ]
