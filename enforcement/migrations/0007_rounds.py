"""Rounds of two sides, papers of courts by kind, and securities."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, AddTenantFK, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_circumstances"),
        ("enforcement", "0006_incoming_letters"),
        ("evidence", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Security",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                (
                    "form",
                    models.CharField(
                        choices=[("deposit", "Deposit"), ("guarantee", "Guarantee"), ("insurance", "Insurance")],
                        max_length=12,
                    ),
                ),
                ("amount", models.PositiveBigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("offered_at", models.DateTimeField()),
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
                    "case",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="securities", to="enforcement.case"
                    ),
                ),
                (
                    "evidence",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.evidence",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["offered", "accepted"])),
                        fields=("tenant", "case"),
                        name="security_one_standing",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="security_of_something"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecuredItem",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "item",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="secured", to="enforcement.item"
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
                (
                    "security",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="enforcement.security"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "security", "item"), name="secureditem_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                (
                    "side",
                    models.CharField(choices=[("complainant", "Complainant"), ("seller", "Seller")], max_length=12),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("silent", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
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
                    "item",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="enforcement.item"
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
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "item", "side", "number"), name="turn_once_a_round"),
                ],
            },
        ),
        migrations.AddField(
            model_name="courtaction",
            name="by_party",
            field=tenancy.fields.TenantFK(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.party",
            ),
        ),
        migrations.AddField(
            model_name="courtaction",
            name="code",
            field=models.CharField(default="court_action", max_length=40),
        ),
        AddTenantFK("courtaction", "by_party"),
        Wall("Turn", verbs=APPEND_ONLY),
        Wall("Security", verbs="SELECT, INSERT, UPDATE (state, version, state_at)"),
        Wall("SecuredItem", verbs=APPEND_ONLY),
    ]
