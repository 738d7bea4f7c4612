"""Sales of sellers by the month, and the data that they are asked for."""

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
        ('sellers', '0006_onboarding'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('basis', models.CharField(choices=[('inform', 'High-volume seller (INFORM Consumers Act)'), ('correct', 'Data that are not right (DSA, article 30)'), ('yearly', 'Looked at again once a year')], max_length=10)),
                ('words', models.TextField(blank=True, max_length=2000)),
                ('due_at', models.DateTimeField()),
                ('account', models.JSONField(default=dict)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('open', 'Asked'), ('overdue', 'Overdue'), ('given', 'Given')], default='open', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'seller', '-id'], name='datarequest_of_seller')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'reference'), name='datarequest_reference'), models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'overdue'])), fields=('tenant', 'seller', 'basis'), name='datarequest_one'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'overdue', 'given'])), name='datarequest_state')],
            },
        ),
        migrations.CreateModel(
            name='SalesFact',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('sales', models.PositiveIntegerField()),
                ('gross_cents', models.BigIntegerField()),
                ('told_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'seller', 'month'), name='salesfact_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='salesfact_first_day'), models.CheckConstraint(condition=models.Q(('gross_cents__gte', 0)), name='salesfact_gross')],
            },
        ),
        Wall("SalesFact", verbs="SELECT, INSERT, UPDATE"),
        Wall("DataRequest", verbs="SELECT, INSERT, UPDATE"),
    ]
