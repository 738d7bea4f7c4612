"""The rules about words: one file for each language and territory in `rules/`, read once and checked when it is read.

A rule without a source is refused, and so is one without an example that it finds and one that it leaves alone. What several
territories share (the names of diseases in a language) stands in `lists/`; `{disease}` in a phrase stands for each of its words.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scanner.precheck.values import SEVERITIES
from scanner.precheck.wording import KINDS, REMEDIES

HERE = Path(__file__).parent
EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
FIELDS = ("title", "description")
MOST_PHRASES = 4_000  # of one rule, after its lists were filled in
_LIST = re.compile(r"\{([a-z]+)\}")
_RULE_KEYS = {
    "id", "kind", "severity", "remedy", "phrases", "patterns", "unless", "fields", "categories", "origin", "sources",
    "finds", "leaves",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """The law, regulation or regulator's page a rule comes from. `was_read`: somebody compared the rule with its text, and did
    not only know of it."""

    law: str
    place: str
    url: str
    was_read: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that a territory's law speaks of.

    `phrases` and `unless` are plain text, matched as whole words in any disguise; `patterns` are expressions over the folded
    text. A finding that stands inside an `unless` is none. `categories` are words of which the listing's category must hold
    one; where it has no category the finding is a hint. With `origin` the words claim that the goods come from that country.
    A marketplace's own rule names its `markets` (none: all) in place of a territory, and says `why`.
    """

    id: str
    language: str
    territory: str
    kind: str
    severity: str
    remedy: str
    sources: tuple[Source, ...]
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    fields: tuple[str, ...] = FIELDS
    categories: tuple[str, ...] = ()
    origin: str = ""
    markets: tuple[str, ...] = ()
    why: str = ""
    negations: tuple[str, ...] = ()
    negated_behind: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()

    def reaches(self, markets: Iterable[str]) -> bool:
        """Whether it holds in one of these countries. No country named: everywhere."""
        offered = set(markets)
        if self.markets and offered:
            return not offered.isdisjoint(self.markets)
        return not offered or not self.territory or not offered.isdisjoint(countries(self.territory))


class BadRule(ValueError):
    """A rule file that must not be shipped, with the reason."""


def countries(territory: str) -> frozenset[str]:
    """The ISO countries of a territory: the EU's, or the one of that code."""
    return EU if territory == "EU" else frozenset({territory})


@cache
def shipped() -> tuple[Rule, ...]:
    """All rules of the house, in the order of their files."""
    lists = {path.stem: _words(path) for path in sorted((HERE / "lists").glob("*.toml"))}
    found: list[Rule] = []
    for path in sorted((HERE / "rules").glob("*.toml")):
        language = path.stem.rpartition("-")[0]
        found += rules_of(path.read_text(encoding="utf-8"), path.stem, lists.get(language, {}))
    return tuple(found)


@cache
def shipped_digest() -> str:
    """What the shipped rules are, in twelve characters: it changes with every letter of them."""
    paths = sorted([*(HERE / "lists").glob("*.toml"), *(HERE / "rules").glob("*.toml")])
    whole = b"".join(path.name.encode() + b"\0" + path.read_bytes() for path in paths)
    return hashlib.sha256(whole).hexdigest()[:12]


def rules_of(text: str, name: str, lists: Mapping[str, Sequence[str]] = {}) -> list[Rule]:
    """The rules of one file. Raises BadRule."""
    held = tomllib.loads(text)
    if name != f"{held.get('language')}-{held.get('territory')}":
        raise BadRule(f"{name}: the name of the file is language-territory, as it says inside.")
    told = [_rule(one, held, lists) for one in held.get("rule", ())]
    ids = [one.id for one in told]
    if len(set(ids)) < len(ids) or not ids:
        raise BadRule(f"{name}: an id stands twice, or there is no rule.")
    return told


def _rule(one: Mapping[str, Any], held: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> Rule:
    name = f"{held['language']}-{held['territory']}.{one.get('id', '?')}"
    if extra := set(one) - _RULE_KEYS:
        raise BadRule(f"{name}: nobody knows {sorted(extra)}.")
    sources = tuple(Source(**source) for source in one.get("sources", ()))
    if not sources or any(not source.law or not source.url.startswith("https://") for source in sources):
        raise BadRule(f"{name}: a rule says which law it comes from, and where that stands.")
    if one["severity"] not in SEVERITIES or one["kind"] not in KINDS or one["remedy"] not in REMEDIES:
        raise BadRule(f"{name}: kind, severity or remedy is none that there is.")
    if not one.get("phrases") and not one.get("patterns"):
        raise BadRule(f"{name}: it finds nothing.")
    if not one.get("finds") or not one.get("leaves"):
        raise BadRule(f"{name}: a rule has examples of what it finds and of what it leaves alone.")
    phrases = tuple(filled(one.get("phrases", ()), lists))
    if len(set(phrases)) < len(phrases):
        raise BadRule(f"{name}: a phrase stands twice.")
    for pattern in one.get("patterns", ()):
        re.compile(pattern.encode())
    several: dict[str, Any] = {key: tuple(one.get(key, ())) for key in ("patterns", "categories", "finds", "leaves")}
    return Rule(
        id=name, language=held["language"], territory=held["territory"], kind=one["kind"], severity=one["severity"],
        remedy=one["remedy"], sources=sources, phrases=phrases, unless=tuple(filled(one.get("unless", ()), lists)),
        fields=tuple(one.get("fields", FIELDS)), origin=one.get("origin", ""),
        negations=tuple(held.get("negations", ())), negated_behind=tuple(held.get("negated_behind", ())), **several,
    )  # fmt: skip


def filled(phrases: Iterable[str], lists: Mapping[str, Sequence[str]]) -> list[str]:
    """The phrases with each word of the lists they name. Raises BadRule for a list that nobody wrote, or far too many."""
    found: list[str] = []
    for phrase in phrases:
        names = _LIST.findall(phrase)
        if unknown := [name for name in names if name not in lists]:
            raise BadRule(f"{phrase}: there is no list {unknown}.")
        frame = _LIST.sub("{}", phrase)
        found += [frame.format(*words) for words in itertools.product(*(lists[name] for name in names))]
        if len(found) > MOST_PHRASES:
            raise BadRule(f"{phrase}: its lists make too many phrases.")
    return found


def _words(path: Path) -> dict[str, list[str]]:
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: list(dict.fromkeys(words)) for name, words in held.items()}
