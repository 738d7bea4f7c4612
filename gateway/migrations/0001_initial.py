import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import tenancy.context
import tenancy.ids
from tenancy.operations import Wall

# The table of Django's database cache, as `createcachetable` would make it; the framework's own limits live there.
CACHE = """
CREATE TABLE gateway_cache (cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX gateway_cache_expires ON gateway_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenancy", "0001_initial")]

    operations = [
        migrations.RunSQL(CACHE, "DROP TABLE gateway_cache"),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("hits", models.PositiveIntegerField()),
                ("ends_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["ends_at"], name="counter_ends")]},
        ),
        migrations.CreateModel(
            name="StoredAnswer",
            fields=[
                ("id", models.UUIDField(default=tenancy.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("caller", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=255)),
                ("request_hash", models.BinaryField(max_length=32)),
                ("status", models.PositiveSmallIntegerField()),
                ("body", models.BinaryField()),
                ("headers", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
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
                "indexes": [models.Index(fields=["tenant", "made_at"], name="stored_answer_age")],
                "constraints": [
                    models.UniqueConstraint(fields=["tenant", "caller", "key"], name="stored_answer_once"),
                ],
            },
        ),
        Wall("StoredAnswer", verbs="SELECT, INSERT, DELETE"),
    ]
