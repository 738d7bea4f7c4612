"""Reviews of licence terms and rules, and their targets."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_key_bars'),
        ('registry', '0014_agreements'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='TermReview',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('subject', models.CharField(choices=[('licence', 'Licence'), ('right', 'Right'), ('rule', 'Rule of exhaustion')], max_length=10)),
                ('about', models.CharField(max_length=60)),
                ('code', models.CharField(blank=True, max_length=60)),
                ('target', models.CharField(max_length=20)),
                ('limit', models.PositiveIntegerField()),
                ('days', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('changed', 'Changed'), ('kept', 'Kept as it is'), ('confirmed', 'Rule confirmed')], default='open', max_length=20)),
                ('reason', models.CharField(blank=True, max_length=2000)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('decided_by', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='TermReviewCase',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('of', models.CharField(choices=[('proof', 'Request for proof'), ('order', 'Line of an order')], max_length=10)),
                ('case', models.UUIDField()),
                ('day', models.DateField()),
                ('review', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='registry.termreview')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='TermTarget',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('limit', models.PositiveIntegerField()),
                ('days', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.AddIndex(
            model_name='termreview',
            index=models.Index(fields=['tenant', 'state', 'id'], name='termreview_state'),
        ),
        migrations.AddConstraint(
            model_name='termreview',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='termreview_reference'),
        ),
        migrations.AddConstraint(
            model_name='termreview',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('tenant', 'subject', 'about', 'code', 'target'), name='termreview_once'),
        ),
        migrations.AddConstraint(
            model_name='termreview',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'changed', 'kept', 'confirmed'])), name='termreview_standing'),
        ),
        migrations.AddConstraint(
            model_name='termreviewcase',
            constraint=models.UniqueConstraint(fields=('tenant', 'review', 'case'), name='termreviewcase_once'),
        ),
        migrations.AddConstraint(
            model_name='termtarget',
            constraint=models.UniqueConstraint(fields=('tenant', 'code'), name='termtarget_once'),
        ),
        Wall("TermTarget", verbs="SELECT, INSERT, UPDATE"),
        Wall("TermReview", verbs="SELECT, INSERT, UPDATE"),
        Wall("TermReviewCase", verbs="SELECT, INSERT"),
    ]
