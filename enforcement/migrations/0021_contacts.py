"""Who looked at whose contact in a case."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', '0020_origins'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactSeen',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('whose', models.CharField(max_length=12)),
                ('reader', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('case', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='contacts_seen', to='enforcement.case')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'case', 'reader', 'whose'), name='contactseen_once'), models.CheckConstraint(condition=models.Q(('whose__in', ['seller', 'complainant'])), name='contactseen_whose')],
            },
        ),
        Wall("ContactSeen", verbs=APPEND_ONLY),
    ]
