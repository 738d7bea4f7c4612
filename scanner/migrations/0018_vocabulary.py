"""The words that a marketplace's own listings use as ordinary ones."""

import django.db.models.deletion
import tenancy.context
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('scanner', '0017_rule_stops'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='UsualWord',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=90)),
                ('makers', models.PositiveSmallIntegerField()),
                ('sellers', models.PositiveSmallIntegerField()),
                ('beside', models.PositiveIntegerField()),
                ('listings', models.PositiveIntegerField()),
                ('counted_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'word'), name='usualword_once'), models.CheckConstraint(condition=models.Q(('beside__lte', models.F('listings'))), name='usualword_beside')],
            },
        ),
        migrations.CreateModel(
            name='WordCount',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('listings', models.PositiveIntegerField()),
                ('named', models.PositiveIntegerField()),
                ('sellers', models.PositiveIntegerField()),
                ('counted_at', models.DateTimeField()),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant',), name='wordcount_once'), models.CheckConstraint(condition=models.Q(('named__lte', models.F('listings'))), name='wordcount_named')],
            },
        ),
        Wall("WordCount", verbs="SELECT, INSERT, UPDATE"),
        Wall("UsualWord"),
    ]
