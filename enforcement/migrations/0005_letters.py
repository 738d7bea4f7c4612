"""A letter names its template, and it is kept when it is first known to have reached its reader."""

import django.db.models.deletion
from django.db import migrations, models

import tenancy.context
import tenancy.fields
import tenancy.ids
from tenancy.operations import APPEND_ONLY, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("enforcement", "0004_statements"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField("notice", "template", models.CharField(blank=True, default="", max_length=60)),
        migrations.AddField("notice", "template_version", models.PositiveSmallIntegerField(default=0)),
        migrations.CreateModel(
            name="Delivered",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("means", models.CharField(choices=[("mail", "Mail"), ("page", "Page")], max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "notice",
                    tenancy.fields.TenantFK(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivered",
                        to="enforcement.notice",
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
                "constraints": [models.UniqueConstraint(fields=("tenant", "notice"), name="delivered_once")],
            },
        ),
        Wall("Delivered", verbs=APPEND_ONLY),
    ]
