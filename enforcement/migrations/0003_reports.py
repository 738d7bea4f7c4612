"""Reports by anybody, by partners and trusted flaggers; the register of these; and the lane of complaints and cases."""

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
        ("enforcement", "0002_words_apart"),
        ("evidence", "0001_initial"),
        ("registry", "0002_goods_and_bans"),
        ("sellers", "0003_traits"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=12)),
                (
                    "channel",
                    models.CharField(
                        choices=[("public", "the public"), ("partner", "a partner"), ("flagger", "a trusted flagger")],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("counterfeit", "Counterfeit: it bears a mark and is a fake"),
                            ("mark", "Uses somebody’s mark without permission"),
                            ("copied", "Copied picture, text or other work"),
                            ("design", "Copied design"),
                            ("patent", "Infringes a patent"),
                            ("bought", "I bought it, and it is not genuine"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("lane", models.CharField(blank=True, default="", max_length=10)),
                ("token_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("reporter", models.CharField(editable=False, max_length=64)),
                ("language", models.CharField(max_length=10)),
                ("filed_at", models.DateTimeField()),
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
                    models.Index(fields=["tenant", "reporter", "id"], name="report_reporter"),
                    models.Index(
                        condition=models.Q(("party__isnull", False)),
                        fields=["tenant", "party", "id"],
                        name="report_party",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "reference"), name="report_reference"),
                    models.UniqueConstraint(
                        condition=models.Q(("token_hash", ""), _negated=True),
                        fields=("tenant", "token_hash"),
                        name="report_token_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportStatement",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("number", models.PositiveIntegerField()),
                ("in_good_faith", models.BooleanField()),
                ("made_at", models.DateTimeField()),
                (
                    "report",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="enforcement.report"
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
                    models.UniqueConstraint(fields=("tenant", "report", "number"), name="reportstatement_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportPicture",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "evidence",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.evidence"
                    ),
                ),
                (
                    "report",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pictures", to="enforcement.report"
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
                    models.UniqueConstraint(fields=("tenant", "report", "evidence"), name="reportpicture_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportVerdict",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("case_opened", "a case was opened"),
                            ("merged", "looked at in a case that is open"),
                            ("dismissed", "dismissed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=30)),
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
                    "listing",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sellers.listing"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportedListing",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("revision", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("in_review", "being looked at"),
                            ("case_opened", "a case was opened"),
                            ("merged", "taken together with others"),
                            ("dismissed", "dismissed"),
                            ("withdrawn", "taken back"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                ("contested_at", models.DateTimeField(blank=True, null=True)),
                (
                    "listing",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sellers.listing"
                    ),
                ),
                (
                    "report",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="listings", to="enforcement.report"
                    ),
                ),
                (
                    "same_as",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeats",
                        to="enforcement.reportedlisting",
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
                    "verdict",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported",
                        to="enforcement.reportverdict",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("received", "in_review"))),
                        fields=["tenant", "listing", "id"],
                        name="reportedlisting_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("received", "in_review"))),
                        fields=["tenant", "id"],
                        name="reportedlisting_queue",
                    ),
                    models.Index(fields=["tenant", "listing", "id"], name="reportedlisting_listing"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "report", "listing"), name="reportedlisting_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportCase",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="enforcement.case"
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
                    "reported",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="enforcement.reportedlisting",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "case", "id"], name="reportcase_case"),
                    models.Index(
                        condition=models.Q(("told_at", None)), fields=["tenant", "id"], name="reportcase_untold"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("tenant", "reported", "case"), name="reportcase_once")],
            },
        ),
        migrations.CreateModel(
            name="TrustedFlagger",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("coordinator", models.CharField(max_length=2)),
                ("kinds", models.JSONField(default=list)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "party", "starts_on"), name="trustedflagger_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="trustedflagger_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoordinatorNotice",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("word_hashes", models.JSONField(default=dict, editable=False)),
                ("since", models.DateField()),
                ("notices", models.PositiveIntegerField()),
                ("upheld", models.PositiveIntegerField()),
                ("rejected", models.PositiveIntegerField()),
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
                    "flagger",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coordinator_notices",
                        to="enforcement.trustedflagger",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "flagger", "id"], name="coordinatornotice_flagger")],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="lane",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="complaint",
            name="lane",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AlterField(
            model_name="case",
            name="source",
            field=models.CharField(
                choices=[
                    ("complaint", "Complaint"),
                    ("match", "Match"),
                    ("report", "Report"),
                    ("referral", "Referral"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", ("open", "noticed", "answered", "deciding"))),
                fields=["tenant", "-lane", "due_at", "id"],
                name="case_lane",
            ),
        ),
        Wall("Report", verbs="SELECT, INSERT, UPDATE"),
        Wall("ReportStatement", verbs=APPEND_ONLY),
        Wall("ReportPicture", verbs=APPEND_ONLY),
        Wall("ReportVerdict", verbs=APPEND_ONLY),
        Wall("ReportedListing", verbs="SELECT, INSERT, UPDATE"),
        Wall("ReportCase", verbs="SELECT, INSERT, UPDATE"),
        Wall("TrustedFlagger", verbs="SELECT, INSERT, UPDATE"),
        Wall("CoordinatorNotice", verbs=APPEND_ONLY),
    ]
