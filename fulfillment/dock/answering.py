"""Ship, hold or ask: the answer at a dock, from what is known of a box. Pure.

What is certain stops a box; what nobody can say is asked; what is unknown because nobody put it on file is never called fake.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Answer = Literal["ship", "hold", "ask"]
LEAVING = frozenset({"shipped", "handed", "sold"})
"""Steps by which goods go out: only then it matters whether they may."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code of `REASONS` with its facts."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """What is on file of a product: whether its units have numbers, from which day on all of them are on file.

    `older_numbered`: what was made before has numbers too, of which nobody knows.
    """

    numbered: bool = False
    enrolled_on: date | None = None
    older_numbered: bool = False
    needs_certificate: bool = False


@dataclass(frozen=True, slots=True)
class KnownBatch:
    """A batch as the dock sees it. `certified` is 0 where nothing was certified."""

    lot: str
    state: str
    made_on: date
    expires_on: date | None = None
    certified: int = 0
    out: int = 0
    made: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """One scanned box and what is known of it.

    `unit` is the state of its unit, "" where none is on file; `in_range` whether its number is one of a range of the brand.
    `signals` are kinds found in its life, `hold` the reference of a hold that stands, `restraint` the case that lies on the stock;
    `whose` is one that lies on such goods of a seller, where nobody said whose they are. `correction` is what its maker was asked
    to put right and has not in time; `sampled` that it is one of those that are looked at.
    `gate` is the verdict of the licence gate, "" where it was not asked, `gate_codes` its reasons; `ban` is the ban that covers it.
    """

    step: str
    day: date
    product: KnownProduct | None
    batch: KnownBatch | None = None
    lot: str = ""
    serial: bool = False
    unit: str = ""
    in_range: bool = False
    signals: Sequence[Reason] = ()
    hold: str = ""
    restraint: str = ""
    whose: str = ""
    correction: str = ""
    sampled: bool = False
    gate: str = ""
    gate_codes: tuple[str, ...] = ()
    ban: str = ""


HOLDS = frozenset(
    {
        "on_hold", "restrained", "void", "unknown", "twice", "places", "early", "after_sale", "many", "recalled", "refused",
        "expired", "over", "licence_no", "banned",
    }
)  # fmt: skip
ASKS = frozenset(
    {
        "product_unknown", "before_enrolment", "number_missing", "lot_unknown", "not_certified", "licence_ask", "licence_spent",
        "not_enrolled", "whose", "correction", "sample",
    }
)  # fmt: skip
REASONS = HOLDS | ASKS


def answer(box: Box) -> tuple[Answer, list[Reason]]:
    """What the dock is told, with every reason, the gravest first."""
    reasons = [*_standing(box), *_number(box), *_batch(box), *_permission(box)]
    if not reasons and box.sampled:
        reasons = [Reason("sample")]
    stops = [one for one in reasons if one.code in HOLDS]
    asks = [one for one in reasons if one.code not in HOLDS]
    verdict: Answer = "hold" if stops else "ask" if asks else "ship"
    return verdict, [*stops, *asks]


def _standing(box: Box) -> list[Reason]:
    found = [Reason("on_hold", {"hold": box.hold})] if box.hold else []
    if box.restraint:
        found.append(Reason("restrained", {"cause": box.restraint}))
    if box.whose:
        found.append(Reason("whose", {"cause": box.whose}))
    return found + ([Reason("correction", {"correction": box.correction})] if box.correction else [])


def _number(box: Box) -> list[Reason]:
    """Of the serial number."""
    if box.product is None:
        return [Reason("product_unknown")]
    if box.unit == "void":
        return [Reason("void"), *box.signals]
    if box.unit or box.in_range:
        return list(box.signals)
    enrolled = box.product.enrolled_on
    if not box.product.numbered:
        return list(box.signals)
    if enrolled is None:
        return [Reason("not_enrolled"), *box.signals] if box.serial else []
    since = {"enrolled_on": enrolled.isoformat()}
    if box.batch is not None and box.batch.made_on < enrolled:
        return [Reason("before_enrolment", {**since, "made_on": box.batch.made_on.isoformat()})]
    if not box.serial:
        return [Reason("number_missing", since)]
    if box.batch is None and box.product.older_numbered:
        return [Reason("before_enrolment", since)]
    return [Reason("unknown"), *box.signals]


def _batch(box: Box) -> list[Reason]:
    """Of the lot: recalled, refused and spent goods do not move on; how many went out is only asked when one goes out."""
    batch = box.batch
    if batch is None:
        needed = box.product is not None and box.product.needs_certificate
        return [Reason("lot_unknown", {"lot": box.lot})] if box.lot and needed else []
    found = []
    if batch.state == "recalled":
        found.append(Reason("recalled", {"lot": batch.lot}))
    if batch.state == "refused":
        found.append(Reason("refused", {"lot": batch.lot}))
    if batch.expires_on is not None and box.day > batch.expires_on:
        found.append(Reason("expired", {"lot": batch.lot, "expires_on": batch.expires_on.isoformat()}))
    most = batch.certified or batch.made
    if box.step in LEAVING and batch.out >= most:
        found.append(Reason("over", {"lot": batch.lot, "out": batch.out, "most": most}))
    if box.product is not None and box.product.needs_certificate and batch.state == "open":
        found.append(Reason("not_certified", {"lot": batch.lot}))
    return found


def _permission(box: Box) -> list[Reason]:
    """Of the licence, and of bans: asked at every step, as what may not go on is best kept back early.

    That a licence's pieces are spent stops no box: the orders that spent them may be those that this one belongs to.
    """
    found = [Reason("banned", {"ban": box.ban})] if box.ban else []
    causes = {"causes": list(box.gate_codes)}
    if box.gate == "no":
        found.append(Reason("licence_spent") if set(box.gate_codes) == {"quota_used"} else Reason("licence_no", causes))
    if box.gate == "ask":
        found.append(Reason("licence_ask", causes))
    return found
