"""What is being written at a complaint."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import ALL_VERBS, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_published_policy"),
        ("enforcement", "0013_places"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplaintWriting",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(default=0)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("elements", models.JSONField(null=True)),
                ("notes", models.JSONField(default=dict)),
                ("listings", models.JSONField(default=list)),
                ("more", models.TextField(blank=True)),
                ("amiss", models.JSONField(default=list)),
                ("kept_at", models.DateTimeField()),
                (
                    "by_membership",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "complaint",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.CASCADE, related_name="writings", to="enforcement.complaint"
                    ),
                ),
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
                "constraints": [models.UniqueConstraint(fields=("tenant", "complaint"), name="complaintwriting_once")],
            },
        ),
        Wall("ComplaintWriting", verbs=ALL_VERBS),
    ]
