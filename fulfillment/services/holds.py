"""Goods that are held: put back at a dock, inspected, and what becomes of them. Destruction needs two people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from audit.rows import committed
from audit.verbs import Verb
from evidence.services import show, store
from fulfillment import verbs
from fulfillment.machine import HOLD
from fulfillment.models import Check, Flag, Hold, HoldStep
from fulfillment.services.risks import note_hold
from fulfillment.services.verdicts import say_of_hold
from gateway.text import text_fault
from gateway.uploads import CheckedDocument
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.references import unused
from workflow.moves import move

DUE = timedelta(days=5)
"""House policy: so long goods are held before somebody must have decided."""
LONGEST, LONGEST_SHELF = 2000, 40
MOST_COST = 100_000_000_00
OUTCOMES: Mapping[str, tuple[str, Verb]] = {
    "release": ("released", verbs.HOLD_RELEASED),
    "quarantine": ("quarantined", verbs.HOLD_QUARANTINED),
    "return": ("returned", verbs.HOLD_RETURNED),
    "customs": ("customs", verbs.HOLD_TO_CUSTOMS),
}
"""What is decided by one person, by deed."""
ANSWERS = ("genuine", "fake", "unsure")
WORDS_NEEDED = frozenset({"return", "destroy", "customs", "keep"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of a step: why, who has the goods now, what it cost in cents, with a paper or a picture."""

    words: str = ""
    custodian: str = ""
    costs: int = 0
    currency: str = ""
    document: tuple[str, CheckedDocument] | None = None


@transaction.atomic
def hold_box(*, actor: Actor, scan: Check, shelf: str = "", quantity: int = 1, flag: Flag | None = None) -> Hold:
    """Put back the box of a scan made at a place of one's own. Holding what is held gives the hold that stands.

    Raises Invalid by field, NotFound for a scan of somebody else.
    """
    require(actor, "dock.scan")
    if scan.party_id != actor.party_id or scan.site_id is None:
        raise NotFound
    _check_box(shelf, quantity)
    standing = Hold.objects.filter(mark=scan.mark, state__in=["held", "inspected", "destroying", "quarantined"])
    if scan.mark and (known := standing.first()) is not None:
        return known
    if known := Hold.objects.filter(scan=scan).first():
        return known
    now = database_now()
    assert actor.party_id is not None
    hold = Hold(
        reference=unused(Hold, "HO"), mark=scan.mark, sealed=bytes(scan.sealed), gtin=scan.gtin, lot=scan.lot,
        product_id=scan.product_id, batch_id=scan.batch_id, brand_id=scan.brand_id, seller_id=scan.seller_id,
        site_id=scan.site_id, party_id=actor.party_id, scan=scan, flag=flag, reasons=scan.reasons, quantity=quantity,
        shelf=shelf.strip(), due_on=(now + DUE).date(), state=HOLD.initial,
    )  # fmt: skip
    try:
        with transaction.atomic():
            hold.save(force_insert=True)
    except IntegrityError as raced:
        first = standing.first()
        if first is None:
            raise Conflict(_("Somebody else holds this box at this moment. Scan it again.")) from raced
        return first
    codes = ", ".join(one["code"] for one in scan.reasons)
    facts: dict[str, Fact] = {"quantity": quantity, "reasons": codes, "due_on": hold.due_on.isoformat()}
    _step(actor, hold, "held", Said(custodian=shelf.strip()), verbs.HELD, facts)
    return hold


@transaction.atomic
def inspect_hold(*, actor: Actor, hold: Hold, said: Said) -> Hold:
    """Somebody who has the goods looked at them. Raises Invalid, NotFound, Conflict."""
    require(actor, "dock.scan")
    fresh = _locked(actor, hold)
    _check_said(said, needs_words=True)
    move(fresh, Hold.State.INSPECTED, machine=HOLD)
    _step(actor, fresh, "inspected", said, verbs.HOLD_INSPECTED)
    return fresh


@transaction.atomic
def answer_hold(*, actor: Actor, hold: Hold, answer: str, said: Said) -> Hold:
    """The rights holder says whether the goods are genuine, with what it saw. It decides nothing by itself."""
    require(actor, "hold.answer")
    fresh = _locked(actor, hold)
    if answer not in ANSWERS:
        raise Invalid(fields={"answer": [_("Genuine, fake, or not to be told.")]})
    if fresh.state in HOLD.final:
        raise Conflict(_("This was settled already."))
    _check_said(said, needs_words=answer == "fake")
    _step(actor, fresh, f"said_{answer}"[:12], said, verbs.HOLD_ANSWERED, {"said": answer})
    return fresh


@transaction.atomic
def settle_hold(*, actor: Actor, hold: Hold, deed: str, said: Said) -> Hold:
    """Release held goods, put them in quarantine, send them back, hand them to customs: `deed` of OUTCOMES.

    By the marketplace, or by who has the goods; what the rights holder called fake only the marketplace lets go. Raises Invalid,
    Denied, NotFound, Conflict.
    """
    require(actor, "hold.decide")
    if deed not in OUTCOMES:
        raise Invalid(fields={"deed": [_("Choose what becomes of the goods.")]})
    fresh = _locked(actor, hold)
    _check_said(said, needs_words=deed in WORDS_NEEDED)
    if deed == "release" and not actor.is_operator and fresh.steps.filter(deed="said_fake").exists():
        raise Denied(
            _("The rights holder called these goods fake: only the marketplace releases them."), code="called_fake"
        )
    to, verb = OUTCOMES[deed]
    move(fresh, to, machine=HOLD)
    _step(actor, fresh, deed, said, verb)
    note_hold(actor=actor, hold=fresh, now=database_now())
    return fresh


