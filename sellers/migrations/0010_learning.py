"""Lessons, what is assigned and how far people are; checklists; lessons of brands; seminars."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_name_tail'),
        ('evidence', '0001_initial'),
        ('registry', '0024_likeness_parts'),
        ('sellers', '0009_warnings'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seminar',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('words', models.TextField(blank=True, max_length=4000)),
                ('language', models.CharField(max_length=10)),
                ('region', models.CharField(blank=True, max_length=2)),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('zone', models.CharField(max_length=60)),
                ('place', models.CharField(blank=True, max_length=300)),
                ('link', models.URLField(blank=True, max_length=300)),
                ('places', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('announced', 'Announced'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='announced', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SeminarPlace',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('state', models.CharField(choices=[('signed', 'Has a place'), ('waiting', 'Waits for a place'), ('withdrawn', 'Withdrawn'), ('attended', 'Was there'), ('absent', 'Was not there')], default='signed', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('membership', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('seminar', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='sellers.seminar')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='Study',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('lesson', models.CharField(max_length=20)),
                ('edition', models.PositiveSmallIntegerField()),
                ('page', models.PositiveSmallIntegerField(default=0)),
                ('trail', models.JSONField(default=list)),
                ('answers', models.JSONField(default=list)),
                ('score', models.PositiveSmallIntegerField(null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('passed_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('membership', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='AssignedLesson',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('lesson', models.CharField(max_length=20)),
                ('cause', models.CharField(max_length=60)),
                ('due_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'To be learnt'), ('overdue', 'Overdue'), ('done', 'Passed')], default='open', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'seller', '-id'], name='assignedlesson_of_seller')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'reference'), name='assignedlesson_reference'), models.UniqueConstraint(fields=('tenant', 'cause', 'lesson'), name='assignedlesson_cause'), models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'overdue'])), fields=('tenant', 'seller', 'lesson'), name='assignedlesson_one'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'overdue', 'done'])), name='assignedlesson_state')],
            },
        ),
        migrations.CreateModel(
            name='BrandLesson',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('content', models.JSONField(default=dict)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('state', models.CharField(choices=[('sent', 'To be looked at'), ('returned', 'Returned'), ('approved', 'Approved'), ('ended', 'Taken back')], default='sent', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('brand', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.brand')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'state', '-id'], name='brandlesson_by_state'), models.Index(fields=['tenant', 'brand', '-id'], name='brandlesson_of_brand')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'reference'), name='brandlesson_reference'), models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'returned', 'approved', 'ended'])), name='brandlesson_state')],
            },
        ),
        migrations.CreateModel(
            name='FilledChecklist',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('edition', models.PositiveSmallIntegerField()),
                ('answers', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('listing', tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sellers.listing')),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'seller', '-id'], name='filledchecklist_of_seller')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'reference'), name='filledchecklist_reference'), models.CheckConstraint(condition=models.Q(('kind__in', ['listing', 'packaging', 'provenance'])), name='filledchecklist_kind')],
            },
        ),
        migrations.CreateModel(
            name='Relief',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('points', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('cause', models.CharField(max_length=60)),
                ('strike', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='reliefs', to='sellers.strike')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'strike'), name='relief_once'), models.UniqueConstraint(fields=('tenant', 'cause'), name='relief_cause'), models.CheckConstraint(condition=models.Q(('points__gt', 0)), name='relief_points')],
            },
        ),
        migrations.AddIndex(
            model_name='seminar',
            index=models.Index(fields=['tenant', 'starts_at', 'id'], name='seminar_by_day'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='seminar_reference'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['announced', 'held', 'cancelled'])), name='seminar_state'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gt', 0), ('places__gt', 0)), name='seminar_sizes'),
        ),
        migrations.AddConstraint(
            model_name='seminar',
            constraint=models.CheckConstraint(condition=models.Q(('link', ''), ('place', ''), _negated=True), name='seminar_somewhere'),
        ),
        migrations.AddIndex(
            model_name='seminarplace',
            index=models.Index(fields=['tenant', 'seminar', 'state', 'state_at'], name='seminarplace_in_order'),
        ),
        migrations.AddConstraint(
            model_name='seminarplace',
            constraint=models.UniqueConstraint(fields=('tenant', 'seminar', 'membership'), name='seminarplace_once'),
        ),
        migrations.AddConstraint(
            model_name='seminarplace',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['signed', 'waiting', 'withdrawn', 'attended', 'absent'])), name='seminarplace_state'),
        ),
        migrations.AddConstraint(
            model_name='study',
            constraint=models.UniqueConstraint(fields=('tenant', 'seller', 'membership', 'lesson', 'edition'), name='study_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='study',
            constraint=models.CheckConstraint(condition=models.Q(('score__isnull', True), ('score__lte', 100), _connector='OR'), name='study_score'),
        ),
        Wall("Study", verbs="SELECT, INSERT, UPDATE"),
        Wall("AssignedLesson", verbs="SELECT, INSERT, UPDATE"),
        Wall("Relief", verbs=APPEND_ONLY),
        Wall("FilledChecklist", verbs=APPEND_ONLY),
        Wall("BrandLesson", verbs="SELECT, INSERT, UPDATE"),
        Wall("Seminar", verbs="SELECT, INSERT, UPDATE"),
        Wall("SeminarPlace", verbs="SELECT, INSERT, UPDATE"),
    ]
