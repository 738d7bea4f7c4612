"""What the life of a number gave away: raised once, settled where it was a bad read, judged by a person."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.permissions import require
from audit.log import record
from audit.verbs import Verb
from fulfillment import verbs
from fulfillment.dock.answering import Reason
from fulfillment.dock.known import Known
from fulfillment.machine import UNITSIGNAL
from fulfillment.models import Check, Site, UnitSignal
from fulfillment.services.codes import serial_of
from fulfillment.units.reading import alike
from tenancy.actor import Actor
from tenancy.errors import NotFound
from tenancy.references import unused_together
from workflow.moves import move

SETTLES = timedelta(minutes=2)
"""A number that nobody issued may be one that was read badly: the right one is read right after it, by the same device."""
KINDS = frozenset(UnitSignal.Kind.values)


def raise_signals(
    *, actor: Actor, site: Site, boxes: Sequence[Any], rows: Sequence[Check], known: Known, now: datetime
) -> list[UnitSignal]:
    """Raise what this request's scans gave away, each kind once for a code; settle what turns out to be bad reads.

    Called down by `dock.check`, in whose transaction it stands.
    """
    wanted: dict[tuple[UUID, str], tuple[Check, Reason]] = {}
    for box, row in zip(boxes, rows, strict=True):
        for reason in box.reasons:
            if (
                row.mark
                and row.brand_id
                and reason.code in KINDS
                and reason.code not in known.signals.get(row.mark, {})
            ):
                wanted.setdefault((row.mark, reason.code), (row, reason))
    raised = _raise(actor, site, wanted, now)
    if known.waiting or any(one.kind == "unknown" for one in raised):
        _settle_bad_reads(actor, site, rows, now)
    return raised


def raise_of_buyer(*, actor: Actor, row: Check, reasons: Sequence[Reason], known: Known) -> list[UnitSignal]:
    """The same of a buyer's check. Called down by `buyers.check_as_buyer`, once what was typed is no slip."""
    mark = row.mark
    if mark is None:
        return []
    before = known.signals.get(mark, {})
    fresh = [one for one in reasons if one.code in KINDS and one.code not in before]
    return _raise(actor, None, {(mark, one.code): (row, one) for one in fresh}, row.received_at)


def _raise(
    actor: Actor, site: Site | None, wanted: Mapping[tuple[UUID, str], tuple[Check, Reason]], now: datetime
) -> list[UnitSignal]:
    if not wanted:
        return []
    names = unused_together(UnitSignal, len(wanted), "US")
    made = [
        UnitSignal(
            reference=name, mark=mark, product_id=row.product_id, brand_id=row.brand_id, party_id=row.party_id, site=site,
            kind=kind, facts=reason.facts, state=UNITSIGNAL.initial, at=row.at,
            settles_at=now + SETTLES if kind == "unknown" and site else None,
        )
        for name, ((mark, kind), (row, reason)) in zip(names, wanted.items(), strict=True)
        if row.brand_id is not None
    ]  # fmt: skip
    UnitSignal.objects.bulk_create(made, ignore_conflicts=True)
    raised = list(UnitSignal.objects.filter(id__in=[one.id for one in made]).select_related("brand"))
    for one in raised:
        _say(verbs.SIGNAL_RAISED, actor, one)
    return raised


def _settle_bad_reads(actor: Actor, site: Site, rows: Sequence[Check], now: datetime) -> None:
    """A number that is on file, read within two minutes after one that is almost the same and is not: that was a bad read."""
    good = [row for row in rows if row.mark and row.device and not any(one["code"] == "unknown" for one in row.reasons)]
    if not good:
        return
    waiting = UnitSignal.objects.filter(site=site, kind="unknown", state="open", settles_at__gt=now).select_related(
        "brand"
    )
    signals = {one.mark: one for one in waiting}
    if not signals:
        return
    bad = Check.objects.filter(mark__in=signals, site=site, received_at__gte=now - SETTLES)
    for one in bad.order_by("at"):
        signal = signals.get(one.mark)
        if signal is None:
            continue
        said = _serial(one)
        for row in good:
            near = row.device == one.device and row.gtin == one.gtin and timedelta() <= row.at - one.at <= SETTLES
            if near and alike(said, _serial(row)):
                move(signal, UnitSignal.State.MISREAD, machine=UNITSIGNAL)
                _say(verbs.SIGNAL_MISREAD, actor, signal)
                signals.pop(one.mark, None)
                break


@transaction.atomic
def judge_signal(*, actor: Actor, signal: UnitSignal, confirmed: bool, words: str = "") -> None:
    """A person says whether the sign is right: by who decides about held goods, or owns the brand. Conflict once it was judged."""
    require(actor, "hold.decide" if actor.is_operator else "hold.answer")
    row = UnitSignal.objects.visible_to(actor).select_related("brand").filter(id=signal.id).first()
    if row is None:
        raise NotFound
    to = UnitSignal.State.CONFIRMED if confirmed else UnitSignal.State.DISMISSED
    move(row, to, machine=UNITSIGNAL)
    personal: Mapping[str, str] = {"words": words.strip()} if words.strip() else {}
    _say(verbs.SIGNAL_CONFIRMED if confirmed else verbs.SIGNAL_DISMISSED, actor, row, personal)


def _say(verb: Verb, actor: Actor, signal: UnitSignal, personal: Mapping[str, str] | None = None) -> None:
    parties = [signal.brand.owner_id, signal.party_id, actor.party_id]
    record(
        verb, actor=actor, subject=signal, refs=[signal.mark, signal.brand_id], facts={"kind": signal.kind},
        personal=personal or {}, parties=parties,
    )  # fmt: skip


def _serial(row: Check) -> str:
    return serial_of(row.mark, bytes(row.sealed)) if row.mark else ""
