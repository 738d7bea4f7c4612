"""Statements of reasons with their versions, and the index by which the cases of a region are published."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import tenancy.context
import tenancy.fields
import tenancy.ids
from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_language"),
        ("enforcement", "0003_reports"),
        ("registry", "0002_goods_and_bans"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("commitment", models.BinaryField(max_length=32)),
                ("puid", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements_of_reasons",
                        to="enforcement.case",
                    ),
                ),
                (
                    "decision",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="enforcement.decision",
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
                    models.Index(fields=["tenant", "state", "-id"], name="statement_state"),
                    models.Index(fields=["tenant", "case", "id"], name="statement_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "puid"), name="statement_puid"),
                    models.UniqueConstraint(fields=("tenant", "decision"), name="statement_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementVersion",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
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
                    "statement",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="enforcement.statement",
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
                    models.UniqueConstraint(fields=("tenant", "statement", "number"), name="statementversion_number"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["tenant", "region", "-id"], name="case_region"),
        ),
        Wall("Statement", verbs="SELECT, INSERT, UPDATE"),
        Wall("StatementVersion", verbs=APPEND_ONLY),
    ]