@transaction.atomic
def order_destruction(*, actor: Actor, hold: Hold, said: Said) -> Hold:
    """Order held goods destroyed. Nothing is, until another person has confirmed it. Raises Invalid, NotFound, Conflict."""
    require(actor, "hold.decide")
    fresh = _locked(actor, hold)
    _check_said(said, needs_words=True)
    move(fresh, Hold.State.DESTROYING, machine=HOLD)
    _step(actor, fresh, "destroy", said, verbs.HOLD_DESTROYING)
    return fresh


@transaction.atomic
def confirm_destruction(*, actor: Actor, hold: Hold, confirmed: bool, said: Said) -> Hold:
    """The second pair of eyes: the goods were destroyed, with the paper that shows it, or they are kept.

    Denied for who ordered it. Raises Invalid without a paper, NotFound, Conflict.
    """
    require(actor, "hold.decide")
    fresh = _locked(actor, hold)
    first = fresh.steps.filter(deed="destroy").order_by("-id").first()
    if fresh.state != Hold.State.DESTROYING or first is None:
        raise Conflict(_("Nobody has ordered these goods destroyed."))
    if first.by_membership_id == actor.membership_id:
        raise Denied(_("You ordered the destruction: another person has to confirm it."), code="four_eyes")
    if confirmed and said.document is None:
        raise Invalid(fields={"document": [_("Add the paper or the picture that shows it.")]})
    _check_said(said, needs_words=not confirmed)
    move(fresh, Hold.State.DESTROYED if confirmed else Hold.State.INSPECTED, machine=HOLD)
    facts: dict[str, Fact] = {"quantity": fresh.quantity} if confirmed else {}
    verb = verbs.HOLD_DESTROYED if confirmed else verbs.HOLD_KEPT
    _step(actor, fresh, "destroyed" if confirmed else "keep", said, verb, facts, first=first)
    note_hold(actor=actor, hold=fresh, now=database_now())
    return fresh


def _locked(actor: Actor, hold: Hold) -> Hold:
    rows = (
        Hold.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("brand__owner", "party", "site", "seller", "batch__supplier")
    )
    fresh: Hold | None = rows.filter(id=hold.id).first()
    if fresh is None:
        raise NotFound
    return fresh


def _step(
    actor: Actor, hold: Hold, deed: str, said: Said, verb: Verb, facts: Mapping[str, Fact] | None = None,
    first: HoldStep | None = None,
) -> HoldStep:  # fmt: skip
    """Keep one step, with its paper shown to the brand's owner and to who has the goods, and say it to the log."""
    owner = hold.brand.owner if hold.brand else None
    kept = None
    if said.document is not None:
        name, file = said.document
        kept = store(data=file, kind="hold", actor=actor, label=name)
        for party in filter(None, (owner, hold.party)):
            show(evidence=[kept], party=party, actor=actor)
    row = committed(
        HoldStep, hold=hold, deed=deed, words=said.words.strip(), custodian=said.custodian.strip(), costs=said.costs,
        evidence=kept, by_membership_id=actor.membership_id, by_party_id=actor.party_id, first=first, at=database_now(),
    )  # fmt: skip
    say_of_hold(hold, deed, row.at)
    if said.costs:
        Hold.objects.filter(id=hold.id).update(costs=F("costs") + said.costs, currency=said.currency)
    refs: list[Any] = [one for one in (hold.brand_id, hold.batch_id, hold.mark) if one]
    record(
        verb, actor=actor, subject=hold, refs=refs, facts=facts or {}, rows=[row, *([kept] if kept else [])],
        parties=[hold.party_id, owner.id if owner else None, actor.party_id],
    )  # fmt: skip
    return row


def _check_box(shelf: str, quantity: int) -> None:
    wrong: dict[str, list[str]] = {}
    if len(shelf) > LONGEST_SHELF or text_fault(shelf):
        wrong["shelf"] = [_("At most %(n)d signs.") % {"n": LONGEST_SHELF}]
    if not 1 <= quantity <= 1_000_000:
        wrong["quantity"] = [_("How many pieces are held.")]
    if wrong:
        raise Invalid(fields=wrong)


def _check_said(said: Said, *, needs_words: bool) -> None:
    wrong: dict[str, list[str]] = {}
    if needs_words and not said.words.strip():
        wrong["words"] = [_("Say what you saw, or why.")]
    for name, value, longest in (("words", said.words, LONGEST), ("custodian", said.custodian, 200)):
        if len(value) > longest:
            wrong[name] = [_("At most %(n)d characters.") % {"n": longest}]
        elif fault := text_fault(value):
            wrong[name] = [fault]
    if not 0 <= said.costs <= MOST_COST:
        wrong["costs"] = [_("What it cost, nothing or more.")]
    if said.costs and len(said.currency) != 3:
        wrong["currency"] = [_("In which currency, as in EUR.")]
    if wrong:
        raise Invalid(fields=wrong)
