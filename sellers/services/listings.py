"""A listing's way: handed in, changed, published or held, ended."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Party
from accounts.permissions import may, require
from audit.log import record
from audit.models import Entry
from audit.rows import committed
from audit.verbs import Verb
from evidence import services as evidence
from evidence.models import Evidence
from gateway.problems import on_constraint
from gateway.uploads import CheckedPicture
from sellers import verbs
from sellers.content import Content, ContentFields, content_of, derived, faults, number_faults, words_of
from sellers.machine import LISTING
from sellers.models import Listing, ListingImage, ListingVersion, ListingWord
from sellers.onboarding.limits import limits_of, offered, over
from sellers.restricting import forbidden, restrictions
from sellers.services.pictures_asked import ask_for_pictures, uploaded
from sellers.services.restraints import PUBLISH_JOB
from sellers.services.shop import by_seller, hold_sellers, read_what_was_told, tell_shop
from sellers.services.traits import LINKS_JOB
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.due import ring
from tenancy.errors import Conflict, Invalid, NotFound
from workflow.moves import move, move_all

ONCE_CHECKED = timedelta(minutes=1)
"""By then its check is through, and what its pictures share with those of others is looked for."""
MOST_PICTURES = 12
Picture = CheckedPicture | Evidence
TAKEN = gettext_lazy("There is a listing of this number already.")

on_constraint("listing_number", Conflict(TAKEN))  # type: ignore[arg-type]


def submit_listing(
    *,
    actor: Actor,
    number: str,
    seller: Party | None = None,
    pictures: Sequence[Picture] = (),
    **content: Unpack[ContentFields],
) -> Listing:
    """A new listing, to be checked before anybody sees it.

    `seller` is given by the marketplace's own systems alone; everybody else hands in for their own party. Raises
    Invalid with every field that is at fault.
    """
    require(actor, "listing.submit")
    party = seller_for(actor, seller)
    said = Content().changed(content)
    with transaction.atomic():
        if wrong := _submission_faults(party, number, said) | _picture_faults(pictures, said):
            raise Invalid(fields=wrong)
        listing = Listing.objects.create(
            number=number, seller=party, state=LISTING.initial, **said.columns(), **derived(said)
        )
        move(listing, "checking", machine=LISTING)
        shown = _keep(listing, pictures, actor)
        _write_words(listing, said)
        _write_down(listing, said, shown, actor=actor, verb=verbs.SUBMITTED)
        ask_for_pictures([(listing, said.picture_urls)])
        ring(PUBLISH_JOB)
    return listing


def _submission_faults(party: Party, number: str, said: Content) -> dict[str, list[str]]:
    """Why it is not taken; a limit of the seller is held until it is handed in."""
    limit = limits_of([party.id], held=True).get(party.id)
    wrong = faults(said) | forbidden(said, restrictions([party.id], database_now()))
    wrong |= over(limit, said, there=offered(party.id) if limit else 0)
    if number_faults(number):
        wrong["number"] = number_faults(number)
    elif Listing.objects.filter(number=number).exists():
        wrong["number"] = [str(TAKEN)]
    return wrong


def revise_listing(
    *, actor: Actor, listing: Listing, pictures: Sequence[Picture] | None = None, **content: Unpack[ContentFields]
) -> Listing:
    """Change what a listing says; it is checked again, and out of the shop until then. What lies on it stays.

    `pictures` replace those that were there (None leaves them). The same content changes nothing. Raises Conflict if
    somebody else has changed the listing since it was read, or it has ended.
    """
    require(actor, "listing.submit")
    _require_own(actor, listing)
    before = content_of(listing)
    said = before.changed(content)
    if said == before and pictures is None:
        return listing
    now = database_now()
    anew = forbidden(said, restrictions([listing.seller_id], now), before=before)
    if said.category != before.category:
        anew |= over(limits_of([listing.seller_id]).get(listing.seller_id), said, there=None)
    if wrong := faults(said) | anew | _picture_faults(pictures or (), said):
        raise Invalid(fields=wrong)
    with transaction.atomic():
        if pictures is None and said.picture_urls != before.picture_urls:
            stayed = uploaded(listing)
            kept = Evidence.objects.in_bulk(stayed)
            pictures = [kept[one] for one in stayed]
        _rewrite(listing, before, said, pictures, actor=actor, verb=verbs.REVISED, now=now)
        if pictures is not None:
            ask_for_pictures([(listing, said.picture_urls)], anew=True)
    return listing


def add_fetched(*, actor: Actor, listing: Listing, pictures: Sequence[Evidence]) -> None:
    """The pictures that a listing names by address are there: it is checked with them, after those that were uploaded.

    Called by `services.picture_addresses` alone.
    """
    said = content_of(listing)
    shown = pictures[:MOST_PICTURES]
    _rewrite(listing, said, said, shown, actor=actor, verb=verbs.PICTURES_FETCHED, now=database_now())


def _rewrite(
    listing: Listing, before: Content, said: Content, pictures: Sequence[Picture] | None, *, actor: Actor, verb: Verb,
    now: datetime,
) -> None:  # fmt: skip
    """The next revision: out of the shop until it is checked."""
    _to_checking(listing, now)
    columns = {**said.columns(), **derived(said), "revision": listing.revision + 1}
    for name, value in columns.items():
        setattr(listing, name, value)
    listing.save(update_fields=list(columns))
    shown = _shown(listing) if pictures is None else _keep(listing, pictures, actor)
    if words_of(listing.number, said) != words_of(listing.number, before):
        _write_words(listing, said)
    entry = _write_down(listing, said, shown, actor=actor, verb=verb)
    tell_shop([listing], entry=entry, reason="revised", now=now)
    ring(PUBLISH_JOB)


def make_public(*, actor: Actor, listing: Listing) -> Listing:
    """The check is passed, or a held listing let go. Called by the scanner alone; Conflict if it was changed since."""
    settle_publication(actor=actor, public=[listing], held=[], now=database_now())
    return listing


def hold(*, actor: Actor, listing: Listing) -> Listing:
    """The check is not passed. Called by the scanner alone; Conflict if it was changed since."""
    settle_publication(actor=actor, public=[], held=[listing], now=database_now())
    return listing


def settle_publication(*, actor: Actor, public: Sequence[Listing], held: Sequence[Listing], now: datetime) -> None:
    """What came of the check of many listings. Called by the scanner alone.

    Raises Conflict if one of them was changed since it was read. One entry for at most 300 of one seller.
    """
    with transaction.atomic():
        hold_sellers({listing.seller_id for listing in public}, shared=True)
        _settle(public, "public", actor=actor, verb=verbs.PUBLISHED, reason="published", now=now)
        _settle(held, "held", actor=actor, verb=verbs.HELD, reason="held", now=now)


def _settle(listings: Sequence[Listing], to: str, *, actor: Actor, verb: Verb, reason: str, now: datetime) -> None:
    move_all(listings, to, machine=LISTING, now=now)
    read_what_was_told(listings)
    for chunk in by_seller(listings):
        first, *others = chunk
        facts = {"listings": len(chunk)}
        entry = record(verb, actor=actor, subject=first, refs=others, facts=facts, parties=[first.seller_id])
        tell_shop(chunk, entry=entry, reason=reason, now=now)


def end_listing(*, actor: Actor, listing: Listing) -> Listing:
    """The seller takes it out of the shop for good, on its own or as the answer to a complaint."""
    end_listings(actor=actor, listings=[listing])
    return listing


def end_listings(*, actor: Actor, listings: Sequence[Listing]) -> None:
    """The same for several at once: all or none."""
    if not may(actor, "case.answer"):
        require(actor, "listing.submit")
    for listing in listings:
        _require_own(actor, listing)
    with transaction.atomic():
        _settle(listings, "ended", actor=actor, verb=verbs.ENDED, reason="ended", now=database_now())


def check_again(*, actor: Actor, listings: Sequence[Listing], now: datetime) -> None:
    """Send held listings to their check again: what had kept them back is gone. Called by the scanner alone."""
    move_all(listings, "checking", machine=LISTING, now=now)
    for chunk in by_seller(listings):
        first, *others = chunk
        facts = {"listings": len(chunk)}
        record(verbs.CHECKED_AGAIN, actor=actor, subject=first, refs=others, facts=facts, parties=[first.seller_id])
    ring(PUBLISH_JOB)


def _to_checking(listing: Listing, now: datetime) -> None:
    """Take hold of the listing as it was read, and send it to its check again."""
    if listing.state != "checking":
        move(listing, "checking", machine=LISTING, now=now)
    else:
        # It waits already; a check of the old content that is under way must not publish the new.
        mine = Listing.objects.filter(id=listing.id, version=listing.version)
        if not mine.update(version=F("version") + 1, state_at=now):
            raise Conflict(_("Somebody else was faster and has changed this. Look at it again before you go on."))
        listing.version, listing.state_at = listing.version + 1, now
    read_what_was_told([listing])


def seller_for(actor: Actor, seller: Party | None) -> Party:
    """The party that will offer the listing. Raises NotFound where it is not theirs, Invalid where none is named."""
    if actor.is_operator or actor.is_system:
        if seller is None:
            raise Invalid(fields={"seller": [_("Say whose listing this is.")]})
    elif seller is not None and seller.id != actor.party_id:
        raise NotFound
    found = seller or Party.objects.get(id=actor.party_id)
    if found.kind != Party.Kind.SELLER:
        raise Invalid(fields={"seller": [_("Only a seller offers listings.")]})
    return found


def _require_own(actor: Actor, listing: Listing) -> None:
    if not (actor.is_operator or actor.is_system or actor.party_id == listing.seller_id):
        raise NotFound


def _picture_faults(pictures: Sequence[Picture], said: Content) -> dict[str, list[str]]:
    if len(pictures) + len(said.picture_urls) <= MOST_PICTURES or not pictures:
        return {}
    return {"pictures": [_("At most %(most)d pictures.") % {"most": MOST_PICTURES}]}


def _keep(listing: Listing, pictures: Sequence[Picture], actor: Actor) -> list[Evidence]:
    """Put these pictures in place of those that were there; every member of the marketplace may see them."""
    kept = [
        picture
        if isinstance(picture, Evidence)
        else evidence.store(data=picture, kind="listing_picture", actor=actor, open_to_members=True)
        for picture in pictures
    ]
    ListingImage.objects.filter(listing=listing).delete()
    ListingImage.objects.bulk_create(
        ListingImage(listing=listing, evidence=one, position=place) for place, one in enumerate(kept)
    )
    if kept:
        ring(LINKS_JOB, at=database_now() + ONCE_CHECKED)
    return kept


def _shown(listing: Listing) -> list[Evidence]:
    return [image.evidence for image in listing.images.select_related("evidence")]


def _write_words(listing: Listing, said: Content) -> None:
    ListingWord.objects.filter(listing=listing).delete()
    ListingWord.objects.bulk_create(ListingWord(listing=listing, word=word) for word in words_of(listing.number, said))


def _write_down(listing: Listing, said: Content, shown: Iterable[Evidence], *, actor: Actor, verb: Verb) -> Entry:
    """The version that will be judged, and the entry that answers for it."""
    pictures = [str(one.id) for one in shown]
    content = {**said.columns(), "pictures": pictures}
    version = committed(ListingVersion, listing=listing, revision=listing.revision, content=content)
    facts = {"pictures": len(pictures), "revision": listing.revision}
    return record(verb, actor=actor, subject=listing, facts=facts, rows=[version], parties=[listing.seller_id])
