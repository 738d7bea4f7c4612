"""Product identification guides."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('registry', '0012_brands'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='GuidePoint',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('commitment', models.BinaryField(max_length=32)),
                ('title', models.CharField(max_length=120)),
                ('spot', models.CharField(max_length=200)),
                ('genuine', models.TextField(max_length=1000)),
                ('fake', models.TextField(max_length=1000)),
                ('certainty', models.CharField(choices=[('certain', 'Certain: only fakes look like this'), ('likely', 'Likely: look for a second sign'), ('hint', 'A hint: genuine goods may look like this')], max_length=10)),
                ('audience', models.CharField(choices=[('both', 'Reviewers and docks'), ('reviewers', 'Reviewers only'), ('docks', 'Docks only')], max_length=10)),
                ('number', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('brand', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.brand')),
                ('fake_picture', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('genuine_picture', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence')),
                ('replaces', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.guidepoint')),
                ('right', tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.right')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', 'brand', 'number', 'id'], name='guidepoint_brand')],
                'constraints': [models.CheckConstraint(condition=models.Q(('certainty__in', ['certain', 'likely', 'hint'])), name='guidepoint_certainty'), models.CheckConstraint(condition=models.Q(('audience__in', ['both', 'reviewers', 'docks'])), name='guidepoint_audience')],
            },
        ),
        Wall("GuidePoint", verbs="SELECT, INSERT, UPDATE"),
    ]
