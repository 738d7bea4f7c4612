"""Shops outside: who watches them, what their pages said, and the rights found there."""

import django.contrib.postgres.fields
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
        ("evidence", "0001_initial"),
        ("registry", "0001_initial"),
        ("scanner", "0004_saved_search"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shop",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("reference", models.CharField(max_length=20)),
                ("domain", models.CharField(max_length=260)),
                ("url", models.CharField(max_length=2000)),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "markets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), default=list, size=None
                    ),
                ),
                ("interval_hours", models.PositiveSmallIntegerField(default=24)),
                ("next_look_at", models.DateTimeField()),
                ("looked_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("said", models.CharField(blank=True, max_length=20)),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "watched")), fields=["tenant", "next_look_at"], name="shop_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "reference"), name="shop_reference_once"),
                    models.UniqueConstraint(fields=("tenant", "domain"), name="shop_domain_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsidePage",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("kept", "to be scanned"),
                            ("scanned", "scanned"),
                            ("failed", "could not be scanned"),
                            ("superseded", "has changed since"),
                        ],
                        default="kept",
                        max_length=10,
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("url", models.CharField(max_length=2000)),
                ("digest", models.CharField(max_length=64)),
                ("revision", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=10)),
                ("remote", models.CharField(blank=True, max_length=45)),
                ("fetched_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("title", models.CharField(blank=True, max_length=500)),
                ("description", models.TextField(blank=True)),
                ("brand", models.CharField(blank=True, max_length=200)),
                ("price_cents", models.BigIntegerField(null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("says", models.CharField(max_length=64)),
                (
                    "evidence",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.evidence"
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
                    "shop",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pages", to="scanner.shop"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "shop", "-id"], name="outsidepage_shop"),
                    models.Index(
                        condition=models.Q(("state", "kept")), fields=["tenant", "id"], name="outsidepage_kept"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "reference"), name="outsidepage_reference_once"),
                    models.UniqueConstraint(fields=("tenant", "shop", "digest", "revision"), name="outsidepage_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideAddress",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("url", models.CharField(max_length=2000)),
                ("digest", models.CharField(max_length=64)),
                ("origin", models.CharField(max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("fetching", "being fetched"),
                            ("done", "fetched"),
                            ("dead", "not fetched"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("next_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=100)),
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
                    "shop",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addresses", to="scanner.shop"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "fetching"])),
                        fields=["tenant", "next_at"],
                        name="outsideaddress_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "shop", "digest"), name="outsideaddress_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watcher",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "party",
                    tenancy.fields.TenantFK(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.party"
                    ),
                ),
                (
                    "shop",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="watchers", to="scanner.shop"
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
                    models.Index(fields=["tenant", "party", "shop"], name="watcher_party"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "shop", "party"), name="watcher_once", nulls_distinct=False
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideMatch",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("score", models.PositiveSmallIntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("signals", models.JSONField(default=list)),
                ("verdict", models.CharField(blank=True, max_length=20)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "index",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scanner.indexversion"
                    ),
                ),
                (
                    "right",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.right"
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
                    "page",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="scanner.outsidepage"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["tenant", "-score", "-id"],
                        name="outsidematch_open",
                    ),
                    models.Index(fields=["tenant", "right", "-id"], name="outsidematch_right"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "page", "right"), name="outsidematch_once"),
                    models.CheckConstraint(condition=models.Q(("score__lte", 100)), name="outsidematch_score"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsidePicture",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("url", models.CharField(blank=True, max_length=2000)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "evidence",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.evidence"
                    ),
                ),
                (
                    "page",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pictures", to="scanner.outsidepage"
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
                    models.UniqueConstraint(fields=("tenant", "page", "position"), name="outsidepicture_once"),
                ],
            },
        ),
        Wall("Shop", verbs="SELECT, INSERT, UPDATE"),
        Wall("Watcher", verbs="SELECT, INSERT, DELETE"),
        Wall("OutsideAddress", verbs="SELECT, INSERT, UPDATE"),
        Wall("OutsidePage", verbs="SELECT, INSERT, UPDATE"),
        Wall("OutsidePicture", verbs="SELECT, INSERT"),
        Wall("OutsideMatch", verbs="SELECT, INSERT, UPDATE"),
    ]
