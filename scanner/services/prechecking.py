"""The pre-check: what would be found in a listing, before anybody has handed it in; and the certificate of a passed one.

A check writes nothing. It goes by the same rules, index, thresholds and gate as the act of publishing.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit import log
from audit.canonical import canonical_json
from audit.rows import committed
from evidence import files
from evidence.models import Evidence
from gateway.uploads import CheckedPicture
from registry.models import Right
from scanner import reference, verbs
from scanner.matchers import pictures as picture_matcher
from scanner.matchers.decode import PictureRefused
from scanner.matchers.facts import Finding as Seen
from scanner.matchers.facts import ListingFacts, PictureFacts, Sighting
from scanner.models import PreCheckCertificate
from scanner.pictures import known_facts
from scanner.precheck import values
from scanner.precheck.completeness import check_completeness
from scanner.precheck.marks import Judged, check_marks, check_pictures, check_price
from scanner.precheck.matching import check_words
from scanner.scanning import Scanned, assess_facts, facts_of_all, judge, pictures_of
from scanner.services.precheck_rules import RuleSet, in_force
from scanner.setup import Setup
from scanner.setup import in_force as setup_in_force
from scanner.thresholds import HOLD
from sellers import conduct
from sellers import queries as sellers
from sellers.content import Content, content_of, derived
from sellers.models import Listing, ListingImage, ListingVersion
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.ids import reference as new_reference
from workflow.kinds import in_halves

TOGETHER = 300
"""Listings of a catalogue that are checked at once."""


@dataclass(frozen=True, slots=True)
class PreCheck:
    """What a check found, the gravest first. `rules` and `index` name what it went by; `index` is 0 where the rights were not in
    memory yet, and then marks and pictures were compared with nothing (`complete` is false)."""

    findings: tuple[values.Finding, ...]
    rules: str
    index: int
    content_hash: str

    @property
    def complete(self) -> bool:
        """Whether everything was compared."""
        return self.index > 0

    @property
    def stops(self) -> bool:
        """Whether something must be mended."""
        return not values.passes(self.findings)

    @property
    def passed(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return self.complete and values.passes(self.findings)


@dataclass(frozen=True, slots=True)
class Around:
    """What checks of many listings share: rules, how scans are judged, and the index (None: not in memory)."""

    rules: RuleSet
    setup: Setup
    loaded: reference.Loaded | None


def around(*, wait: bool = False) -> Around:
    """What a check goes by, now. With `wait` the index is loaded if there is none. Seven queries."""
    loaded = reference.current() if wait else reference.if_in_memory()
    return Around(in_force(), setup_in_force(), loaded)


def pre_check(
    *,
    actor: Actor,
    content: Content,
    seller: Party | None = None,
    pictures: Sequence[CheckedPicture] = (),
    listing: Listing | None = None,
    by: Around | None = None,
    now: datetime | None = None,
) -> PreCheck:
    """What would be found in this content if its seller handed it in. Writes nothing.

    `listing` is the one that it would change: its pictures count where no others are given. Staff name the `seller`; everybody
    else asks for their own party. Raises Denied, NotFound.
    """
    require(actor, "listing.submit" if not actor.is_operator else "listing.read")
    seller_id = _seller_of(actor, seller, listing)
    at = now or database_now()
    goes_by = by or around()
    asked = Listing(seller_id=seller_id, **content.columns(), **derived(content))
    if listing is not None:
        asked.number = listing.number
    digests, shown, sightings = _pictures(asked, pictures, listing)
    draft = _draft(content, len(digests))
    found = [*check_words(draft, goes_by.rules.table), *check_completeness(draft, goes_by.rules.needs)]
    number = 0
    if goes_by.loaded is not None:
        number = goes_by.loaded.version.number
        [facts] = facts_of_all([asked], now=at, pictures={asked.id: shown})
        facts = replace(facts, sightings=sightings)
        found += _compared(asked, facts, goes_by, goes_by.loaded, at)
    ordered = sorted(found, key=lambda one: values.SEVERITIES.index(one.severity))
    return PreCheck(tuple(ordered), goes_by.rules.version, number, content_hash(content, digests))


def check_listings(
    *, actor: Actor, listings: Sequence[Listing], by: Around, now: datetime | None = None
) -> list[PreCheck]:
    """The check of many listings as they stand, in as many queries as for one. For staff and the house's own commands."""
    require(actor, "match.review")
    at = now or database_now()
    images = sellers.images_of(listings)
    shown = pictures_of(images)
    digests: dict[UUID, list[str]] = {}
    for image in images:
        digests.setdefault(image.listing_id, []).append(image.evidence.sha256)
    told = facts_of_all(listings, now=at, pictures=shown)
    compared: Mapping[UUID, Scanned] = {}
    if by.loaded is not None:
        scanned = judge(listings, told, by.loaded.index, now=at, how=by.setup)
        compared = dict(zip([one.id for one in listings], scanned, strict=True))
    rights = _rights(compared.values())
    results = []
    for listing, facts in zip(listings, told, strict=True):
        content = content_of(listing)
        draft = _draft(content, len(digests.get(listing.id, ())))
        found = [*check_words(draft, by.rules.table), *check_completeness(draft, by.rules.needs)]
        if by.loaded is not None:
            found += _findings(facts, compared[listing.id], rights, by, by.loaded)
        ordered = sorted(found, key=lambda one: values.SEVERITIES.index(one.severity))
        number = by.loaded.version.number if by.loaded else 0
        hashed = content_hash(content, digests.get(listing.id, ()))
        results.append(PreCheck(tuple(ordered), by.rules.version, number, hashed))
    return results


