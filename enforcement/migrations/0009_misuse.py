"""Reports of misuse by sellers, what was found about them, and marks of manifestly unfounded complaints."""

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
        ("enforcement", "0008_messages"),
        ("evidence", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MisuseReport",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("money", "Money"),
                            ("knows_better", "Knows Better"),
                            ("no_right", "No Right"),
                            ("again", "Again"),
                            ("competition", "Competition"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_membership", tenancy.fields.TenantFK(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.membership",
            )),
                ("by_party", tenancy.fields.TenantFK(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.party"
            )),
                ("case", tenancy.fields.TenantFK(
                on_delete=django.db.models.deletion.PROTECT, related_name="misuse_reports", to="enforcement.case"
            )),
                ("evidence", tenancy.fields.TenantFK(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="evidence.evidence",
            )),
                ("message", tenancy.fields.TenantFK(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="enforcement.message",
            )),
                ("tenant", models.ForeignKey(
                db_index=False,
                default=tenancy.context.current_tenant,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.marketplace",
            )),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "case", "id"], name="misusereport_case"),
                    models.Index(fields=["tenant", "state", "id"], name="misusereport_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                condition=models.Q(("state", "filed")),
                fields=("tenant", "case", "by_party"),
                name="misusereport_one_waits",
            ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MisuseRuling",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("outcome", models.CharField(choices=[("upheld", "upheld"), ("rejected", "rejected")], max_length=10)),
                (
                    "gravity",
                    models.CharField(
                        blank=True,
                        choices=[("minor", "Minor"), ("serious", "Serious"), ("grave", "Grave")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_membership", tenancy.fields.TenantFK(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
            )),
                ("report", tenancy.fields.TenantFK(
                on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="enforcement.misusereport"
            )),
                ("tenant", models.ForeignKey(
                db_index=False,
                default=tenancy.context.current_tenant,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.marketplace",
            )),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "report"), name="misuseruling_once"),
                    models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gravity", ""), ("outcome", "rejected")),
                    models.Q(("outcome", "upheld"), models.Q(("gravity", ""), _negated=True)),
                    _connector="OR",
                ),
                name="misuseruling_upheld_is_weighed",
            ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnfoundedMark",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                (
                    "gravity",
                    models.CharField(
                        choices=[("minor", "Minor"), ("serious", "Serious"), ("grave", "Grave")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_membership", tenancy.fields.TenantFK(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
            )),
                ("decision", tenancy.fields.TenantFK(
                on_delete=django.db.models.deletion.PROTECT, related_name="unfounded_marks", to="enforcement.decision"
            )),
                ("tenant", models.ForeignKey(
                db_index=False,
                default=tenancy.context.current_tenant,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.marketplace",
            )),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "decision"), name="unfoundedmark_once"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="incomingletter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("received", "asked", "taken_in", "set_aside"))),
                name="incomingletter_state",
            ),
        ),
        Wall("MisuseReport", verbs="SELECT, INSERT, UPDATE (state, version, state_at)"),
        Wall("MisuseRuling", verbs=APPEND_ONLY),
        Wall("UnfoundedMark", verbs=APPEND_ONLY),
    ]
