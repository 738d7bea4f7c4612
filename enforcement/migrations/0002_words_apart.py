"""What complaints and appeals say moves out of their columns to where it can be erased, committed to like every other word.

A complaint gets its versions, an appeal its ruling. What was written before is carried over, one marketplace at a time,
and an entry of the log answers for each row from here on. Items get the index by which those of a listing are found.
"""

import os
from typing import Any

import django.db.models.deletion
from django.db import connection, migrations, models

import tenancy.context
import tenancy.fields
import tenancy.ids
from audit import log
from audit.canonical import SALT_SIZE, commit, row_bytes
from audit.rows import ROW, Words
from enforcement.verbs import ROWS_COMMITTED
from tenancy.actor import Actor
from tenancy.context import tenant
from tenancy.operations import APPEND_ONLY, Wall

VERSION = ("complaint_id", "number", "right_id", "region", "reason", "listings", "by_membership_id", "made_at")
APPEAL = ("reference", "case_id", "by_party_id", "by_membership_id", "side", "filed_at")
APPEALED = ("appeal_id", "item_id", "decision_id")
RULING = ("appeal_id", "outcome", "by_membership_id", "at")


def carry_over(apps: Any, schema_editor: Any) -> None:
    """Marketplace by marketplace: under FORCE the owner sees no row of any other."""
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            for complaint in apps.get_model("enforcement", "Complaint").objects.order_by("id"):
                _record(complaint, [_version(apps, complaint)])
            for appeal in apps.get_model("enforcement", "Appeal").objects.order_by("id"):
                _record(appeal, _appeal(apps, appeal))
    with connection.cursor() as cursor:
        # Or the columns could not be dropped in this transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _version(apps: Any, complaint: Any) -> Any:
    listings = apps.get_model("enforcement", "ComplaintListing").objects.filter(complaint=complaint)
    notes = {str(row.listing_id): row.note for row in listings if row.note}
    row = apps.get_model("enforcement", "ComplaintVersion")(
        complaint=complaint, number=1, right_id=complaint.right_id, region=complaint.region, reason=complaint.reason,
        listings=sorted(str(found.listing_id) for found in listings), by_membership_id=complaint.filed_by_id,
        made_at=complaint.filed_at or complaint.made_at,
    )  # fmt: skip
    as_json = Words(as_json=True).text_of
    words = {"statement": complaint.statement, "elements": as_json(complaint.elements), "notes": as_json(notes)}
    return _committed(apps, row, VERSION, words)


def _appeal(apps: Any, appeal: Any) -> list[Any]:
    rows = [_committed(apps, appeal, APPEAL, {"grounds": appeal.grounds})]
    rows += [_committed(apps, row, APPEALED) for row in appeal.items.all()]
    if appeal.decided_at is not None and appeal.state in ("upheld", "rejected"):
        ruling = apps.get_model("enforcement", "Ruling")(
            appeal=appeal, outcome=appeal.state, by_membership_id=appeal.decided_by_id, at=appeal.decided_at
        )
        rows.append(_committed(apps, ruling, RULING, {"reasons": appeal.reasons}))
    return rows


def _committed(apps: Any, row: Any, fields: tuple[str, ...], words: dict[str, str] | None = None) -> Any:
    """As `audit.rows.committed_many` does it, for the models of this moment."""
    secret, salt = apps.get_model("audit", "Secret"), os.urandom(SALT_SIZE)
    values = {name.removesuffix("_id"): getattr(row, name) for name in fields}
    if words is not None:
        said = {name: (os.urandom(SALT_SIZE), text) for name, text in words.items() if text}
        row.word_hashes = {name: commit(text.encode(), grain).hex() for name, (grain, text) in said.items()}
        secret.objects.bulk_create(
            secret(owner_id=row.id, name=name, salt=grain, value=text) for name, (grain, text) in said.items()
        )
        values["word_hashes"] = row.word_hashes
    row.commitment = commit(row_bytes({"model": row._meta.label, "id": row.id, **values}), salt)
    secret.objects.create(owner_id=row.id, name=ROW, salt=salt)
    row.save()
    return row


def _record(subject: Any, rows: list[Any]) -> None:
    log.record(ROWS_COMMITTED, actor=Actor.system(subject.tenant_id), subject=subject, rows=rows)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_parties"),
        ("audit", "0002_regions"),
        ("enforcement", "0001_initial"),
        ("registry", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplaintVersion",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("region", models.CharField(blank=True, max_length=8)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("listings", models.JSONField(default=list)),
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
                    "complaint",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="enforcement.complaint",
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
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "complaint", "number"), name="complaintversion_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                (
                    "outcome",
                    models.CharField(choices=[("upheld", "Upheld"), ("rejected", "Rejected")], max_length=10),
                ),
                ("at", models.DateTimeField()),
                (
                    "appeal",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="enforcement.appeal"
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
            options={"constraints": [models.UniqueConstraint(fields=("tenant", "appeal"), name="ruling_once")]},
        ),
        Wall("ComplaintVersion", verbs=APPEND_ONLY),
        Wall("Ruling", verbs=APPEND_ONLY),
        migrations.AddField(
            "appeal", "commitment", models.BinaryField(default=b"", max_length=32), preserve_default=False
        ),
        migrations.AddField("appeal", "word_hashes", models.JSONField(default=dict, editable=False)),
        migrations.AddField(
            "appealitem", "commitment", models.BinaryField(default=b"", max_length=32), preserve_default=False
        ),
        migrations.RunPython(carry_over),
        migrations.RemoveField("appeal", "decided_at"),
        migrations.RemoveField("appeal", "decided_by"),
        migrations.RemoveField("appeal", "grounds"),
        migrations.RemoveField("appeal", "reasons"),
        migrations.RemoveField("complaint", "elements"),
        migrations.RemoveField("complaint", "statement"),
        migrations.RemoveField("complaintlisting", "note"),
        migrations.RemoveField("item", "note"),
        migrations.AddIndex("item", models.Index(fields=["tenant", "listing", "id"], name="item_listing")),
    ]
