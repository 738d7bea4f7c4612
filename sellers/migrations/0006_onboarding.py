"""Applications of sellers with their papers, and the limits under which they begin."""

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
        ('sellers', '0005_variants'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='sellertrait',
            name='source',
            field=models.CharField(choices=[('shop', "The shop's system"), ('staff', 'Staff'), ('applicant', 'The application')], max_length=10),
        ),
        migrations.CreateModel(
            name='SellerApplication',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reference', models.CharField(max_length=20)),
                ('email', models.EmailField(max_length=254)),
                ('said', models.JSONField(default=dict)),
                ('link_round', models.PositiveSmallIntegerField(default=1)),
                ('token_hash', models.CharField(editable=False, max_length=64)),
                ('asked', models.TextField(blank=True, max_length=2000)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('appeal', models.TextField(blank=True, max_length=2000)),
                ('refused_by', models.UUIDField(blank=True, null=True)),
                ('found', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('received', 'To be read'), ('asked', 'Asked for more'), ('approved', 'Approved'), ('refused', 'Refused'), ('appealed', 'Appealed'), ('upheld', 'Refusal upheld'), ('lapsed', 'Not gone on with')], default='draft', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ('party', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SellerLimit',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('most', models.PositiveIntegerField(blank=True, null=True)),
                ('categories', models.JSONField(default=list)),
                ('cause', models.CharField(max_length=60)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('seller', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='SellerPaper',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('extract', 'Extract of the trade register'), ('identity', 'Identity of the signatory'), ('proof', 'Proof of the right to sell the brand'), ('drawing', 'Drawing'), ('prototype', 'Prototype'), ('marketing', 'Marketing material'), ('contract', 'Contract with the supplier'), ('other', 'Other document')], max_length=10)),
                ('about', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('application', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='sellers.sellerapplication')),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.AddIndex(
            model_name='sellerapplication',
            index=models.Index(fields=['tenant', 'state', 'id'], name='sellerapplication_waiting'),
        ),
        migrations.AddIndex(
            model_name='sellerapplication',
            index=models.Index(fields=['tenant', 'email'], name='sellerapplication_email'),
        ),
        migrations.AddIndex(
            model_name='sellerapplication',
            index=models.Index(condition=models.Q(('state', 'draft')), fields=['tenant', 'made_at'], name='sellerapplication_drafts'),
        ),
        migrations.AddConstraint(
            model_name='sellerapplication',
            constraint=models.UniqueConstraint(fields=('tenant', 'reference'), name='sellerapplication_reference'),
        ),
        migrations.AddConstraint(
            model_name='sellerapplication',
            constraint=models.UniqueConstraint(fields=('tenant', 'token_hash'), name='sellerapplication_token'),
        ),
        migrations.AddConstraint(
            model_name='sellerapplication',
            constraint=models.UniqueConstraint(condition=models.Q(('party__isnull', False)), fields=('tenant', 'party'), name='sellerapplication_of_party'),
        ),
        migrations.AddConstraint(
            model_name='sellerapplication',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'received', 'asked', 'approved', 'refused', 'appealed', 'upheld', 'lapsed'])), name='sellerapplication_state'),
        ),
        migrations.AddConstraint(
            model_name='sellerapplication',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'lapsed']), ('party__isnull', False), _connector='OR'), name='sellerapplication_has_party'),
        ),
        migrations.AddConstraint(
            model_name='sellerlimit',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('tenant', 'seller'), name='sellerlimit_one'),
        ),
        migrations.AddIndex(
            model_name='sellerpaper',
            index=models.Index(fields=['tenant', 'application', 'id'], name='sellerpaper_of_application'),
        ),
        migrations.AddIndex(
            model_name='sellerpaper',
            index=models.Index(fields=['tenant', 'evidence'], name='sellerpaper_evidence'),
        ),
        migrations.AddConstraint(
            model_name='sellerpaper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['extract', 'identity', 'proof', 'drawing', 'prototype', 'marketing', 'contract', 'other'])), name='sellerpaper_kind'),
        ),
        Wall("SellerApplication", verbs="SELECT, INSERT, UPDATE"),
        Wall("SellerPaper", verbs=APPEND_ONLY),
        Wall("SellerLimit", verbs="SELECT, INSERT, UPDATE"),
    ]
