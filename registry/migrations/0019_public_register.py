"""Whether a marketplace has a public register, and who reads it."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0018_no_licence'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicRegister',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('access', models.CharField(choices=[('off', 'Off: nobody sees it'), ('open', 'On, not in search engines'), ('listed', 'On, in search engines too')], default='open', max_length=10)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant',), name='publicregister_once'), models.CheckConstraint(condition=models.Q(('access__in', ['off', 'open', 'listed'])), name='publicregister_access')],
            },
        ),
        Wall("PublicRegister", verbs="SELECT, INSERT, UPDATE"),
    ]
