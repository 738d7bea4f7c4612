"""The vocabulary by which rights are found in spite of typing errors and by their sound."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import tenancy.context
import tenancy.ids
from registry.search.sounding import has_keys, keys_of
from tenancy.context import tenant
from tenancy.operations import Wall

TOGETHER = 10_000


def learn(apps: Any, schema_editor: Any) -> None:
    """The words by which the rights on file are found, marketplace by marketplace."""
    key_of = apps.get_model("registry", "SearchKey")
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            found = apps.get_model("registry", "SearchWord").objects.values_list("word", flat=True).distinct()
            lines = (
                key_of(key=key, word=word, tenant_id=marketplace.pk)
                for word in found.iterator(chunk_size=TOGETHER) if has_keys(word) for key in keys_of(word)
            )  # fmt: skip
            key_of.objects.bulk_create(lines, batch_size=TOGETHER)


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0004_columns'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchKey',
            fields=[
                ('id', models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.BigIntegerField()),
                ('word', models.CharField(max_length=60)),
                ('tenant', models.ForeignKey(db_index=False, default=tenancy.context.current_tenant, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.marketplace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'key', 'word'), name='searchkey_once')],
            },
        ),
        Wall("SearchKey", verbs="SELECT, INSERT"),
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]
