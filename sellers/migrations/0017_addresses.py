"""Listings name pictures by address, which wait to be fetched."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('sellers', '0016_warning_mails'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='listing',
            name='picture_urls',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.CreateModel(
            name='PictureAddress',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('url', models.CharField(max_length=2000)),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('fetching', 'being fetched'), ('done', 'fetched'), ('dead', 'not fetched')], default='waiting', max_length=10)),
                ('next_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.CharField(blank=True, default='', max_length=100)),
                ('fetched_at', models.DateTimeField(blank=True, null=True)),
                ('evidence', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('listing', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='sellers.listing')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'fetching'])), fields=['tenant', 'next_at'], name='pictureaddress_due'), models.Index(fields=['tenant', 'digest', '-fetched_at'], name='pictureaddress_same')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'listing', 'digest'), name='pictureaddress_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'fetching', 'done', 'dead'])), name='pictureaddress_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('evidence__isnull', False), _connector='OR'), name='pictureaddress_done_has_one')],
            },
        ),
        Wall("PictureAddress", verbs="SELECT, INSERT, UPDATE, DELETE"),
    ]
