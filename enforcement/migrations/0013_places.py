"""Cases stand in the queue by what presses, not by the next bound alone."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_published_policy'),
        ('enforcement', '0012_bulk'),
        ('registry', '0002_goods_and_bans'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='case',
            name='case_queue',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_queue_all',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_assigned',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_lane',
        ),
        migrations.AddField(
            model_name='case',
            name='buyers',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='case',
            name='by_law',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='case',
            name='harm',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.AddField(
            model_name='case',
            name='place',
            field=models.PositiveSmallIntegerField(default=1000),
        ),
        migrations.AddField(
            model_name='case',
            name='weigh_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ('open', 'noticed', 'answered', 'deciding'))), fields=['tenant', 'region', 'place', 'due_at', 'id'], name='case_queue'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ('open', 'noticed', 'answered', 'deciding'))), fields=['tenant', 'place', 'due_at', 'id'], name='case_queue_all'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ('open', 'noticed', 'answered', 'deciding'))), fields=['tenant', 'weigh_at', 'id'], name='case_weigh'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ('open', 'noticed', 'answered', 'deciding'))), fields=['tenant', 'assigned_to', 'place', 'due_at', 'id'], name='case_assigned'),
        ),
    ]
