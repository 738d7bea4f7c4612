"""A new address for a party's letters waits three days, in which the former one can stop it."""

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
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressMove',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('token_hash', models.CharField(editable=False, max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('done', 'Done'), ('stopped', 'Stopped')], default='waiting', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('due_at', models.DateTimeField()),
                ('asked_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('tenant', 'party'), name='addressmove_one'), models.UniqueConstraint(fields=('tenant', 'token_hash'), name='addressmove_token'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'stopped'])), name='addressmove_state')],
            },
        ),
        Wall("AddressMove", verbs="SELECT, INSERT, UPDATE"),
    ]
