"""Warnings and suspensions, second persons, appeals and rulings."""

import django.db.models.deletion
import django.db.models.functions.datetime
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_published_policy"),
        ("enforcement", "0010_casework"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sanction",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                (
                    "about",
                    models.CharField(
                        choices=[("notices", "Notices"), ("appeals", "Appeals"), ("selling", "Selling")], max_length=10
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("warn", "Warn"),
                            ("check_first", "Check First"),
                            ("suspend", "Suspend"),
                            ("terminate", "Terminate"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "gravity",
                    models.CharField(
                        blank=True,
                        choices=[("minor", "Minor"), ("serious", "Serious"), ("grave", "Grave")],
                        max_length=10,
                    ),
                ),
                ("figures", models.JSONField(default=dict)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("cause", models.CharField(max_length=60)),
                ("proposed_at", models.DateTimeField()),
                (
                    "by_membership",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "party", "about", "id"], name="sanction_party"),
                    models.Index(fields=["tenant", "state", "id"], name="sanction_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "cause"), name="sanction_cause"),
                    models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("tenant", "party", "about"),
                name="sanction_one_proposed",
            ),
                    models.CheckConstraint(
                condition=models.Q(
                    models.Q(("days__gt", 0), ("kind__in", ("check_first", "suspend"))),
                    models.Q(models.Q(("kind__in", ("check_first", "suspend")), _negated=True), ("days", 0)),
                    _connector="OR",
                ),
                name="sanction_suspends_for_a_time",
            ),
                    models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("check_first", "terminate")), _negated=True),
                    ("about", "selling"),
                    _connector="OR",
                ),
                name="sanction_ends_selling_alone",
            ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SanctionAppeal",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
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
                    "sanction",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="enforcement.sanction"
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
                    models.UniqueConstraint(fields=("tenant", "sanction"), name="sanctionappeal_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SanctionRuling",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("outcome", models.CharField(choices=[("upheld", "upheld"), ("rejected", "rejected")], max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "appeal",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="enforcement.sanctionappeal",
                    ),
                ),
                (
                    "by_membership",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
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
                    models.UniqueConstraint(fields=("tenant", "appeal"), name="sanctionruling_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SanctionSecond",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("agrees", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "by_membership",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
                    ),
                ),
                (
                    "sanction",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seconds", to="enforcement.sanction"
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
                    models.UniqueConstraint(fields=("tenant", "sanction"), name="sanctionsecond_once"),
                ],
            },
        ),
        Wall("Sanction", verbs="SELECT, INSERT, UPDATE (state, version, state_at, until)"),
        Wall("SanctionSecond", verbs=APPEND_ONLY),
        Wall("SanctionAppeal", verbs="SELECT, INSERT, UPDATE (state, version, state_at)"),
        Wall("SanctionRuling", verbs=APPEND_ONLY),
    ]
