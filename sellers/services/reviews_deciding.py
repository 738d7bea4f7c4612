"""What follows from a report: people decide about the seller's limits, and another person about the seller's appeal."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import Fact, record
from sellers import verbs
from sellers.machine import SELLERREVIEW
from sellers.models import Restraint, SellerApplication, SellerLimit, SellerReview
from sellers.onboarding.limits import offered
from sellers.reviews.letters import send_effect
from sellers.services.restraints import release, restrain_seller
from sellers.services.reviews import locked, words_fault
from sellers.services.risk import call_for_weighing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from workflow.moves import move

State, Effect, Verdict = SellerReview.State, SellerReview.Effect, SellerReview.Verdict
CHECK_FIRST = Restraint.Kind.CHECK_FIRST
MOST_LISTINGS, MOST_CATEGORIES, LONGEST_CATEGORY = 100_000, 20, 100


def proposal(review: SellerReview) -> tuple[str, int | None]:
    """What the report proposes: an effect, and for `changed` how many listings. It decides nothing. Four queries at most."""
    if review.verdict == Verdict.PASSED:
        limited = SellerLimit.objects.filter(seller_id=review.seller_id, ended_at=None).exists()
        stands = limited or bool(_checked_first(review.seller_id))
        return (Effect.LIFTED if stands else Effect.KEPT), None
    return Effect.CHANGED, max(offered(review.seller_id) // 2, 1)


@transaction.atomic
def decide_effect(
    *,
    actor: Actor,
    review: SellerReview,
    effect: str,
    reason: str,
    most: int | None = None,
    categories: Sequence[str] = (),
    checked_first: bool = False,
) -> SellerReview:
    """A person decides what a signed report means for the seller's limits: they stay, are lifted, or are changed to `most`
    listings in `categories`, of which a person looks at each first or not. The seller reads the reason.

    Raises Denied for programs, Invalid, Conflict.
    """
    require(actor, "review.manage")
    if actor.membership_id is None:
        raise Denied(_("A person decides that."))
    if wrong := _faults(effect, reason, most, categories, checked_first):
        raise Invalid(fields=wrong)
    fresh = locked(review)
    if fresh.state not in (State.SIGNED, State.UPHELD):
        raise Conflict(_("There is no report that could be decided on."))
    if fresh.effect:
        raise Conflict(_("What follows was decided already."))
    fresh.before = _end_limits(actor, fresh) if effect != Effect.KEPT else {}
    if effect == Effect.CHANGED:
        _lay_limit(actor, fresh, most, categories)
    if effect == Effect.CHANGED and checked_first:
        _check_first(actor, fresh, [fresh.reference])
    fresh.effect, fresh.effect_reason, fresh.effect_by = effect, reason.strip(), actor.membership_id
    fresh.save(update_fields=["before", "effect", "effect_reason", "effect_by"])
    entry = record(
        verbs.REVIEW_EFFECT, actor=actor, subject=fresh, refs=[fresh.seller], parties=[fresh.seller_id],
        facts={"effect": effect}, personal={"reason": fresh.effect_reason},
    )  # fmt: skip
    send_effect(entry=entry, review=fresh, reason=fresh.effect_reason)
    return fresh


@transaction.atomic
def appeal_review(*, actor: Actor, review: SellerReview, words: str) -> SellerReview:
    """The seller says why the report, or what was made of it, is wrong. Once. Raises NotFound, Invalid, Conflict."""
    require(actor, "appeal.file")
    fresh = locked(review)
    if actor.party_id is None or actor.party_id != fresh.seller_id:
        raise NotFound
    if not may_appeal(fresh):
        raise Conflict(_("Nothing in it is against you that could be appealed."))
    if fault := words_fault(words):
        raise Invalid(fields={"words": [fault]})
    move(fresh, State.APPEALED, machine=SELLERREVIEW)
    fresh.appeal = words.strip()
    fresh.save(update_fields=["appeal"])
    record(
        verbs.REVIEW_APPEALED, actor=actor, subject=fresh, refs=[fresh.seller], parties=[fresh.seller_id],
        personal={"reason": fresh.appeal},
    )  # fmt: skip
    return fresh


@transaction.atomic
def decide_review_appeal(*, actor: Actor, review: SellerReview, accept: bool, reason: str) -> SellerReview:
    """Another person than those who assigned it and decided on it. Overturned, the limit of before is back.

    Raises Denied, Invalid, Conflict.
    """
    require(actor, "appeal.decide")
    fresh = locked(review)
    if not may_decide(actor, fresh):
        raise Denied(_("Another person than those who had a hand in it decides the appeal."))
    if fault := words_fault(reason):
        raise Invalid(fields={"reason": [fault]})
    move(fresh, State.OVERTURNED if accept else State.UPHELD, machine=SELLERREVIEW)
    fresh.appeal_reason = reason.strip()
    fresh.save(update_fields=["appeal_reason"])
    if accept:
        _put_back(actor, fresh)
    entry = record(
        verbs.REVIEW_OVERTURNED if accept else verbs.REVIEW_UPHELD, actor=actor, subject=fresh, refs=[fresh.seller],
        parties=[fresh.seller_id], personal={"reason": fresh.appeal_reason},
    )  # fmt: skip
    send_effect(entry=entry, review=fresh, reason=fresh.appeal_reason)
    call_for_weighing([fresh.seller_id])
    return fresh


def may_appeal(review: SellerReview) -> bool:
    """Whether something in a signed report is against the seller."""
    against = review.verdict == Verdict.FAILED or review.effect == Effect.CHANGED
    return review.state == State.SIGNED and against


def may_decide(actor: Actor, review: SellerReview) -> bool:
    """True for a person who neither assigned it nor decided what follows."""
    return actor.membership_id is not None and actor.membership_id not in {review.assigned_by, review.effect_by}


def _end_limits(actor: Actor, fresh: SellerReview) -> dict[str, Any]:
    """End what stands of what was laid when it was let in, or by a review: what it was, {} where nothing did."""
    checked = _checked_first(fresh.seller_id)
    if checked:
        release(actor=actor, causes=checked, by=fresh.reference, now=database_now())
    return _end_limit(actor, fresh) | ({"checked_first": checked} if checked else {})


def _checked_first(seller_id: UUID) -> list[str]:
    """Why its listings are looked at first: its application or reviews. What a case has laid is not theirs to undo."""
    causes = set(SellerApplication.objects.filter(party_id=seller_id).values_list("reference", flat=True))
    causes |= set(SellerReview.objects.filter(seller_id=seller_id).values_list("reference", flat=True))
    rows = Restraint.objects.standing(database_now()).filter(seller_id=seller_id, listing=None, kind=CHECK_FIRST)
    return sorted(set(rows.filter(cause__in=causes).values_list("cause", flat=True)))


def _check_first(actor: Actor, fresh: SellerReview, causes: Sequence[str]) -> None:
    for cause in causes:
        restrain_seller(
            actor=actor, seller_id=fresh.seller_id, kind=CHECK_FIRST, territories=[], cause=cause, now=database_now()
        )


def _end_limit(actor: Actor, fresh: SellerReview) -> dict[str, Any]:
    """End the limit that stands; what it was, {} where none did."""
    limit = SellerLimit.objects.select_for_update().filter(seller_id=fresh.seller_id, ended_at=None).first()
    if limit is None:
        return {}
    limit.ended_at = database_now()
    limit.save(update_fields=["ended_at"])
    record(verbs.LIMIT_ENDED, actor=actor, subject=fresh.seller, parties=[fresh.seller_id])
    return {"most": limit.most, "categories": limit.categories}


def _lay_limit(actor: Actor, fresh: SellerReview, most: int | None, categories: Sequence[str]) -> None:
    if most is None and not categories:
        return
    SellerLimit.objects.create(
        seller=fresh.seller, most=most, categories=list(categories), cause=fresh.reference
    )  # fmt: skip
    facts: dict[str, Fact] = {"most": most, "categories": len(categories) or None, "cause": fresh.reference}
    record(verbs.SELLER_LIMITED, actor=actor, subject=fresh.seller, facts=facts, parties=[fresh.seller_id])


def _put_back(actor: Actor, fresh: SellerReview) -> None:
    """What this review laid is taken away, and what stood before it is laid again. What others did since then stays."""
    if fresh.effect != Effect.CHANGED:
        return
    before, now_first = fresh.before, _checked_first(fresh.seller_id)
    standing = SellerLimit.objects.filter(seller_id=fresh.seller_id, ended_at=None).first()
    if standing is None or standing.cause == fresh.reference:
        _end_limit(actor, fresh)
        _lay_limit(actor, fresh, before.get("most"), before.get("categories", []))
    if fresh.reference in now_first:
        release(actor=actor, causes=[fresh.reference], by=fresh.reference, now=database_now())
    if set(now_first) <= {fresh.reference}:
        _check_first(actor, fresh, before.get("checked_first", []))


def _faults(
    effect: str, reason: str, most: int | None, categories: Sequence[str], checked_first: bool
) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if effect not in Effect.values:
        wrong["effect"] = [_("Choose what follows.")]
    if effect == Effect.CHANGED and most is None and not categories and not checked_first:
        wrong["most"] = [_("Say how many listings, of which categories, or that a person looks at each first.")]
    if most is not None and not 1 <= most <= MOST_LISTINGS:
        wrong["most"] = [_("Between 1 and %(most)d.") % {"most": MOST_LISTINGS}]
    if len(categories) > MOST_CATEGORIES or any(len(one) > LONGEST_CATEGORY for one in categories):
        wrong["categories"] = [_("At most %(most)d, each of at most 100 characters.") % {"most": MOST_CATEGORIES}]
    if fault := words_fault(reason):
        wrong["reason"] = [fault]
    return wrong
