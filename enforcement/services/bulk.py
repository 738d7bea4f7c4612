"""Several cases decided with one ground and the same reasons: tried first, then done case by case, and undone together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from audit.rows import committed
from enforcement import verbs
from enforcement.models import BulkCase, BulkDecision, Case, Decision
from enforcement.packs import of_case
from enforcement.services.deciding import Choice, decidable, decide, undo
from gateway.text import clean
from policy.model import Ground
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound, Refusal

MOST = 50
"""Cases in one act."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What becomes of one case: the decisions that are made, how many listings are left out, or why it is refused."""

    case: Case
    decisions: tuple[Decision, ...] = ()
    left_out: int = 0
    refused: str = ""

    @property
    def needs_second(self) -> bool:
        """Whether a second person must confirm it."""
        return any(decision.needs_second for decision in self.decisions)


class _OnlyTried(Exception):
    """Takes back what was tried."""


def chosen_cases(actor: Actor, references: Iterable[str]) -> list[Case]:
    """The cases to decide together, in the order of the queue. Raises NotFound for strangers, Invalid for too many."""
    wanted = set(references)
    if len(wanted) > MOST:
        raise Invalid(fields={"": [_("At most %(n)d cases at a time.") % {"n": MOST}]})
    rows = Case.objects.reachable_by(actor).filter(reference__in=wanted)
    found = list(rows.select_related("right", "seller", "complainant").order_by("place", "due_at", "id"))
    if len(found) != len(wanted):
        raise NotFound
    return found


def shared_grounds(cases: Sequence[Case], now: datetime) -> list[Ground]:
    """The grounds that the packs of all these cases know and offer, in the order of the first."""
    offered = [of_case(case, now).pickable(case.right.kind) for case in cases]
    common = set.intersection(*({leaf.code for leaf in leaves} for leaves in offered)) if offered else set()
    return [leaf for leaf in offered[0] if leaf.code in common] if offered else []


@transaction.atomic
def foresee(
    *, actor: Actor, references: Iterable[str], ground: str, reasons: str, now: datetime | None = None
) -> list[Foreseen]:
    """What would become of each case: it is decided, looked at, and taken back. Nothing stays, and nobody is told."""
    require(actor, "case.decide")
    at = now or database_now()
    cases = chosen_cases(actor, references)
    _refuse_unshared(cases, ground, at)
    found: list[Foreseen] = []
    for case in cases:
        try:
            with transaction.atomic():
                found.append(_one(case, ground, reasons, actor=actor, now=at))
                raise _OnlyTried
        except _OnlyTried:
            continue
        except Refusal as refusal:
            found.append(Foreseen(case, refused=_why(refusal)))
    return found


@transaction.atomic
def decide_bulk(
    *, actor: Actor, references: Iterable[str], ground: str, reasons: str, now: datetime | None = None
) -> BulkDecision:
    """Decide them all: each by itself, so that one that is refused keeps back no other. All of it can be undone in time.

    Raises Invalid without reasons, or for a ground that not all packs share; Denied for a program.
    """
    require(actor, "case.decide")
    if actor.membership_id is None:
        raise Denied(_("Only a person decides several cases at once."))
    words = clean(reasons.strip(), name="reasons")
    if not words:
        raise Invalid(fields={"reasons": [_("Give the reasons: both sides of each case read them.")]})
    at = now or database_now()
    cases = chosen_cases(actor, references)
    if not cases:
        raise Invalid(fields={"": [_("Choose at least one case.")]})
    _refuse_unshared(cases, ground, at)
    bulk = committed(BulkDecision, ground=ground, reasons=words, by_membership_id=actor.membership_id, at=at)
    lines = []
    for case in cases:
        try:
            with transaction.atomic():
                made = _one(case, ground, words, actor=actor, now=at)
            lines.append(BulkCase(bulk=bulk, case=case, decisions=[str(one.id) for one in made.decisions]))
        except Refusal as refusal:
            lines.append(BulkCase(bulk=bulk, case=case, refused=_why(refusal)))
    BulkCase.objects.bulk_create(lines)
    refused = sum(bool(line.refused) for line in lines)
    log.record(
        verbs.BULK_DECIDED, actor=actor, subject=bulk, refs=cases, rows=[bulk],
        facts={"cases": len(lines) - refused, "refused": refused, "ground": ground},
    )  # fmt: skip
    return bulk


@transaction.atomic
def undo_bulk(*, actor: Actor, bulk: UUID, now: datetime | None = None) -> int:
    """Undo the whole act, where it has not taken effect; how many cases were undone. For whoever did it alone.

    Raises Conflict where nothing is left to undo.
    """
    require(actor, "case.decide")
    found = BulkDecision.objects.filter(id=bulk, by_membership_id=actor.membership_id).first()
    if found is None:
        raise NotFound
    undone = []
    for line in found.lines.select_related("case").order_by("id"):
        standing = Decision.objects.filter(id__in=line.decisions, undone_at=None, taken_at=None)
        ids = list(standing.values_list("id", flat=True))
        try:
            if ids:
                with transaction.atomic():
                    undo(actor=actor, reference=line.case.reference, decisions=ids, now=now)
                undone.append(line.case)
        except Refusal:
            continue
    if not undone:
        raise Conflict(_("Nothing of it is left to undo."), code="too_late")
    log.record(verbs.BULK_UNDONE, actor=actor, subject=found, refs=undone, facts={"cases": len(undone)})
    return len(undone)


def _refuse_unshared(cases: Sequence[Case], ground: str, now: datetime) -> None:
    if ground not in {leaf.code for leaf in shared_grounds(cases, now)}:
        raise Invalid(fields={"ground": [_("Choose a ground that the rules of all these cases know.")]})


def _one(case: Case, ground: str, reasons: str, *, actor: Actor, now: datetime) -> Foreseen:
    """Decide what can be decided in one case with this ground now; the rest of it is left out."""
    pack = of_case(case, now)
    upheld = pack.ground(ground).outcome == "upheld"
    items = list(case.items.exclude(state="withdrawn"))
    fitting = [item for item in items if decidable(item, pack) and not (upheld and item.state == "open")]
    if not fitting:
        raise Conflict(_("Nothing in this case can be decided with this ground now."), code="stage")
    choices = {item.id: Choice(ground, reasons) for item in fitting}
    made = decide(actor=actor, reference=case.reference, choices=choices, now=now)
    return Foreseen(case, tuple(made), len(items) - len(fitting))


def _why(refusal: Refusal) -> str:
    said = [text for texts in refusal.fields.values() for text in texts] if isinstance(refusal, Invalid) else []
    return " ".join(str(text) for text in said) or str(refusal.message)
