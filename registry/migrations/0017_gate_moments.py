"""A line is checked once at each moment, and its checks are found by right, verdict, moment, place and day."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import tenancy.context
import tenancy.fields
import tenancy.ids
from tenancy.context import tenant
from tenancy.operations import Wall

TOGETHER = 10_000


def say_under(apps: Any, schema_editor: Any) -> None:
    """The rights of the lines that were checked already, marketplace by marketplace."""
    under = apps.get_model("registry", "GateCheckRight")
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            checks = apps.get_model("registry", "GateCheck").objects.values_list("id", "rights")
            lines = (
                under(gate_check_id=check, right_id=right, tenant_id=marketplace.pk)
                for check, rights in checks.iterator(chunk_size=TOGETHER) for right in rights
            )  # fmt: skip
            under.objects.bulk_create(lines, batch_size=TOGETHER)


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0016_searched'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='GateCheckRight',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('gate_check', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='under', to='registry.gatecheck')),
                ('right', tenancy.fields.TenantFK(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.right')),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
        ),
        migrations.RemoveConstraint(model_name='gatecheck', name='gatecheck_line'),
        migrations.AddConstraint(
            model_name='gatecheck',
            constraint=models.UniqueConstraint(fields=('tenant', 'line', 'moment'), name='gatecheck_line_moment'),
        ),
        *(
            migrations.AddIndex(
                model_name='gatecheck',
                index=models.Index(fields=['tenant', name, '-id'], name=f'gatecheck_{name}'),
            )
            for name in ('verdict', 'moment', 'destination', 'day')
        ),
        migrations.AddIndex(
            model_name='gatecheckright',
            index=models.Index(fields=['tenant', 'gate_check'], name='gatecheckright_check'),
        ),
        migrations.AddConstraint(
            model_name='gatecheckright',
            constraint=models.UniqueConstraint(fields=('tenant', 'right', 'gate_check'), name='gatecheckright_once'),
        ),
        Wall("GateCheckRight", verbs="SELECT, INSERT"),
        migrations.RunPython(say_under, migrations.RunPython.noop),
    ]
