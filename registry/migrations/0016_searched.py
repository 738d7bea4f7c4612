"""The words of rights and their keys are derived: no foreign keys are asked about them, and so lists come in at twice the pace."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
from django.db import migrations, models
from tenancy.operations import RemoveTenantFK


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0015_term_reviews'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='searchkey',
            name='tenant',
            field=models.ForeignKey(db_constraint=False, db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace'),
        ),
        migrations.AlterField(
            model_name='searchword',
            name='right',
            field=tenancy.fields.TenantFK(held=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.right'),
        ),
        RemoveTenantFK("SearchWord", "right"),
        migrations.AlterField(
            model_name='searchword',
            name='tenant',
            field=models.ForeignKey(db_constraint=False, db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace'),
        ),
    ]
