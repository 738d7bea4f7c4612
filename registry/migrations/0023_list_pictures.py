"""The ZIP with the pictures that the rows of a list name."""

import django.db.models.deletion
import tenancy.fields
from django.db import migrations, models

from tenancy.operations import AddTenantFK


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        ('registry', '0022_numbering'),
    ]

    operations = [
        migrations.AddField(
            model_name='rightlist',
            name='pictures',
            field=tenancy.fields.TenantFK(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidence'),
        ),
        AddTenantFK("rightlist", "pictures"),
    ]
