"""The values that go into the pre-check and come out of it. Frozen and plain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

STOP, WARN, HINT, OFF = "stop", "warn", "hint", "off"
SEVERITIES = (STOP, WARN, HINT)
"""From the gravest: must be mended before it is published, should be, could be."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: characters [start, end) of a field as it was typed (both 0: the field itself), or the picture
    of that number, counted from 1."""

    field: str
    start: int = 0
    end: int = 0
    picture: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `code` is a key of `wording.SENTENCES`, filled by `facts`; `remedy` one of `wording.REMEDIES`.

    `rule` names the rule by its id ("de-DE.disease"), or the part of the check that found it ("marks").
    """

    code: str
    place: Place
    severity: str
    rule: str
    remedy: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a seller is about to publish. `price_cents` are hundredths of `currency`; `markets` and `origin` ISO 3166 countries;
    `gtins` all of the listing and its variants; `pictures` the number of its pictures."""

    title: str
    description: str = ""
    brand: str = ""
    category: tuple[str, ...] = ()
    price_cents: int | None = None
    currency: str = ""
    markets: tuple[str, ...] = ()
    origin: str = ""
    gtins: tuple[str, ...] = ()
    pictures: int = 0


def gravest(findings: Iterable[Finding]) -> str:
    """The gravest severity among these; "" where there is none."""
    said = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in said), "")


def passes(findings: Iterable[Finding]) -> bool:
    """Whether nothing stands in the way of publishing."""
    return gravest(findings) != STOP