@dataclass(slots=True)
class Looked:
    """The next listings of a catalogue as they stand, with what was found in each; `by` is what the check went by. `faulty` are
    those that could not be checked, with the fault. `last` is the id of the last one, None behind the end."""

    by: Around
    checked: list[tuple[Listing, PreCheck]]
    faulty: list[tuple[Listing, Exception]]
    last: UUID | None


def look_through(
    *, actor: Actor, rows: QuerySet[Listing], after: UUID | None, most: int = TOGETHER, now: datetime | None = None
) -> Looked:
    """Check the next `most` of these listings along their ids: how a whole catalogue is gone through in constant memory. One
    that cannot be checked does not stop the others. As many queries as `check_listings` and nine."""
    found = Looked(around(wait=True), [], [], None)
    chunk = list((rows.filter(id__gt=after) if after else rows).order_by("id")[:most])

    def check(batch: Sequence[Listing]) -> None:
        results = check_listings(actor=actor, listings=batch, by=found.by, now=now)
        found.checked.extend(zip(batch, results, strict=True))

    in_halves(chunk, check, lambda one, fault: found.faulty.append((one, fault)))
    found.last = chunk[-1].id if chunk else None
    return found


@transaction.atomic
def certify(
    *,
    actor: Actor,
    content: Content,
    pictures: Sequence[CheckedPicture] = (),
    listing: Listing | None = None,
    now: datetime | None = None,
) -> PreCheckCertificate:
    """Check it, and write down that it passed. The same content under the same rules has one certificate.

    Raises Invalid where something stands in the way, Conflict while the rights are still being loaded, NotFound.
    """
    require(actor, "listing.submit")
    at = now or database_now()
    checked = pre_check(actor=actor, content=content, pictures=pictures, listing=listing, now=at)
    if not checked.complete:
        raise Conflict(_("The rights are still being loaded. Try again in a few seconds."))
    if not checked.passed:
        raise Invalid(_("Something stands in the way of publishing. Mend it first; then there is a certificate."))
    seller_id = _seller_of(actor, None, listing)
    same = {
        "seller_id": seller_id, "content_hash": checked.content_hash, "rules": checked.rules, "index": checked.index,
    }  # fmt: skip
    if known := PreCheckCertificate.objects.filter(**same).first():
        return known
    told = sorted({finding.rule for finding in checked.findings})
    row = committed(PreCheckCertificate, reference=new_reference("PC", 9), told=told, at=at, **same)
    facts: dict[str, log.Fact] = {"certificate": row.reference, "rules": row.rules, "content": row.content_hash}
    log.record(verbs.PRECHECK_PASSED, actor=actor, subject=row, rows=[row], facts=facts, parties=[seller_id])
    return row


def content_hash(content: Content, digests: Sequence[str]) -> str:
    """SHA-256, in hexadecimal, over the RFC 8785 JSON of what a listing says and of the digests of its pictures in their order.

    The address in the shop, which a listing has only once it is there, is no part of it."""
    said = {**content.columns(), "url": "", "pictures": list(digests)}
    return hashlib.sha256(canonical_json(said)).hexdigest()


def hash_of(listing: Listing) -> str:
    """That of a listing as it stands. One query."""
    images = sellers.images_of([listing])
    return content_hash(content_of(listing), [image.evidence.sha256 for image in images])


@dataclass(frozen=True, slots=True)
class Certified:
    """That what a listing said at a revision had passed the check."""

    listing: Listing
    revision: int
    certificate: PreCheckCertificate


def certified(listings: Sequence[Listing]) -> list[Certified]:
    """The certificates of everything that these listings say or said, by listing, the newest revision first. Three queries."""
    by_id = {listing.id: listing for listing in listings}
    rows = PreCheckCertificate.objects.filter(seller_id__in={listing.seller_id for listing in listings})
    held = {(row.seller_id, row.content_hash): row for row in rows.order_by("id")} if by_id else {}
    if not held:
        return []
    versions = list(ListingVersion.objects.filter(listing_id__in=by_id).order_by("listing_id", "-revision"))
    pieces = {piece for version in versions for piece in version.content.get("pictures", ())}
    digests = {str(id): digest for id, digest in Evidence.objects.filter(id__in=pieces).values_list("id", "sha256")}
    found = []
    for version in versions:
        listing, said = by_id[version.listing_id], dict(version.content)
        pictures = [digests.get(piece, "") for piece in said.pop("pictures", ())]
        key = listing.seller_id, content_hash(Content().changed(said), pictures)
        if key in held:
            found.append(Certified(listing, version.revision, held[key]))
    return found


