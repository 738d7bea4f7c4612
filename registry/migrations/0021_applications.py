"""Applications with their papers and numbers. Those who had applied before get one without papers."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.context import tenant
from tenancy.operations import APPEND_ONLY, Wall


def take_over(apps: Any, schema_editor: Any) -> None:
    """An application for every party that waits, one marketplace at a time."""
    party, application = apps.get_model("accounts", "Party"), apps.get_model("registry", "Application")
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            for waiting in party.objects.filter(state="applied").order_by("id"):
                application.objects.create(party_id=waiting.pk, state="received")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_key_bars'),
        ('evidence', '0001_initial'),
        ('registry', '0020_goods_words'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('acts_for', models.CharField(blank=True, max_length=200)),
                ('signatory', models.CharField(blank=True, max_length=120)),
                ('no_number', models.BooleanField(default=False)),
                ('asked', models.TextField(blank=True, max_length=2000)),
                ('token_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('state', models.CharField(choices=[('received', 'To be read'), ('asked', 'Asked for more'), ('accepted', 'Accepted'), ('refused', 'Refused')], default='received', max_length=20)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='ApplicationPaper',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('extract', 'Extract of the trade register'), ('signatory', 'Identity of the signatory'), ('power', 'Power of attorney')], max_length=10)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('application', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='registry.application')),
                ('evidence', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.CreateModel(
            name='PartyNumber',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=60)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('party', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.party')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['tenant', 'state', 'id'], name='application_waiting'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('tenant', 'party'), name='application_of_party'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('token_hash', ''), _negated=True), fields=('tenant', 'token_hash'), name='application_token'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'asked', 'accepted', 'refused'])), name='application_state'),
        ),
        migrations.AddIndex(
            model_name='applicationpaper',
            index=models.Index(fields=['tenant', 'application', 'id'], name='paper_of_application'),
        ),
        migrations.AddConstraint(
            model_name='applicationpaper',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['extract', 'signatory', 'power'])), name='paper_kind'),
        ),
        migrations.AddIndex(
            model_name='partynumber',
            index=models.Index(fields=['tenant', 'scheme', 'value'], name='partynumber_value'),
        ),
        migrations.AddConstraint(
            model_name='partynumber',
            constraint=models.UniqueConstraint(fields=('tenant', 'party', 'scheme'), name='partynumber_once'),
        ),
        Wall("Application", verbs="SELECT, INSERT, UPDATE"),
        Wall("PartyNumber", verbs="SELECT, INSERT, DELETE"),
        Wall("ApplicationPaper", verbs=APPEND_ONLY),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
