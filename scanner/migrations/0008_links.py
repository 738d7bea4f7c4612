"""Links between sellers, and what sellers say against them."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_parties"),
        ("scanner", "0007_trials"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SellerLink",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "to be looked at"), ("confirmed", "confirmed"), ("dropped", "dropped")],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("strength", models.PositiveSmallIntegerField()),
                ("lead", models.CharField(blank=True, max_length=10)),
                ("reasons", models.JSONField(default=list)),
                ("known", models.JSONField(default=list)),
                (
                    "first_seen_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("last_seen_at", models.DateTimeField()),
                (
                    "confirmed_by",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
                    ),
                ),
                (
                    "seller_a",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.party"
                    ),
                ),
                (
                    "seller_b",
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
                    models.Index(fields=["tenant", "state", "-strength", "-id"], name="sellerlink_strongest"),
                    models.Index(fields=["tenant", "seller_b", "-strength"], name="sellerlink_b"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "seller_a", "seller_b"), name="sellerlink_once"),
                    models.CheckConstraint(condition=models.Q(("strength__lte", 100)), name="sellerlink_strength"),
                    models.CheckConstraint(
                        condition=models.Q(("seller_a__lt", models.F("seller_b"))), name="sellerlink_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "confirmed", "dropped"])), name="sellerlink_state"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkContest",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("upheld", "The link was dropped"), ("rejected", "The link stays")],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
                    "party",
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
                (
                    "link",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contests", to="scanner.sellerlink"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("answer", "")), fields=["tenant", "id"], name="linkcontest_open"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "link", "party"), name="linkcontest_once"),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "upheld", "rejected"])), name="linkcontest_answer"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkMark",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("upto", models.UUIDField()),
                ("repaired_at", models.DateTimeField()),
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
                    models.UniqueConstraint(fields=("tenant",), name="linkmark_once"),
                ],
            },
        ),
        Wall("SellerLink", verbs="SELECT, INSERT, UPDATE"),
        Wall("LinkContest", verbs="SELECT, INSERT, UPDATE"),
        Wall("LinkMark", verbs="SELECT, INSERT, UPDATE"),
    ]