def _seller_of(actor: Actor, seller: Party | None, listing: Listing | None) -> UUID:
    if actor.is_operator or actor.is_system:
        if listing is None and seller is None:
            raise Invalid(fields={"seller": [_("Say whose listing this is.")]})
        return listing.seller_id if listing is not None else seller.id  # type: ignore[union-attr]
    if not Party.objects.filter(id=actor.party_id, kind=Party.Kind.SELLER).exists():
        raise Invalid(fields={"seller": [_("Only a seller offers listings.")]})
    if actor.party_id is None or (listing is not None and listing.seller_id != actor.party_id):
        raise NotFound
    return actor.party_id


def draft_of(listing: Listing, pictures: int) -> values.Draft:
    """A listing as it stands, for the rules about words and about what must be said."""
    return _draft(content_of(listing), pictures)


def _draft(content: Content, pictures: int) -> values.Draft:
    gtins = [content.gtin, *(variant.gtin for variant in content.variants)]
    return values.Draft(
        title=content.title, description=content.description, brand=content.brand, category=content.category,
        price_cents=content.price_cents, currency=content.currency, markets=content.markets, origin=content.origin,
        gtins=tuple(number for number in gtins if number), pictures=pictures,
    )  # fmt: skip


def _pictures(
    asked: Listing, given: Sequence[CheckedPicture], listing: Listing | None
) -> tuple[list[str], tuple[PictureFacts, ...], tuple[Sighting, ...]]:
    """The digests of the pictures, what is known of each, and where else they stand. Two queries."""
    if not given and listing is not None:
        images: list[ListingImage] = sellers.images_of([listing])
        shown = pictures_of(images).get(listing.id, ())
        digests = [image.evidence.sha256 for image in images]
    else:
        digests = [picture.sha256 for picture in given]
        known = known_facts(digests)
        shown = tuple(known.get(picture.sha256) or _read(picture) for picture in given)
    addresses = {files.address_of(current_tenant(), digest): digest for digest in digests}
    sightings = []
    for address, rows in conduct.shown_with(addresses).items():
        others = {row.seller_id for row in rows} - {asked.seller_id}
        own = {row.listing_id for row in rows if row.seller_id == asked.seller_id}
        first = rows[0].seller_id != asked.seller_id
        if others:
            sightings.append(Sighting(addresses[address], len(others), first, len(own)))
    return digests, shown, tuple(sightings)


def _read(picture: CheckedPicture) -> PictureFacts:
    try:
        return picture_matcher.read(picture.data, ref=picture.sha256)
    except PictureRefused as refused:
        return PictureFacts(ref=picture.sha256, blank=True, refused=refused.code)


def _compared(
    asked: Listing, facts: ListingFacts, by: Around, loaded: reference.Loaded, now: datetime
) -> list[values.Finding]:
    [scanned] = judge([asked], [facts], loaded.index, now=now, how=by.setup)
    return _findings(facts, scanned, _rights([scanned]), by, loaded)


def _findings(
    facts: ListingFacts, scanned: Scanned, rights: Mapping[UUID, Right], by: Around, loaded: reference.Loaded
) -> list[values.Finding]:
    """Marks, pictures, price and bans."""
    found = assess_facts(facts, loaded.index, by.setup.matchers, by.setup.goods)
    assessed: list[tuple[UUID, tuple[Seen, ...]]] = [(right, findings) for right, _score, findings in found]
    judged = [
        Judged(
            one.right_id, one.findings, one.lead == HOLD, one.gate,
            owner=rights[one.right_id].owner.name if one.right_id in rights else "",
            title=rights[one.right_id].title if one.right_id in rights else "",
        )
        for one in scanned.found
    ]  # fmt: skip
    banned = [
        values.Finding("banned", values.Place("title"), values.WARN, "bans", "ban", {"ban": ban.facts["ban"]})
        for ban in scanned.banned
    ]
    return [
        *check_marks(facts, judged, assessed), *check_pictures(facts), *check_price(facts, assessed, loaded.index), *banned
    ]  # fmt: skip


def _rights(scanned: Iterable[Scanned]) -> dict[UUID, Right]:
    """The rights that were found, with their owners. One query."""
    wanted = {one.right_id for each in scanned for one in each.found}
    if not wanted:
        return {}
    return {right.id: right for right in Right.objects.filter(id__in=wanted).select_related("owner")}
