"""What both sides write to each other to settle."""

import django.db.models.deletion
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_published_policy"),
        ("enforcement", "0007_rounds"),
        ("evidence", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("message", "Message"),
                            ("offer", "Offer"),
                            ("agreement", "Agreement"),
                            ("refusal", "Refusal"),
                        ],
                        max_length=10,
                    ),
                ),
                ("demands_money", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "answers",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="enforcement.message",
                    ),
                ),
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
                    "by_party",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.party"
                    ),
                ),
                (
                    "case",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="enforcement.case"
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
                    models.Index(fields=["tenant", "case", "id"], name="message_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answers__isnull", False)),
                        fields=("tenant", "answers"),
                        name="message_answered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answers__isnull", False), ("kind__in", ["agreement", "refusal"])),
                            models.Q(("answers__isnull", True), ("kind__in", ["message", "offer"])),
                            _connector="OR",
                        ),
                        name="message_answers_an_offer",
                    ),
                ],
            },
        ),
        Wall("Message", verbs=APPEND_ONLY),
    ]
