"""Serial numbers: issued here, taken in from lists of a brand's own, taken out to be printed, and taken back."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from audit.verbs import Verb
from fulfillment import verbs
from fulfillment.machine import UNIT
from fulfillment.models import Batch, CodeRun, Product, Unit
from fulfillment.units import sealing, serials
from registry.services.brands import require_own_brand
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid
from tenancy.ids import uuid7
from tenancy.references import unused
from tenancy.together import insert_together
from workflow.moves import move_all

MOST_AT_ONCE = 20_000
"""Codes of one run. More are more runs: each is one transaction."""
TOGETHER = 2_000
LONGEST = 20
"""Signs of a serial number in a GS1 code (General Specifications, AI 21); codes issued here may have two more, in a QR code."""
SIGNS = frozenset("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
"""GS1 character set 82 (General Specifications, figure 7.11-1)."""
Source = Product.Source


@transaction.atomic
def issue_codes(*, actor: Actor, product: Product, count: int, length: int, batch: Batch | None = None) -> CodeRun:
    """Issue `count` new codes of `length` signs for a product, for one batch of it where one is named.

    Raises Invalid by field; Conflict for a product that is numbered otherwise or was ended.
    """
    require_own_brand(actor, product.brand)
    _refuse_other(product, Source.ISSUED)
    wrong = {}
    if not 1 <= count <= MOST_AT_ONCE:
        wrong["count"] = [_("From 1 to %(n)d at once.") % {"n": MOST_AT_ONCE}]
    if not serials.SHORTEST <= length <= serials.LONGEST:
        wrong["length"] = [
            _("From %(least)d to %(most)d signs.") % {"least": serials.SHORTEST, "most": serials.LONGEST}
        ]
    wrong |= _batch_fault(product, batch)
    if wrong:
        raise Invalid(fields=wrong)
    now = database_now()
    run = CodeRun.objects.create(
        id=uuid7(), reference=unused(CodeRun, "CR"), product=product, batch=batch, kind=CodeRun.Kind.ISSUED,
        length=length, count=count, made_at=now,
    )  # fmt: skip
    numbers = serials.serials(_key(), run.id, length)
    made, tried = 0, 0
    while made < count:
        some = list(islice(numbers, min(TOGETHER, count - made)))
        tried = some[-1][0] + 1
        made += len(_insert(run, [serial for _number, serial in some], now))
    CodeRun.objects.filter(id=run.id).update(tried=tried)
    run.tried = tried
    _say(verbs.CODES_ISSUED, actor, run, count=count, length=length)
    return run


@transaction.atomic
def take_in_list(*, actor: Actor, product: Product, numbers: Sequence[str], batch: Batch | None = None) -> CodeRun:
    """Take in serial numbers that the brand made itself: all or none; at most 20,000 at once.

    Raises Invalid, which names each faulty line as `numbers.3` (counted from 0), also one that is on file already.
    """
    require_own_brand(actor, product.brand)
    _refuse_other(product, Source.LIST)
    wrong = _list_faults(numbers) | _batch_fault(product, batch)
    if wrong:
        raise Invalid(fields=wrong)
    now = database_now()
    said = hashlib.sha256("\n".join(numbers).encode()).hexdigest()
    run = CodeRun.objects.create(
        reference=unused(CodeRun, "CR"), product=product, batch=batch, kind=CodeRun.Kind.LIST, count=len(numbers),
        sha256=said, made_at=now,
    )  # fmt: skip
    for start in range(0, len(numbers), TOGETHER):
        some = numbers[start : start + TOGETHER]
        fresh = _insert(run, some, now)
        if len(fresh) < len(some):
            known = {f"numbers.{start + place}" for place, one in enumerate(some) if one not in fresh}
            raise Invalid(fields={name: [_("This number is on file already.")] for name in sorted(known)[:100]})
    _say(verbs.CODES_LISTED, actor, run, count=len(numbers), sha256=said)
    return run


@transaction.atomic
def print_codes(*, actor: Actor, run: CodeRun) -> list[str]:
    """The codes of a run that was issued here, in their order, to be printed. Each time is an entry. Conflict for a list."""
    require_own_brand(actor, run.product.brand)
    if run.kind != CodeRun.Kind.ISSUED:
        raise Conflict(_("These numbers came from you: they are not given out again."))
    found = list(_codes(run))
    CodeRun.objects.filter(id=run.id, printed_at=None).update(printed_at=database_now())
    _say(verbs.CODES_PRINTED, actor, run, count=len(found))
    return found


@transaction.atomic
def void_codes(*, actor: Actor, product: Product, numbers: Sequence[str]) -> int:
    """Take serial numbers back: labels that were spoilt or stolen. Docks hold what bears them. How many were not void yet.

    Raises Invalid, which names each that is not on file as `numbers.3`.
    """
    require_own_brand(actor, product.brand)
    if not 1 <= len(numbers) <= TOGETHER:
        raise Invalid(fields={"numbers": [_("From 1 to %(n)d at once.") % {"n": TOGETHER}]})
    marks = {mark_of(product.gtin, number): place for place, number in enumerate(numbers)}
    rows = list(Unit.objects.select_for_update(of=("self",)).filter(id__in=marks, product=product).order_by("id"))
    missing = set(marks) - {row.id for row in rows}
    if missing:
        raise Invalid(fields={f"numbers.{marks[one]}": [_("This number is not on file.")] for one in missing})
    standing = [row for row in rows if row.state != Unit.State.VOID]
    move_all(standing, Unit.State.VOID, machine=UNIT)
    if standing:
        facts = {"count": len(standing)}
        refs = [product.brand, *(row.id for row in standing[:300])]
        record(
            verbs.UNITS_VOIDED, actor=actor, subject=product, refs=refs, facts=facts,
            parties=[product.brand.owner_id, actor.party_id],
        )  # fmt: skip
    return len(standing)


def mark_of(gtin: str, serial: str) -> UUID:
    """The mark of a code in this marketplace."""
    return sealing.mark(settings.SECRET_KEY, current_tenant(), gtin, serial)


def draw_key() -> bytes:
    """What it is drawn by which pieces are looked at in this marketplace."""
    return sealing.drawing_key(settings.SECRET_KEY, current_tenant())


def sealed_of(mark: UUID, serial: str) -> bytes:
    """A serial number as it is kept."""
    return sealing.seal(settings.SECRET_KEY, current_tenant(), mark, serial)


def serial_of(mark: UUID, sealed: bytes) -> str:
    """A serial number as it was printed."""
    return sealing.unseal(settings.SECRET_KEY, current_tenant(), mark, sealed)


def _codes(run: CodeRun) -> Iterator[str]:
    """Made again from the key; what was drawn and found taken is left out."""
    numbers = (serial for _number, serial in islice(serials.serials(_key(), run.id, run.length), run.tried))
    while some := list(islice(numbers, TOGETHER)):
        marks = {mark_of(run.product.gtin, serial): serial for serial in some}
        own = set(Unit.objects.filter(id__in=marks, run=run).values_list("id", flat=True))
        yield from (serial for mark, serial in marks.items() if mark in own)


def _insert(run: CodeRun, numbers: Iterable[str], now: datetime) -> set[str]:
    """Insert units; which of the numbers were new."""
    marks = {mark_of(run.product.gtin, number): number for number in numbers}
    known = set(Unit.objects.filter(id__in=marks).values_list("id", flat=True))
    fresh = {mark: number for mark, number in marks.items() if mark not in known}
    insert_together(
        Unit(
            id=mark, tenant_id=current_tenant(), product=run.product, batch=run.batch, run=run,
            sealed=sealed_of(mark, number), state=UNIT.initial, version=1, state_at=now, issued_at=now,
        )
        for mark, number in fresh.items()
    )  # fmt: skip
    return set(fresh.values())


def _list_faults(numbers: Sequence[str]) -> dict[str, list[str]]:
    if not 1 <= len(numbers) <= MOST_AT_ONCE:
        return {"numbers": [_("From 1 to %(n)d at once.") % {"n": MOST_AT_ONCE}]}
    wrong: dict[str, list[str]] = {}
    seen: set[str] = set()
    for place, number in enumerate(numbers):
        if not number or len(number) > LONGEST or not SIGNS.issuperset(number):
            wrong[f"numbers.{place}"] = [
                _("A serial number has 1 to %(n)d letters without accents, digits and signs.") % {"n": LONGEST}
            ]
        elif number in seen:
            wrong[f"numbers.{place}"] = [_("This number stands twice in the list.")]
        seen.add(number)
    return wrong


def _batch_fault(product: Product, batch: Batch | None) -> dict[str, list[str]]:
    if batch is not None and batch.product_id != product.id:
        return {"batch": [_("This product has no such batch.")]}
    return {}


def _refuse_other(product: Product, source: str) -> None:
    if product.ended_at is not None:
        raise Conflict(_("This product was ended."))
    if product.source != source:
        raise Conflict(
            _("This product is numbered otherwise. Change how it is numbered first."), code="numbered_otherwise"
        )


def _key() -> bytes:
    derive = HKDF(
        algorithm=hashes.SHA256(), length=32, salt=None, info=b"codes issued\n" + current_tenant().bytes
    )  # fmt: skip
    return derive.derive(settings.SECRET_KEY.encode())


def _say(verb: Verb, actor: Actor, run: CodeRun, **facts: str | int) -> None:
    refs = [run.product, *([run.batch] if run.batch else [])]
    parties = [run.product.brand.owner_id, actor.party_id]
    record(verb, actor=actor, subject=run, refs=refs, facts=facts, parties=parties)
