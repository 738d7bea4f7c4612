"""The price against what the owner says that genuine goods cost, and against what like listings cost.

Nothing is converted between currencies: a price in another currency is not comparable, and that is said. A low price alone
accuses nobody; it only makes more, or less, of what other matchers found.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from policy.words import gettext_noop as _
from scanner.matchers import folding
from scanner.matchers.facts import Finding, ListingFacts
from scanner.matchers.reasons import Around, Band, Reason

FAR_BELOW, BELOW = 0.5, 0.8
"""Shares of the lowest usual price."""
FEWEST_PEERS = 20
PEERS_BELOW = 0.4
"""The share of the middle price of like listings, if the price is below their lowest tenth as well."""


def reasons(listing: ListingFacts, right_id: UUID, _findings: Sequence[Finding], around: Around) -> list[Reason]:
    """What the price adds: the band of the right decides; where there is none, the peers."""
    price = listing.price_cents
    if price is None or price == 0 or not listing.currency:
        return []
    given = around.bands.get(right_id, ())
    meant = [band for band in given if _is_for(band, listing)]
    same = [band for band in meant if band.currency == listing.currency]
    if same:
        # The narrowest: for these goods before all goods, for this market before all markets.
        return _against(price, max(same, key=lambda band: (len(band.goods), bool(band.market))), listing.currency)
    found = [Reason("price-not-comparable", 1.0, {"currency": listing.currency})] if meant else []
    return found + _against_peers(listing, price)


def _against(price: int, band: Band, currency: str) -> list[Reason]:
    facts = {
        "price": money(price, currency),
        "low": money(band.low_cents, currency),
        "high": money(band.high_cents, currency),
    }
    if price < FAR_BELOW * band.low_cents:
        return [Reason("price-far-below", 1.25, facts)]
    if price < BELOW * band.low_cents:
        return [Reason("price-below", 1.1, facts)]
    if price > band.high_cents:
        return [Reason("price-above", 0.9, facts)]
    return []


def _against_peers(listing: ListingFacts, price: int) -> list[Reason]:
    peers = listing.peers
    if peers is None or peers.count < FEWEST_PEERS:
        return []
    if price < peers.low_cents and price < PEERS_BELOW * peers.median_cents:
        words = {"price": money(price, listing.currency), "median": money(peers.median_cents, listing.currency)}
        return [Reason("price-below-peers", 1.1, {**words, "count": peers.count})]
    return []


def _is_for(band: Band, listing: ListingFacts) -> bool:
    """Whether a band holds on the day of the scan, and speaks of such goods in one of the listing's markets."""
    if not band.holds(listing.day):
        return False
    if band.market and band.market not in listing.markets:
        return False
    return not band.goods or band.goods <= goods_words(" ".join((listing.title, *listing.category_path)))


def goods_words(text: str) -> frozenset[str]:
    """The folded words of a text, the plural s cut off, as the words of bands are compared."""
    words = folding.plain(text).decode("utf-8").split()
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


def money(cents: int, currency: str) -> str:
    """A price as it is written in a sentence: "EUR 18.95"."""
    return f"{currency} {cents // 100}.{cents % 100:02d}"


SENTENCES = {
    "price-far-below": _("The price, %(price)s, is less than half of what genuine goods usually cost (from %(low)s)."),
    "price-below": _("The price, %(price)s, is below what genuine goods usually cost (from %(low)s)."),
    "price-above": _("The price, %(price)s, is above what genuine goods usually cost (up to %(high)s)."),
    "price-not-comparable": _("The usual price is known in another currency than %(currency)s: it is not compared."),
    "price-below-peers": _(
        "The price, %(price)s, is far below what %(count)s listings of the same category cost (%(median)s in the middle)."
    ),
}
