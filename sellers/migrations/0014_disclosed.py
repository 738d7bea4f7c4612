"""A changed payment account waits three days; what sellers give is checked; what buyers are told of high-volume sellers."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.context import tenant
from tenancy.due import ring
from tenancy.operations import Wall


def begin_years(apps: Any, schema_editor: Any) -> None:
    """Have the round look for sellers that are confirmed by nobody once a year, in each marketplace."""
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            ring("seller_years")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_moves'),
        ('sellers', '0013_reviews'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaymentMove',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('account', models.JSONField(default=dict)),
                ('token_hash', models.CharField(editable=False, max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('done', 'Done'), ('stopped', 'Stopped')], default='waiting', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('due_at', models.DateTimeField()),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SellerDisclosure',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('country', models.CharField(max_length=2)),
                ('place', models.TextField(max_length=500)),
                ('at_home', models.BooleanField(default=False)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(max_length=254)),
                ('trade', models.CharField(choices=[('makes', 'It makes the goods'), ('imports', 'It imports the goods'), ('resells', 'It resells goods')], max_length=10)),
                ('sent_by_others', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='datarequest',
            name='datarequest_state',
        ),
        migrations.AddField(
            model_name='datarequest',
            name='check_due_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='datarequest',
            name='seen',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='datarequest',
            name='basis',
            field=models.CharField(choices=[('inform', 'High-volume seller (INFORM Consumers Act)'), ('correct', 'Data that are not right (DSA, article 30)'), ('yearly', 'Looked at again once a year'), ('changed', 'What the seller is known by has changed'), ('disclose', 'What buyers are told of a high-volume seller (INFORM Consumers Act)')], max_length=10),
        ),
        migrations.AlterField(
            model_name='datarequest',
            name='state',
            field=models.CharField(choices=[('open', 'Asked'), ('overdue', 'Overdue'), ('given', 'Given, to be checked'), ('verified', 'Checked'), ('doubted', 'Not right, asked again')], default='open', max_length=20),
        ),
        migrations.AddIndex(
            model_name='datarequest',
            index=models.Index(fields=['tenant', 'state', 'id'], name='datarequest_in_state'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'overdue', 'given', 'verified', 'doubted'])), name='datarequest_state'),
        ),
        migrations.AddIndex(
            model_name='paymentmove',
            index=models.Index(fields=['tenant', 'seller', '-id'], name='paymentmove_of_seller'),
        ),
        migrations.AddConstraint(
            model_name='paymentmove',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('tenant', 'seller'), name='paymentmove_one'),
        ),
        migrations.AddConstraint(
            model_name='paymentmove',
            constraint=models.UniqueConstraint(fields=('tenant', 'token_hash'), name='paymentmove_token'),
        ),
        migrations.AddConstraint(
            model_name='paymentmove',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'stopped'])), name='paymentmove_state'),
        ),
        migrations.AddIndex(
            model_name='sellerdisclosure',
            index=models.Index(fields=['tenant', 'seller', '-id'], name='sellerdisclosure_of_seller'),
        ),
        migrations.AddIndex(
            model_name='sellerdisclosure',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['tenant', 'id'], name='sellerdisclosure_standing'),
        ),
        migrations.AddConstraint(
            model_name='sellerdisclosure',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'seller'), name='sellerdisclosure_one'),
        ),
        migrations.AddConstraint(
            model_name='sellerdisclosure',
            constraint=models.CheckConstraint(condition=models.Q(('trade__in', ['makes', 'imports', 'resells'])), name='sellerdisclosure_trade'),
        ),
        Wall("PaymentMove", verbs="SELECT, INSERT, UPDATE"),
        Wall("SellerDisclosure", verbs="SELECT, INSERT, UPDATE"),
        migrations.RunPython(begin_years, migrations.RunPython.noop),
    ]
