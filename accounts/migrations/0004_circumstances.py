"""A preset is chosen for a region, and a marketplace says what it is where duties hang on it."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_language"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Circumstance",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=20)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "tenant",
                    models.ForeignKey(
                        db_index=False,
                        default=tenancy.context.current_tenant,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.marketplace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "code"), name="circumstance_once"),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="chosenpack",
            name="chosen_pack_once",
        ),
        migrations.AddField(
            model_name="chosenpack",
            name="region",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddConstraint(
            model_name="chosenpack",
            constraint=models.UniqueConstraint(fields=("tenant", "pack_code", "region"), name="chosen_pack_once"),
        ),
        migrations.AddConstraint(
            model_name="chosenpack",
            constraint=models.UniqueConstraint(
                condition=models.Q(("region", ""), _negated=True),
                fields=("tenant", "region"),
                name="chosen_preset_of_region",
            ),
        ),
        Wall("Circumstance", verbs="SELECT, INSERT, DELETE"),
    ]
