"""Letters in free text, what their senders add, and what becomes of them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import tenancy.context
import tenancy.fields
import tenancy.ids
from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("enforcement", "0005_letters"),
        ("evidence", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingLetter",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("reference", models.CharField(max_length=12)),
                (
                    "channel",
                    models.CharField(
                        choices=[("pasted", "pasted"), ("file", "as a file"), ("program", "by a program")],
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("token_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("asked", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField()),
                (
                    "case",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming_letters",
                        to="enforcement.case",
                    ),
                ),
                (
                    "complaint",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="enforcement.complaint",
                    ),
                ),
                (
                    "evidence",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.evidence"
                    ),
                ),
                (
                    "handled_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.party",
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
                    models.Index(
                        condition=models.Q(("state__in", ("received", "asked"))),
                        fields=["tenant", "received_at", "id"],
                        name="incomingletter_waiting",
                    ),
                    models.Index(fields=["tenant", "state", "received_at", "id"], name="incomingletter_state"),
                    models.Index(fields=["tenant", "evidence"], name="incomingletter_evidence"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "reference"), name="incomingletter_reference"),
                    models.UniqueConstraint(
                        condition=models.Q(("token_hash", ""), _negated=True),
                        fields=("tenant", "token_hash"),
                        name="incomingletter_token",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterVersion",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "letter",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="enforcement.incomingletter",
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
                    models.UniqueConstraint(fields=("tenant", "letter", "number"), name="letterversion_number"),
                ],
            },
        ),
        Wall("IncomingLetter", verbs="SELECT, INSERT, UPDATE"),
        Wall("LetterVersion", verbs=APPEND_ONLY),
    ]
