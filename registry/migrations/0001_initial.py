import django.db.models.deletion
import django.db.models.functions.datetime
import simple_history.models
import tenancy.context
import tenancy.fields
import tenancy.ids
from django.db import migrations, models

from tenancy.operations import APPEND_ONLY, HISTORY, Wall


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_parties"),
        ("evidence", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Right",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("reference", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("trademark", "Trademark"),
                            ("copyright", "Copyright"),
                            ("design", "Design"),
                            ("patent", "Patent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("folded", models.CharField(editable=False, max_length=400)),
                ("aliases", models.JSONField(default=list)),
                ("external_id", models.CharField(blank=True, max_length=120)),
                ("office", models.CharField(blank=True, max_length=2)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("territories", models.JSONField(default=list)),
                ("classes", models.JSONField(default=list)),
                ("everyday", models.BooleanField(default=False)),
                ("famous", models.BooleanField(default=False)),
                ("filed_on", models.DateField(blank=True, null=True)),
                ("registered_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Being checked"),
                            ("verified", "Verified"),
                            ("rejected", "Rejected"),
                            ("lapsed", "Expired"),
                            ("retired", "Retired"),
                        ],
                        default="submitted",
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "owner",
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
                    models.Index(fields=["tenant", "folded", "id"], name="right_folded"),
                    models.Index(fields=["tenant", "owner", "folded", "id"], name="right_owner"),
                    models.Index(fields=["tenant", "state", "folded", "id"], name="right_state"),
                    models.Index(fields=["tenant", "changed_at", "id"], name="right_changed"),
                    models.Index(
                        condition=models.Q(("state", "verified")),
                        fields=["tenant", "expires_on", "id"],
                        name="right_expires",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "reference"), name="right_reference"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), ("state__in", ["verified", "lapsed"])
                        ),
                        fields=("tenant", "kind", "office", "number"),
                        name="right_verified_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), models.Q(("state", "retired"), _negated=True)
                        ),
                        fields=("tenant", "owner", "kind", "office", "number"),
                        name="right_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("external_id", ""), _negated=True), models.Q(("state", "retired"), _negated=True)
                        ),
                        fields=("tenant", "owner", "external_id"),
                        name="right_external",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["trademark", "copyright", "design", "patent"])),
                        name="right_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["submitted", "verified", "rejected", "lapsed", "retired"])),
                        name="right_standing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("commitment", models.BinaryField(max_length=32)),
                ("line", models.PositiveIntegerField()),
                ("content", models.JSONField()),
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
                    "right",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imported", to="registry.right"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "right", "id"], name="importedrow_right"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
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
                    "right",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificates", to="registry.right"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["tenant", "right", "id"], name="certificate_right"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorisedSeller",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("territories", models.JSONField(default=list)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
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
                (
                    "right",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="authorised", to="registry.right"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "right", "seller"], name="authorised_right"),
                    models.Index(fields=["tenant", "seller", "right"], name="authorised_seller"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="authorised_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("word", models.CharField(max_length=60)),
                (
                    "right",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registry.right"
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
                    models.Index(fields=["tenant", "word", "right"], name="searchword_word"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "right", "word"), name="searchword_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Specimen",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "evidence",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.evidence"
                    ),
                ),
                (
                    "right",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT, related_name="specimens", to="registry.right"
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
                "ordering": ["position", "id"],
                "indexes": [
                    models.Index(fields=["tenant", "right", "position"], name="specimen_right"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRight",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("reference", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("trademark", "Trademark"),
                            ("copyright", "Copyright"),
                            ("design", "Design"),
                            ("patent", "Patent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("folded", models.CharField(editable=False, max_length=400)),
                ("aliases", models.JSONField(default=list)),
                ("external_id", models.CharField(blank=True, max_length=120)),
                ("office", models.CharField(blank=True, max_length=2)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("territories", models.JSONField(default=list)),
                ("classes", models.JSONField(default=list)),
                ("everyday", models.BooleanField(default=False)),
                ("famous", models.BooleanField(default=False)),
                ("filed_on", models.DateField(blank=True, null=True)),
                ("registered_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Being checked"),
                            ("verified", "Verified"),
                            ("rejected", "Rejected"),
                            ("lapsed", "Expired"),
                            ("retired", "Retired"),
                        ],
                        default="submitted",
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("history_user_id", models.BigIntegerField(null=True)),
                (
                    "history_id",
                    models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "owner",
                    tenancy.fields.TenantFK(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.party",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        default=tenancy.context.current_tenant,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tenancy.marketplace",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical right",
                "verbose_name_plural": "historical rights",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(fields=["tenant", "id", "history_date"], name="right_past"),
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        Wall("Right"),
        Wall("HistoricalRight", verbs=HISTORY),
        Wall("SearchWord"),
        Wall("Specimen"),
        Wall("Certificate"),
        Wall("AuthorisedSeller"),
        Wall("ImportedRow", verbs=APPEND_ONLY),
    ]
