"""The policy that a marketplace publishes: what is in force, frozen as plain values, and its versions."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts import queries
from accounts.models import Circumstance, PolicyText, PolicyVersion
from policy import registry
from policy.letters.languages import ENGLISH
from policy.model import ANY, Pack
from policy.plain import digest, plain

Snapshot = dict[str, Any]
"""`packs` by their key, each as `policy.plain` has it with the `digest` of the pack as it was published; `circumstances`;
`texts` by language; and the `day` for which it was made."""


def key_of(pack: Pack) -> str:
    """How a pack is called in addresses: a preset is another one in every region it is chosen for."""
    return f"{pack.code}-{pack.region.lower()}" if pack.preset and pack.region != ANY else pack.code


def snapshot(day: date) -> Snapshot:
    """What is in force on that day, laid over, with the newest words of the marketplace's own. Six queries."""
    return {
        "day": day.isoformat(),
        "circumstances": sorted(Circumstance.objects.values_list("code", flat=True)),
        "texts": {text.language: text.body for text in texts() if text.body},
        "packs": {
            key_of(pack): {**plain(pack), "digest": digest(registry.pack(pack.code, pack.version))}
            for pack in queries.in_force(day)
        },
    }


def texts() -> QuerySet[PolicyText]:
    """The introduction that holds, in each language that has one."""
    return PolicyText.objects.order_by("language", "-number").distinct("language")


def text_in(found: dict[str, str], language: str) -> tuple[str, str]:
    """The introduction in a language, else in English, else in any: its words and the language they are in."""
    for tag in (language, ENGLISH, *found):
        if found.get(tag):
            return found[tag], tag
    return "", language


def versions() -> QuerySet[PolicyVersion]:
    """All versions, the newest first, without what they hold."""
    return PolicyVersion.objects.order_by("-number").defer("snapshot")


def version_on(day: date) -> PolicyVersion | None:
    """The version that holds on that day: the newest that had begun."""
    return PolicyVersion.objects.filter(valid_from__lte=day).order_by("-valid_from", "-number").first()


def version(number: int) -> PolicyVersion | None:
    """One version by its number."""
    return PolicyVersion.objects.filter(number=number).first()
