"""A match says in which regions it lies, so that a reviewer's regions bound the list. Those there are get theirs."""

from collections import defaultdict
from typing import Any
from uuid import UUID

import django.contrib.postgres.fields
from django.db import migrations, models

from registry.territories import asserted
from tenancy.context import tenant

AT_ONCE = 1_000


def place(apps: Any, schema_editor: Any) -> None:
    """Write the regions of every match, one marketplace at a time."""
    match = apps.get_model("scanner", "Match")
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            lying: dict[tuple[str, ...], list[UUID]] = defaultdict(list)
            found = match.objects.values_list("id", "right__territories", "listing__markets")
            for match_id, territories, markets in found.iterator():
                lying[tuple(asserted(territories, markets))].append(match_id)
            for regions, ids in lying.items():
                for at in range(0, len(ids), AT_ONCE):
                    match.objects.filter(id__in=ids[at : at + AT_ONCE]).update(regions=list(regions))


class Migration(migrations.Migration):
    dependencies = [
        ("scanner", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="match",
            name="regions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=8), default=list, size=None
            ),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
