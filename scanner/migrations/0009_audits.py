"""Audits of sellers' catalogues, and what sellers are asked to put right after one."""

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
        ("registry", "0002_goods_and_bans"),
        ("scanner", "0008_links"),
        ("sellers", "0003_traits"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("job_id", models.UUIDField(blank=True, null=True)),
                ("summary", models.JSONField(default=dict)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "asked_by",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.membership",
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
                    models.Index(fields=["tenant", "-id"], name="audit_newest"),
                    models.Index(fields=["tenant", "seller", "-id"], name="audit_of_seller"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["running", "ready"])),
                        fields=("tenant", "seller"),
                        name="audit_under_way_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["running", "ready", "published", "closed"])),
                        name="audit_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditItem",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("revision", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=30)),
                ("facts", models.JSONField(default=dict)),
                ("what", models.CharField(max_length=20)),
                ("answer", models.CharField(blank=True, max_length=20)),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "audit",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="scanner.audit"
                    ),
                ),
                (
                    "listing",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sellers.listing"
                    ),
                ),
                (
                    "right",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.right",
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
                    models.Index(fields=["tenant", "audit", "id"], name="audititem_audit"),
                    models.Index(condition=models.Q(("state", "open")), fields=["tenant", "id"], name="audititem_open"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "audit", "listing", "code", "right"),
                        name="audititem_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "accepted"])), name="audititem_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["remove", "brand", "authorisation", "picture"])),
                        name="audititem_what",
                    ),
                ],
            },
        ),
        Wall("Audit", verbs="SELECT, INSERT, UPDATE"),
        Wall("AuditItem", verbs="SELECT, INSERT, UPDATE"),
    ]
