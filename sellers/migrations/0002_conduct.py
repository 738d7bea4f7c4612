"""Where goods come from, what is complained of them, and like listings side by side. Those there get their department."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform

from registry.words import fold
from tenancy.context import tenant
from tenancy.operations import APPEND_ONLY, Wall


def place(apps: Any, schema_editor: Any) -> None:
    """Write the department of every listing, one marketplace at a time."""
    listing = apps.get_model("sellers", "Listing")
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            rows = listing.objects.annotate(first=KeyTextTransform(0, "category"))
            for first in list(rows.exclude(first=None).values_list("first", flat=True).distinct().order_by()):
                rows.filter(first=first).update(department=fold(first)[:100])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_parties"),
        ("evidence", "0001_initial"),
        ("sellers", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="QualityFact",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("quality", "Poor quality"),
                            ("not_as_described", "Not as described"),
                            ("suspected_fake", "Suspected fake"),
                            ("safety", "Unsafe"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("buyer", "Buyer"), ("warehouse", "Warehouse"), ("trade", "Trade partner")],
                        max_length=10,
                    ),
                ),
                ("cause", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "noted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "listing",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sellers.listing",
                    ),
                ),
                (
                    "seller",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.party"
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
                "indexes": [
                    models.Index(fields=["tenant", "seller", "at"], name="qualityfact_seller"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "cause"), name="qualityfact_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="listing",
            name="department",
            field=models.CharField(blank=True, editable=False, max_length=100),
        ),
        migrations.AddField(
            model_name="listing",
            name="origin",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(
                condition=models.Q(("price_cents__gt", 0), ("state", "public")),
                fields=["tenant", "department", "currency", "-id"],
                include=("price_cents",),
                name="listing_prices",
            ),
        ),
        migrations.AddIndex(
            model_name="listingimage",
            index=models.Index(fields=["tenant", "evidence", "listing"], name="listingimage_evidence"),
        ),
        Wall("QualityFact", verbs=APPEND_ONLY),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
