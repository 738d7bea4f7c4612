"""Batches: put on file, certified by who made them, inspected, recalled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from audit.rows import committed
from audit.verbs import Verb
from evidence.services import show, store
from fulfillment import verbs
from fulfillment.machine import BATCH
from fulfillment.models import Batch, BatchInspection, Certificate, LabelPoint, Product
from fulfillment.querysets import brands_seen
from fulfillment.services.risks import note_outcome
from gateway.text import text_fault
from gateway.uploads import CheckedDocument
from registry.models import Brand
from registry.services.brands import require_own_brand
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow.moves import move

LONGEST_LOT = 20
"""Signs of a batch number (GS1 General Specifications, AI 10)."""
MOST_PIECES = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is said of a batch; see `Batch`."""

    lot: str
    made_on: date
    quantity: int
    country: str
    expires_on: date | None = None
    supplier: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a certificate says; see `Certificate`. `document` is the paper itself, with its name."""

    kind: str
    number: str
    signer: str
    signed_on: date
    valid_from: date
    quantity: int
    site: str
    country: str
    document: tuple[str, CheckedDocument]
    valid_until: date | None = None


LOOKED = ("yes", "no", "unseen")
"""What an inspection says of a point of the standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What somebody saw; `points` are (LabelPoint, "yes" | "no" | "unseen")."""

    result: str
    inspected_on: date
    seen: int
    found_fault: int
    words: str
    points: Sequence[tuple[LabelPoint, str]] = ()
    document: tuple[str, CheckedDocument] | None = None


@transaction.atomic
def add_batch(*, actor: Actor, product: Product, said: Made) -> Batch:
    """Put a batch of a product on file. Raises Invalid by field, Conflict for an ended product."""
    require_own_brand(actor, product.brand)
    if product.ended_at is not None:
        raise Conflict(_("This product was ended."))
    _check_made(said)
    batch = Batch(
        reference=unused(Batch, "BA"), product=product, lot=said.lot.strip(), supplier=said.supplier,
        made_on=said.made_on, expires_on=said.expires_on, country=said.country, quantity=said.quantity,
        state=BATCH.initial,
    )  # fmt: skip
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError as taken:
        raise Invalid(fields={"lot": [_("This product has a batch of that number already.")]}) from taken
    facts = {"quantity": said.quantity, "made_on": said.made_on.isoformat(), "country": said.country}
    _say(verbs.BATCH_ADDED, actor, batch, facts)
    return batch


@transaction.atomic
def certify(*, actor: Actor, batch: Batch, said: Paper) -> Certificate:
    """Put a certificate to a batch: by its supplier, or by who owns the brand. It is certified once papers that prove where it
    comes from speak of at least one piece; what goes out is counted against them.

    Raises Invalid by field, NotFound for a stranger, Conflict for a recalled batch.
    """
    require(actor, "batch.certify")
    fresh = _locked(batch)
    if fresh.supplier_id != actor.party_id:
        _require_own(actor, fresh.product.brand)
    if fresh.state == Batch.State.RECALLED:
        raise Conflict(_("This batch was recalled."))
    _check_paper(fresh, said)
    name, file = said.document
    kept = store(data=file, kind="certificate", actor=actor, label=name)
    show(evidence=[kept], party=fresh.product.brand.owner, actor=actor)
    if fresh.supplier is not None:
        show(evidence=[kept], party=fresh.supplier, actor=actor)
    paper = committed(
        Certificate, batch=fresh, kind=said.kind, number=said.number.strip(), signer=said.signer.strip(),
        signed_on=said.signed_on, valid_from=said.valid_from, valid_until=said.valid_until, quantity=said.quantity,
        site=said.site.strip(), country=said.country, evidence=kept, by_party_id=actor.party_id, made_at=database_now(),
    )  # fmt: skip
    facts = {
        "kind": said.kind, "quantity": said.quantity,
        "valid_until": said.valid_until.isoformat() if said.valid_until else None,
    }  # fmt: skip
    _say(verbs.BATCH_CERTIFIED, actor, fresh, facts, rows=[paper, kept])
    _recount(fresh)
    return paper


@transaction.atomic
def withdraw_certificate(*, actor: Actor, paper: Certificate) -> None:
    """It counts no more: by who handed it in, or by who owns the brand. Twice is a Conflict."""
    require(actor, "batch.certify")
    fresh = _locked(paper.batch)
    if paper.by_party_id != actor.party_id:
        _require_own(actor, fresh.product.brand)
    if not Certificate.objects.filter(id=paper.id, withdrawn_at=None).update(withdrawn_at=database_now()):
        raise Conflict(_("This was withdrawn already."))
    _say(verbs.CERTIFICATE_WITHDRAWN, actor, fresh, {"quantity": paper.quantity})
    _recount(fresh)


@transaction.atomic
def inspect_batch(*, actor: Actor, batch: Batch, said: Inspected) -> BatchInspection:
    """Record what an inspection saw. A rejected batch is held at every dock; accepting it later lets it go on.

    By who owns the brand, or by a partner that has the goods. Raises Invalid by field, Conflict for a recalled batch.
    """
    require(actor, "batch.inspect")
    fresh = _locked(batch)
    if fresh.state == Batch.State.RECALLED:
        raise Conflict(_("This batch was recalled."))
    _check_inspected(fresh, said)
    kept = None
    if said.document is not None:
        name, file = said.document
        kept = store(data=file, kind="inspection", actor=actor, label=name)
        show(evidence=[kept], party=fresh.product.brand.owner, actor=actor)
    row = committed(
        BatchInspection, batch=fresh, result=said.result, inspected_on=said.inspected_on, seen=said.seen,
        found_fault=said.found_fault, points=[[str(point.id), how] for point, how in said.points],
        words=said.words.strip(), evidence=kept, by_membership_id=actor.membership_id, by_party_id=actor.party_id,
        made_at=database_now(),
    )  # fmt: skip
    facts = {"result": said.result, "seen": said.seen, "found_fault": said.found_fault}
    _say(verbs.BATCH_INSPECTED, actor, fresh, facts, rows=[row, *([kept] if kept else [])])
    rejected = said.result == BatchInspection.Result.REJECT
    outcome = "batch_rejected" if rejected else "batch_accepted"
    note_outcome(actor=actor, outcome=outcome, cause=str(row.id), now=row.made_at, supplier=fresh.supplier)
    if rejected:
        if fresh.state != Batch.State.REFUSED:
            move(fresh, Batch.State.REFUSED, machine=BATCH)
    elif fresh.state == Batch.State.REFUSED:
        move(fresh, Batch.State.OPEN, machine=BATCH)
        _recount(fresh)
    return row


@transaction.atomic
def recall(*, actor: Actor, batch: Batch, why: str) -> None:
    """Every dock holds it from now on. For good. Raises Invalid without a reason, Conflict if it was."""
    fresh = _locked(batch)
    require_own_brand(actor, fresh.product.brand)
    if not why.strip() or text_fault(why):
        raise Invalid(fields={"why": [_("Say why: docks are told.")]})
    move(fresh, Batch.State.RECALLED, machine=BATCH)
    _say(verbs.BATCH_RECALLED, actor, fresh, {}, personal={"why": why.strip()})


def _require_own(actor: Actor, brand: Brand) -> None:
    """NotFound for who does not own the brand, or act for who does."""
    if not brands_seen(actor).filter(id=brand.id).exists() or actor.is_operator:
        raise NotFound


def _recount(batch: Batch) -> None:
    """How many pieces its standing papers speak of, and what it is by them. A paper of each kind speaks of the same pieces."""
    today = database_now().date()
    rows = Certificate.objects.standing(today).filter(batch=batch).order_by()
    by_kind = dict(rows.values_list("kind").annotate(pieces=Sum("quantity")))
    batch.certified = min(max(by_kind.values(), default=0), MOST_PIECES)
    batch.save(update_fields=["certified"])
    wanted = Batch.State.CERTIFIED if batch.certified else Batch.State.OPEN
    if batch.state in (Batch.State.OPEN, Batch.State.CERTIFIED) and batch.state != wanted:
        move(batch, wanted, machine=BATCH)


def _locked(batch: Batch) -> Batch:
    rows = Batch.objects.select_for_update(of=("self",)).select_related("product__brand__owner", "supplier")
    found: Batch = rows.get(id=batch.id)
    return found


def _check_made(said: Made) -> None:
    wrong: dict[str, list[str]] = {}
    lot = said.lot.strip()
    if not lot or len(lot) > LONGEST_LOT or text_fault(lot):
        wrong["lot"] = [_("The number of the batch, at most %(n)d signs.") % {"n": LONGEST_LOT}]
    if not 1 <= said.quantity <= MOST_PIECES:
        wrong["quantity"] = [_("How many pieces were made.")]
    if said.country not in dict(countries):
        wrong["country"] = [_("Choose a country.")]
    if said.expires_on is not None and said.expires_on < said.made_on:
        wrong["expires_on"] = [_("This is before it was made.")]
    if said.supplier is not None and said.supplier.kind != Party.Kind.SUPPLIER:
        wrong["supplier"] = [_("There is no such supplier.")]
    if wrong:
        raise Invalid(fields=wrong)


def _check_paper(batch: Batch, said: Paper) -> None:
    wrong: dict[str, list[str]] = {}
    if said.kind not in Certificate.Kind.values:
        wrong["kind"] = [_("Choose what is certified.")]
    for name, value, longest in (("number", said.number, 60), ("signer", said.signer, 200), ("site", said.site, 200)):
        if not value.strip() or len(value) > longest:
            wrong[name] = [_("At least one sign, at most %(n)d.") % {"n": longest}]
        elif fault := text_fault(value):
            wrong[name] = [fault]
    if not 1 <= said.quantity <= batch.quantity:
        wrong["quantity"] = [_("The batch has %(n)d pieces.") % {"n": batch.quantity}]
    if said.country not in dict(countries):
        wrong["country"] = [_("Choose a country.")]
    if said.valid_until is not None and said.valid_until < said.valid_from:
        wrong["valid_until"] = [_("This ends before it begins.")]
    if said.signed_on > database_now().date():
        wrong["signed_on"] = [_("This day is yet to come.")]
    if wrong:
        raise Invalid(fields=wrong)


def _check_inspected(batch: Batch, said: Inspected) -> None:
    wrong: dict[str, list[str]] = {}
    if said.result not in BatchInspection.Result.values:
        wrong["result"] = [_("Accept it or reject it.")]
    if not 1 <= said.seen <= batch.quantity:
        wrong["seen"] = [_("How many pieces were looked at, of %(n)d.") % {"n": batch.quantity}]
    if not 0 <= said.found_fault <= said.seen:
        wrong["found_fault"] = [_("At most as many as were looked at.")]
    if said.inspected_on > database_now().date():
        wrong["inspected_on"] = [_("This day is yet to come.")]
    if any(point.brand_id != batch.product.brand_id or how not in LOOKED for point, how in said.points):
        wrong["points"] = [_("Points of this brand's standard, each with yes, no or not looked at.")]
    failed = [point for point, how in said.points if point.must and how == "no"]
    if failed and said.result == BatchInspection.Result.ACCEPT:
        wrong["result"] = [
            _("A point that genuine goods must show is missing: %(title)s.") % {"title": failed[0].title}
        ]
    if said.result == BatchInspection.Result.REJECT and not said.words.strip():
        wrong["words"] = [_("Say what was wrong.")]
    elif fault := text_fault(said.words):
        wrong["words"] = [fault]
    if wrong:
        raise Invalid(fields=wrong)


def _say(
    verb: Verb, actor: Actor, batch: Batch, facts: Mapping[str, Any], *, rows: Sequence[Any] = (),
    personal: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    parties = [batch.product.brand.owner_id, batch.supplier_id, actor.party_id]
    record(
        verb, actor=actor, subject=batch, refs=[batch.product, batch.product.brand], facts=dict(facts), rows=rows,
        personal=personal or {}, parties=parties,
    )  # fmt: skip
