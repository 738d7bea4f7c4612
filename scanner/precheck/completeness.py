"""What a listing lacks: label, origin, identification, a picture; what its category needs in this marketplace. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from registry.portal.gtins import Fault, gtin
from scanner.matchers.reasons import steps
from scanner.precheck.rules import EU, Source
from scanner.precheck.values import HINT, STOP, WARN, Draft, Finding, Place

GPSR = Source(
    "Regulation (EU) 2023/988 (general product safety)", "Article 19", "https://eur-lex.europa.eu/eli/reg/2023/988/oj"
)
METROLOGY = Source(
    "Legal Metrology (Packaged Commodities) Rules, 2011", "Rule 6(10)", "https://consumeraffairs.nic.in/"
)
GS1 = Source(
    "GS1 General Specifications", "Section 7.9", "https://www.gs1.org/standards/barcodes-epcrfid-id-keys", True
)
SOURCES: Mapping[str, Source] = {
    "listing.identification": GPSR, "listing.picture": GPSR, "listing.origin": METROLOGY, "listing.gtin": GS1,
}  # fmt: skip
"""Where the part of the check that has a law behind it comes from."""
NEEDED = ("brand", "description", "price", "origin", "gtin", "pictures")
"""What a marketplace may need of a category."""


@dataclass(frozen=True, slots=True)
class Need:
    """That listings of a category (a step of it; "" is all) must say something. `rule` is its id."""

    rule: str
    category: str
    fields: tuple[str, ...]
    severity: str = STOP
    markets: tuple[str, ...] = ()

    def reaches(self, draft: Draft) -> bool:
        """Whether it speaks of this draft."""
        if self.markets and draft.markets and set(self.markets).isdisjoint(draft.markets):
            return False
        return not self.category or steps([self.category])[0] in steps(draft.category)


def check_completeness(draft: Draft, needs: Iterable[Need] = ()) -> list[Finding]:
    """What is missing or cannot be, in the order of the form."""
    found = [*_lacks(draft), *_wrong_numbers(draft)]
    seen = {finding.place.field for finding in found if finding.severity == STOP}
    for need in needs:
        if not need.reaches(draft):
            continue
        for name in need.fields:
            if not _has(draft, name) and name not in seen:
                seen.add(name)
                facts = {"category": need.category, "needed": name}
                found = [one for one in found if one.place.field != name]
                found.append(Finding("needed", Place(name), need.severity, need.rule, "fill", facts))
    return found


def _lacks(draft: Draft) -> Iterator[Finding]:
    in_eu = not EU.isdisjoint(draft.markets)
    if not draft.brand.strip():
        unidentified = in_eu and not draft.gtins
        code = "missing-identification" if unidentified else "missing-brand"
        rule = "listing.identification" if unidentified else "listing.brand"
        yield Finding(code, Place("brand"), WARN if unidentified else HINT, rule, "fill")
    if not draft.category:
        yield Finding("missing-category", Place("category"), HINT, "listing.category", "fill")
    if not draft.origin:
        yield Finding(
            "missing-origin", Place("origin"), WARN if "IN" in draft.markets else HINT, "listing.origin", "fill"
        )
    if draft.price_cents is None:
        yield Finding("missing-price", Place("price"), HINT, "listing.price", "fill")
    if not draft.pictures:
        yield Finding("missing-picture", Place("pictures"), WARN if in_eu else HINT, "listing.picture", "fill")


def _wrong_numbers(draft: Draft) -> Iterator[Finding]:
    for written in draft.gtins:
        fault = gtin(written)
        if isinstance(fault, Fault):
            facts = {"written": written, "wrong": fault.wrong, "right": fault.right}
            yield Finding("gtin-wrong", Place("gtin"), STOP, "listing.gtin", "gtin", facts)


def _has(draft: Draft, name: str) -> bool:
    if name == "gtin":
        return bool(draft.gtins)
    if name == "price":
        return draft.price_cents is not None
    return bool(getattr(draft, name))
