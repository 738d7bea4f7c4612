"""Every party has a language for its letters. Those there get the one their country reads first."""

from typing import Any

from django.db import migrations, models

from policy.letters.languages import language_of
from tenancy.context import tenant

CHOICES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("zh-Hans", "简体中文"),
    ("ja", "日本語"),
]


def choose(apps: Any, schema_editor: Any) -> None:
    """Write the language of every party, one marketplace at a time."""
    party = apps.get_model("accounts", "Party")
    for marketplace in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(marketplace.pk):
            for country in party.objects.values_list("country", flat=True).distinct().order_by():
                party.objects.filter(country=country).update(language=language_of(country))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_parties"),
    ]

    operations = [
        migrations.AddField(
            "historicalparty", "language", models.CharField(choices=CHOICES, default="en", max_length=10)
        ),
        migrations.AddField("party", "language", models.CharField(choices=CHOICES, default="en", max_length=10)),
        migrations.RunPython(choose, migrations.RunPython.noop),
    ]
