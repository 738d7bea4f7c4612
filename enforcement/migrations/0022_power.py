"""The power of attorney under which an agent filed a complaint."""

import django.db.models.deletion
import tenancy.fields
from django.db import migrations

from tenancy.operations import AddTenantFK


class Migration(migrations.Migration):

    dependencies = [
        ('enforcement', "0021_contacts"),
        ('registry', '0003_powers'),
    ]

    operations = [
        migrations.AddField(
            model_name='complaint',
            name='power',
            field=tenancy.fields.TenantFK(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.powerofattorney'),
        ),
        AddTenantFK("complaint", "power"),
    ]
