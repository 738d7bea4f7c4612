"""Views of the queue that people keep."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_published_policy'),
        ('enforcement', '0017_parting'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('asked', models.JSONField(default=dict)),
                ('shared', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('shared', True)), fields=['tenant', 'id'], name='savedview_shared')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'membership', 'name'), name='savedview_once')],
            },
        ),
        Wall("SavedView", verbs="SELECT, INSERT, DELETE"),
    ]
