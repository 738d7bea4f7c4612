"""Checking a right: taken up by a reviewer with what the rules found, given back, or its owner asked for more."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.rows import committed
from gateway.text import clean
from registry import verbs
from registry.checking import checks
from registry.checking.refusals import REFUSALS
from registry.letters import send_asked
from registry.models import Review, Right
from registry.services.shown import compare_again
from registry.services.standing import go_to, locked, refuse_others, say
from registry.territories import EU, EU_MEMBERS
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound

LONGEST_WANTED = 2000


def waiting(regions: Iterable[str] = ()) -> QuerySet[Right]:
    """Rights that nobody has taken up, the longest waiting first; those that hold in `regions`, or all without any."""
    rows = Right.objects.filter(state=Right.State.SUBMITTED).select_related("owner")
    wanted = Q()
    for region in regions:
        wanted |= Q(territories__contains=[region])
        if region in EU_MEMBERS:
            wanted |= Q(territories__contains=[EU])
    return rows.filter(wanted).order_by("state_at", "id")


def take_up(*, actor: Actor, right: Right, version: int | None = None) -> Review:
    """A reviewer has it in hand from now on; what the rules find is kept with it. Conflict where somebody else has it."""
    require(actor, "right.verify")
    if actor.membership_id is None:
        raise Denied(_("Only a person can take up a right."))
    with transaction.atomic():
        fresh = locked(right, version)
        if fresh.state == Right.State.IN_REVIEW:
            raise Conflict(_("Somebody has taken this up already."))
        go_to(fresh, Right.State.IN_REVIEW)
        compare_again(fresh)
        found = checks.findings(Right.objects.select_related("owner").get(id=fresh.id))
        review: Review = committed(
            Review, right=fresh, reviewer_id=actor.membership_id, right_version=fresh.version,
            findings=[one.kept() for one in found],
        )  # fmt: skip
        facts = {f"{tone}s": sum(one.tone == tone for one in found) for tone in ("stop", "warning")}
        say(verbs.RIGHT_IN_REVIEW, actor, fresh, facts=facts, rows=(review,))
    return review


def take_next(*, actor: Actor) -> Review:
    """Take up what has waited longest in the reviewer's regions. NotFound where nothing waits."""
    require(actor, "right.verify")
    with transaction.atomic():
        first = waiting(actor.regions).select_for_update(skip_locked=True, of=("self",)).first()
        if first is None:
            raise NotFound
        return take_up(actor=actor, right=first)


def give_back_right(*, actor: Actor, right: Right, version: int | None = None) -> Right:
    """It waits for somebody else. By who has it, or by the lead."""
    require(actor, "right.verify")
    with transaction.atomic():
        fresh = locked(right, version)
        if actor.role != "operator.lead":
            refuse_others(fresh, actor)
        go_to(fresh, Right.State.SUBMITTED)
        say(verbs.RIGHT_GIVEN_BACK, actor, fresh)
    return fresh


def ask_owner(*, actor: Actor, right: Right, code: str, wanted: str = "", version: int | None = None) -> Review:
    """Ask the owner for what is missing, by a code of `REFUSALS` and in words; it stays in hand. Conflict if it is not."""
    require(actor, "right.verify")
    words = said_reason(code, wanted)
    with transaction.atomic():
        fresh = locked(right, version)
        review = review_of(fresh)
        if review is None:
            raise Conflict(_("Take it up first: nobody has it in hand."))
        refuse_others(fresh, actor)
        review.asked_at, review.asked_for = database_now(), code
        review.save(update_fields=["asked_at", "asked_for"])
        entry = say(verbs.RIGHT_ASKED, actor, fresh, facts={"code": code}, personal={"reason": words})
        send_asked(entry=entry, right=fresh, wanted=words)
    return review


def review_of(right: Right) -> Review | None:
    """The review that is open, with who has it."""
    found: Review | None = Review.objects.filter(right=right, ended_at=None).select_related("reviewer__user").first()
    return found


def said_reason(code: str, words: str) -> str:
    """A code's sentence with its remedy, and what was written further. Invalid for a code that there is not."""
    if code not in REFUSALS:
        raise Invalid(fields={"code": [_("Choose what is wrong.")]})
    further = clean(words, name="reason").strip()
    if len(further) > LONGEST_WANTED:
        raise Invalid(fields={"reason": [_("At most %(most)d characters.") % {"most": LONGEST_WANTED}]})
    if code == "other" and not further:
        raise Invalid(fields={"reason": [_("Say why, so that the owner can mend it.")]})
    found = REFUSALS[code]
    listed = [] if code == "other" else [str(found.sentence), str(found.remedy)]
    return "\n".join([*listed, *([further] if further else [])])
