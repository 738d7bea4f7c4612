"""Links between sellers: found by the sweep, confirmed or dropped by staff, contested by the sellers themselves."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.permissions import require
from audit import log
from audit.rows import committed
from audit.verbs import Verb
from gateway.text import text_fault
from scanner import verbs
from scanner.linking import Link, Pair, links
from scanner.machine import SELLERLINK
from scanner.models import LinkContest, LinkMark, SellerLink
from scanner.services.writing import REFS_AN_ENTRY, chunks
from scanner.shared_things import things_of, touched
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.ids import least_uuid7
from workflow.moves import move, move_all

BATCH = 200
"""Scans and traits that one sweep looks at."""
SETTLED = timedelta(seconds=15)
"""What is younger may stand beside something older that has not been committed yet."""
AGAIN, ANEW = timedelta(days=1), timedelta(days=2)
"""Every day all of the last two days is looked at again: what was committed very late."""
LONGEST = 2_000


@transaction.atomic
def look_for_links(*, actor: Actor, now: datetime) -> bool:
    """Bring the links of sellers up to date of whom something has changed; whether there are more. For the sweep.

    The same number of queries for one seller and many.
    """
    mark = LinkMark.objects.select_for_update().first() or LinkMark(upto=UUID(int=0), repaired_at=now)
    if now - mark.repaired_at > AGAIN:
        mark.upto, mark.repaired_at = min(mark.upto, least_uuid7(now - ANEW)), now
    found = touched(mark.upto, now - SETTLED, most=BATCH)
    if not found.sellers:
        return False
    _bring_up_to_date(found.sellers, actor=actor, now=now)
    mark.upto = max(mark.upto, found.upto)
    mark.save()
    return found.more


def _bring_up_to_date(sellers: Collection[UUID], *, actor: Actor, now: datetime) -> None:
    """With one more that shares a thing, what it says of the others changes, too: they are reckoned again with it."""
    about = set(sellers).union(*(thing.sellers for thing in things_of(sellers, now)))
    before = SellerLink.objects.filter(Q(seller_a_id__in=sellers) | Q(seller_b_id__in=sellers))
    for pair in before.values_list("seller_a_id", "seller_b_id"):
        about |= set(pair)
    rows = SellerLink.objects.select_for_update(no_key=True).order_by("id")
    known = {
        (row.seller_a_id, row.seller_b_id): row
        for row in rows.filter(Q(seller_a_id__in=about) | Q(seller_b_id__in=about))
    }
    _write(links(things_of(about, now), about), known, actor=actor, now=now)


def _write(found: Mapping[Pair, Link], known: Mapping[Pair, SellerLink], *, actor: Actor, now: datetime) -> None:
    fresh = [
        _said(SellerLink(seller_a_id=pair[0], seller_b_id=pair[1], state=SELLERLINK.initial), link, now)
        for pair, link in found.items()
        if pair not in known
    ]
    SellerLink.objects.bulk_create(fresh)
    changed = []
    for pair, row in known.items():
        before = (row.reasons, row.last_seen_at.date())
        if (_said(row, found.get(pair), now).reasons, row.last_seen_at.date()) != before:
            changed.append(row)
    SellerLink.objects.bulk_update(changed, ["strength", "lead", "reasons", "last_seen_at"])
    back = [row for row in changed if row.state == "dropped" and kinds_of(row) - set(row.known)]
    move_all(back, "proposed", machine=SELLERLINK, now=now)
    for chunk in chunks([*fresh, *back], REFS_AN_ENTRY):
        log.record(verbs.LINKS_PROPOSED, actor=actor, subject=chunk[0], refs=chunk[1:], facts={"links": len(chunk)})


def _said(row: SellerLink, link: Link | None, now: datetime) -> SellerLink:
    row.strength = round(100 * link.strength) if link else 0
    row.reasons = [{**asdict(reason), "weight": round(100 * reason.weight)} for reason in link.reasons] if link else []
    row.lead = link.reasons[0].kind if link else ""
    if link:
        row.last_seen_at = now
    return row


def kinds_of(row: SellerLink) -> set[str]:
    """The kinds of its reasons. The same picture, or nearly, is one kind."""
    return {"picture" if reason["kind"] == "lookalike" else reason["kind"] for reason in row.reasons}


@transaction.atomic
def confirm_link(*, actor: Actor, link_id: UUID, reason: str) -> SellerLink:
    """A person is convinced that the two belong together. Raises NotFound, Conflict, Invalid without a reason."""
    link = _held(actor, link_id, reason)
    move(link, "confirmed", machine=SELLERLINK)
    link.confirmed_by = Membership.objects.filter(id=actor.membership_id).first()
    link.save(update_fields=["confirmed_by"])
    _record(verbs.LINK_CONFIRMED, link, actor, reason)
    return link


@transaction.atomic
def drop_link(*, actor: Actor, link_id: UUID, reason: str) -> SellerLink:
    """The two do not belong together; it stays dropped unless a new kind of reason appears.

    Raises NotFound, Conflict, Invalid without a reason.
    """
    link = _held(actor, link_id, reason)
    _drop(link)
    _record(verbs.LINK_DROPPED, link, actor, reason)
    return link


@transaction.atomic
def contest_link(*, actor: Actor, link_id: UUID, statement: str, now: datetime | None = None) -> LinkContest:
    """One of the two sellers says why the link is wrong: once, in its own words.

    Raises NotFound for a link that is not the seller's, Conflict for the second time, Invalid without words.
    """
    require(actor, "link.contest")
    words = _words("statement", statement)
    link = SellerLink.objects.visible_to(actor).filter(id=link_id).select_for_update(no_key=True).first()
    if link is None:
        raise NotFound
    if LinkContest.objects.filter(link=link, party_id=actor.party_id).exists():
        raise Conflict(_("You have contested this link already."))
    made = committed(
        LinkContest, link=link, party_id=actor.party_id, by_membership_id=actor.membership_id, statement=words,
        at=now or database_now(),
    )  # fmt: skip
    log.record(verbs.LINK_CONTESTED, actor=actor, subject=made, refs=[link], rows=[made], parties=[made.party_id])
    return made


@transaction.atomic
def answer_contest(
    *, actor: Actor, contest_id: UUID, answer: str, reason: str, now: datetime | None = None
) -> LinkContest:
    """Decide what a seller contests: "upheld" drops the link, "rejected" leaves it.

    Raises Denied for who confirmed the link, NotFound, Conflict where it was decided already, Invalid without a reason.
    """
    require(actor, "link.judge")
    words = _words("reason", reason)
    if answer not in LinkContest.Answer.values:
        raise Invalid(fields={"answer": [_("Choose what is decided.")]})
    held = LinkContest.objects.select_for_update(no_key=True).filter(id=contest_id).first()
    if held is None:
        raise NotFound
    link = SellerLink.objects.select_for_update(no_key=True).get(id=held.link_id)
    if held.answer:
        raise Conflict(_("This was decided already."))
    if link.confirmed_by_id is not None and link.confirmed_by_id == actor.membership_id:
        raise Denied(_("You have confirmed this link: somebody else decides what is contested about it."))
    held.answer, held.answered_at = answer, now or database_now()
    held.save(update_fields=["answer", "answered_at"])
    if answer == LinkContest.Answer.UPHELD and link.state != SellerLink.State.DROPPED:
        _drop(link)
    said = verbs.CONTEST_UPHELD if answer == LinkContest.Answer.UPHELD else verbs.CONTEST_REJECTED
    log.record(said, actor=actor, subject=held, refs=[link], personal={"reason": words}, parties=[held.party_id])
    return held


def _held(actor: Actor, link_id: UUID, reason: str) -> SellerLink:
    require(actor, "link.judge")
    _words("reason", reason)
    link: SellerLink | None = (
        SellerLink.objects.visible_to(actor).select_for_update(no_key=True).filter(id=link_id).first()
    )
    if link is None:
        raise NotFound
    return link


def _drop(link: SellerLink) -> None:
    move(link, "dropped", machine=SELLERLINK)
    link.known = sorted({*link.known, *kinds_of(link)})
    link.save(update_fields=["known"])


def _record(said: Verb, link: SellerLink, actor: Actor, reason: str) -> None:
    log.record(
        said, actor=actor, subject=link, refs=[link.seller_a_id, link.seller_b_id], facts={"strength": link.strength},
        personal={"reason": reason.strip()},
    )  # fmt: skip


def _words(name: str, said: str) -> str:
    words = said.strip()
    if not words:
        raise Invalid(fields={name: [_("Say why, in a sentence.")]})
    if fault := text_fault(words):
        raise Invalid(fields={name: [fault]})
    if len(words) > LONGEST:
        raise Invalid(fields={name: [_("At most %(most)d characters.") % {"most": LONGEST}]})
    return words
