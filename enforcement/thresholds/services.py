"""Proposals from strikes: told to the seller beforehand, answered, disposed of by a reviewer; a second person for what takes more.

A machine proposes and decides nothing. In favour of the seller alone something follows by itself: what is below its rung again
is withdrawn.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit import log
from audit.rows import committed
from enforcement.machine import PROPOSED, RIPE, STRIKEPROPOSAL
from enforcement.misuse.weighing import PUBLISHED, Proposal
from enforcement.models import Sanction, StrikeProposal, StrikeProposalAnswer, StrikeProposalRuling
from enforcement.services.suspending import sanction
from enforcement.thresholds import verbs
from enforcement.thresholds.letters import send_proposed, send_refused, send_withdrawn
from enforcement.thresholds.queries import to_propose
from sellers import points as strikes
from sellers import queries as sellers
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow import clocks
from workflow.moves import move

CLOCK, HEARD = "standing_answer", "standing_heard"
"""The clock of a proposal, and what follows when it runs out."""
LONGEST = 4000
LIMIT = clocks.Limit(
    unit="days", upper=PUBLISHED.answer_days, basis="policy", source="Regulation (EU) 2022/2065, article 23(1)"
)


@transaction.atomic
def propose(*, actor: Actor, seller: Party, found: Proposal, now: datetime) -> StrikeProposal:
    """Keep what the strikes of a seller propose, and tell it: what, why, and until when to answer."""
    standing, pack = sellers.standing(seller.id, now.date()), sellers.house_pack()
    rung = standing.reached
    assert rung is not None
    figures = {"points": standing.points, "strikes": len(standing.strikes), "rung": sellers.rung_of(found.deed)}
    made = committed(
        StrikeProposal, seller=seller, state=STRIKEPROPOSAL.initial, reference=unused(StrikeProposal, "SP"),
        kind=found.deed, days=found.days, figures=figures, policy=f"{pack.code} {pack.version}",
        answer_by=now + timedelta(days=PUBLISHED.answer_days), at=now,
    )  # fmt: skip
    clocks.start(
        kind=CLOCK, subject=made, about_id=seller.id, starts_at=now, due_at=made.answer_by, then=HEARD, limit=LIMIT
    )
    facts: dict[str, log.Fact] = {**figures, "kind": made.kind, "answer_by": made.answer_by.date().isoformat()}
    entry = log.record(
        verbs.TOLD, actor=actor, subject=made, refs=[seller], rows=[made], parties=[seller.id], facts=facts
    )
    send_proposed(entry=entry, made=made)
    return made


@transaction.atomic
def answer_proposal(*, actor: Actor, reference: str, words: str, now: datetime | None = None) -> StrikeProposal:
    """The seller says what speaks against it, once. Raises NotFound for anybody else, Invalid, Conflict."""
    require(actor, "appeal.file")
    found = _hold(reference)
    if actor.party_id != found.seller_id:
        raise NotFound
    if not words.strip() or len(words) > LONGEST:
        raise Invalid(fields={"words": [_("Say in a few sentences what we should know.")]})
    if found.state != "told":
        raise Conflict(_("This was answered, or its time is over. What is decided can be appealed."), code="stage")
    at = now or database_now()
    answer = committed(
        StrikeProposalAnswer, proposal=found, words=words.strip(), by_membership_id=actor.membership_id, at=at
    )
    move(found, "answered", machine=STRIKEPROPOSAL, now=at)
    clocks.stop(subject_id=found.id, kind=CLOCK, by="answered")
    log.record(
        verbs.ANSWERED, actor=actor, subject=found, refs=[found.seller], rows=[answer], parties=[found.seller_id]
    )
    return found


def hear(*, actor: Actor, found: StrikeProposal, now: datetime) -> None:
    """The time to answer is over: a reviewer may dispose of it now. Nothing else follows."""
    if found.state == "told":
        move(found, "heard", machine=STRIKEPROPOSAL, now=now)
        log.record(verbs.HEARD, actor=actor, subject=found, refs=[found.seller_id], parties=[found.seller_id])


@transaction.atomic
def dispose(
    *, actor: Actor, reference: str, take: bool, reasons: str, days: int | None = None, now: datetime | None = None
) -> StrikeProposal:
    """Take up what is proposed (a warning stands at once, the rest waits for a second person), or refuse it; with reasons.

    `days` shortens or lengthens what is for a time. Raises Conflict (`hearing`) while the seller may still answer.
    """
    require(actor, "misuse.judge")
    found, at = _hold(reference), now or database_now()
    if found.state == "told":
        raise Conflict(_("The seller may still answer. Decide once it has, or once its time is over."), code="hearing")
    if found.state not in RIPE:
        raise Conflict(_("This is no longer at this stage. Look at it again."), code="stage")
    if not reasons.strip() or len(reasons) > LONGEST:
        raise Invalid(fields={"reasons": [_("Give your reasons; the seller reads them.")]})
    ruling = committed(
        StrikeProposalRuling, proposal=found, taken=take, reasons=reasons.strip(),
        by_membership_id=actor.membership_id, at=at,
    )  # fmt: skip
    if take:
        found.sanction = sanction(
            actor=actor, party=found.seller.reference, about="selling", kind=found.kind, reasons=reasons,
            days=found.days if days is None else days, now=at,
        )  # fmt: skip
        found.save(update_fields=["sanction"])
    move(found, "taken" if take else "refused", machine=STRIKEPROPOSAL, now=at)
    verb, facts = (verbs.TAKEN, {"kind": found.kind}) if take else (verbs.REFUSED, {})
    entry = log.record(
        verb, actor=actor, subject=found, refs=[found.seller], rows=[ruling], parties=[found.seller_id], facts=facts
    )
    if not take:
        send_refused(entry=entry, made=found, reasons=ruling.reasons)
    return found


@transaction.atomic
def keep_sanction(*, actor: Actor, sanction_id: UUID, reasons: str, now: datetime | None = None) -> Sanction:
    """Having looked again: it stands although strikes behind it were taken back. With reasons."""
    require(actor, "misuse.judge")
    rows = Sanction.objects.select_for_update(of=("self",)).select_related("party")
    found: Sanction | None = rows.filter(id=sanction_id, state="standing").exclude(look_again=None).first()
    if found is None:
        raise NotFound
    if not reasons.strip() or len(reasons) > LONGEST:
        raise Invalid(fields={"reasons": [_("Give your reasons; the party reads them.")]})
    found.kept_at = strikes.in_hindsight(found.party_id, found.proposed_at.date())
    found.look_again = None
    found.save(update_fields=["kept_at", "look_again"])
    log.record(
        verbs.KEPT, actor=actor, subject=found, refs=[found.party_id], parties=[found.party_id],
        personal={"reasons": reasons.strip()},
    )  # fmt: skip
    return found


def follow_strikes(*, actor: Actor, now: datetime) -> datetime | None:
    """The round: withdraw what is below its rung again, have people look again, propose what is new. When to come again."""
    waiting = StrikeProposal.objects.filter(state__in=PROPOSED).select_related("seller").order_by("id")
    for found in waiting.select_for_update(of=("self",), skip_locked=True):
        points = sellers.standing(found.seller_id, now.date()).points
        if points < found.figures["rung"]:
            _withdraw(found, points, actor=actor, now=now)
    _flag(actor=actor, now=now)
    for seller, proposal in to_propose(now):
        propose(actor=actor, seller=seller, found=proposal, now=now)
    return now + timedelta(days=1) if waiting.exists() else None


def _withdraw(found: StrikeProposal, points: int, *, actor: Actor, now: datetime) -> None:
    move(found, "withdrawn", machine=STRIKEPROPOSAL, now=now)
    clocks.stop(subject_id=found.id, kind=CLOCK, by="withdrawn")
    entry = log.record(
        verbs.WITHDRAWN, actor=actor, subject=found, refs=[found.seller], parties=[found.seller_id],
        facts={"points": points},
    )  # fmt: skip
    send_withdrawn(entry=entry, made=found)


def _flag(*, actor: Actor, now: datetime) -> None:
    """Measures in effect that strikes since taken back helped to reach. One query for those whose seller had any taken back."""
    standing = Sanction.objects.filter(about="selling", state="standing", look_again=None, figures__has_key="rung")
    hit = standing.filter(party__in=strikes.with_strikes_taken_back())
    for found in hit.select_for_update(of=("self",), skip_locked=True).order_by("id"):
        points = strikes.in_hindsight(found.party_id, found.proposed_at.date())
        least = found.figures["rung"] if found.kept_at is None else min(found.figures["rung"], found.kept_at)
        if points < least:
            found.look_again = now
            found.save(update_fields=["look_again"])
            log.record(
                verbs.LOOK_AGAIN, actor=actor, subject=found, refs=[found.party_id], parties=[found.party_id],
                facts={"points": points},
            )  # fmt: skip


def _hold(reference: str) -> StrikeProposal:
    rows = StrikeProposal.objects.select_for_update(of=("self",)).select_related("seller")
    found: StrikeProposal | None = rows.filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found
