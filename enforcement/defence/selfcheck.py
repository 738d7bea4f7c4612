"""What a seller's look at its own catalogue is about, and how each finding is said, whether the pre-check made it or the look."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.canonical import canonical_json
from enforcement.models import InspectionFinding
from scanner.matchers.price import money
from scanner.precheck import values
from scanner.precheck.told import FIELDS, told
from sellers.conduct import YEAR, Peers, peers_of
from sellers.models import Listing, ListingVersion, QualityFact

HEADINGS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "legality": gettext_lazy("Legality"),
        "price": gettext_lazy("Price"),
        "quality": gettext_lazy("Quality"),
    }
)
EXPLAINED: Mapping[str, str | Promise] = MappingProxyType(
    {
        "legality": gettext_lazy("marks and pictures of others, authorisations, words and goods that are not allowed"),
        "price": gettext_lazy("no price, 0, far from the band or from like goods, a sudden jump"),
        "quality": gettext_lazy("complaints of buyers, pictures, identification, origin, what the category needs"),
    }
)
JUMP, JUMPED_LATELY = 2.0, timedelta(days=90)
"""A price that doubled or halved with the last change is shown for so long; then it is meant."""
FAR_ABOVE, FEWEST_PEERS = 5, 20

SENTENCES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "price-zero": gettext_lazy("The price is 0."),
        "price-jump": gettext_lazy("With its last change the price went from %(before)s to %(price)s."),
        "price-above-peers": gettext_lazy(
            "The price, %(price)s, is more than five times what %(count)s listings of the same category cost "
            "(%(median)s in the middle)."
        ),
        "complained": gettext_lazy("Complaints of these goods in the last year, “%(kind)s”: %(n)s."),
    }
)
REMEDIES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "amount": gettext_lazy("Look at the price and its currency again."),
        "inspect": gettext_lazy(
            "Compare the goods with the listing, keep the report, and take it out of the shop if they differ."
        ),
    }
)


def heading_of(finding: values.Finding) -> str:
    """Under which heading a finding of the pre-check stands."""
    if finding.place.field == "price":
        return "price"
    if finding.code.startswith("missing-") or finding.code in ("needed", "gtin-wrong", "picture-unreadable"):
        return "quality"
    return "legality"


def is_told(finding: values.Finding) -> bool:
    """Whether it stands in the report line by line: hints only where something is simply to be filled in."""
    return finding.remedy != "nothing" and (finding.severity != values.HINT or finding.remedy == "fill")


def own_findings(
    listings: Sequence[Listing], looks: Sequence[str], now: datetime
) -> dict[UUID, list[tuple[str, values.Finding]]]:
    """What the look itself adds to the pre-check of each listing: prices and complaints, by heading. At most three queries."""
    found: dict[UUID, list[tuple[str, values.Finding]]] = {one.id: [] for one in listings}
    if "price" in looks:
        peers, before = peers_of({(one.department, one.currency) for one in listings}), _prices_before(listings, now)
        for one in listings:
            found[one.id] += [("price", each) for each in _priced(one, peers, before)]
    if "quality" in looks:
        for listing_id, finding in _complained(listings, now):
            found[listing_id].append(("quality", finding))
    return found


def _priced(
    one: Listing, peers: Mapping[tuple[str, str], Peers], before: Mapping[UUID, int]
) -> Iterator[values.Finding]:
    price = one.price_cents
    if price == 0:
        yield _found("price-zero", "price", "amount", {})
    if not price:
        return
    said = money(price, one.currency)
    like = peers.get((one.department, one.currency))
    if like and like.count >= FEWEST_PEERS and price > FAR_ABOVE * like.median_cents:
        facts = {"price": said, "count": like.count, "median": money(like.median_cents, one.currency)}
        yield _found("price-above-peers", "price", "amount", facts)
    was = before.get(one.id)
    if was and not was / JUMP < price < was * JUMP:
        yield _found("price-jump", "price", "amount", {"price": said, "before": money(was, one.currency)})


def _prices_before(listings: Sequence[Listing], now: datetime) -> dict[UUID, int]:
    """What listings that were changed lately cost before their last change, in the same currency."""
    wanted = [one.id for one in listings if one.revision > 1]
    last = Q(revision=F("listing__revision"), made_at__gt=now - JUMPED_LATELY)
    rows = ListingVersion.objects.filter(last | Q(revision=F("listing__revision") - 1), listing_id__in=wanted)
    by_listing: dict[UUID, list[ListingVersion]] = {}
    for row in rows.order_by("listing_id", "revision"):
        by_listing.setdefault(row.listing_id, []).append(row)
    pairs = {
        listing_id: (both[0].content, both[1].content) for listing_id, both in by_listing.items() if len(both) == 2
    }
    return {
        listing_id: old["price_cents"]
        for listing_id, (old, new) in pairs.items()
        if old.get("price_cents") and old.get("currency") == new.get("currency")
    }


def _complained(listings: Sequence[Listing], now: datetime) -> Iterator[tuple[UUID, values.Finding]]:
    facts = QualityFact.objects.filter(
        seller_id__in={one.seller_id for one in listings}, listing_id__in=[one.id for one in listings],
        at__gt=now - YEAR, at__lte=now,
    )  # fmt: skip
    counted = facts.values_list("listing_id", "kind").order_by("listing_id", "kind").annotate(n=Count("id"))
    for listing_id, kind, n in counted:
        yield listing_id, _found("complained", "", "inspect", {"kind": kind, "n": n})


def _found(code: str, field: str, remedy: str, facts: Mapping[str, object]) -> values.Finding:
    return values.Finding(code, values.Place(field), values.WARN, "inspection", remedy, facts)


def key_of(finding: values.Finding) -> str:
    """What makes two findings of two looks the same one: a number that changes (a price, how many)
    does not make it new, and one mark that is registered twice is one."""
    facts = finding.facts
    same = [str(facts.get(name, "")) for name in ("mark", "owner", "written", "needed", "ban", "refused", "kind")]
    said = [finding.code, finding.place.field, str(finding.place.picture), finding.rule, *same]
    return hashlib.sha256(canonical_json(said)).hexdigest()


def is_more(now: Mapping[str, object], before: Mapping[str, object]) -> bool:
    """Whether a finding that was there before has grown: somebody has complained again."""
    n, was = now.get("n"), before.get("n")
    return isinstance(n, int) and isinstance(was, int) and n > was


def said(row: InspectionFinding) -> tuple[str, str, str]:
    """The finding, what to do about it, and where in the listing it stands, in the language that is active."""
    if row.code in SENTENCES:
        facts = dict(row.facts)
        if row.code == "complained":
            facts["kind"] = QualityFact.Kind(facts["kind"]).label
        return str(SENTENCES[row.code]) % facts, str(REMEDIES[row.remedy]), str(FIELDS.get(row.field, _("Goods")))
    place = values.Place(row.field, picture=row.picture)
    severity = values.SEVERITIES[row.weight]
    finding = values.Finding(row.code, place, severity, row.rule, row.remedy, row.facts)
    [one] = told([finding], {}, {})
    return one.sentence, one.remedy, one.where
