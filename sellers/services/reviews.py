"""Reviews of sellers: wanted by staff, assigned to an inspector that nothing ties to the seller, given back, called off."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from gateway.text import text_fault
from sellers import verbs
from sellers.machine import SELLERREVIEW
from sellers.models import Accreditation, ReviewAssignment, ReviewKind, SellerReview
from sellers.reviews.checklists import newest
from sellers.reviews.letters import send_assigned
from sellers.reviews.ties import candidates
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tenancy.references import unused
from workflow.moves import move

State = SellerReview.State
MOST_WORDS = 2000
LONGEST = timedelta(days=365)
OPEN = (State.ASSIGNED, State.BEGUN)


@transaction.atomic
def ask_review(
    *, actor: Actor, seller: Party | None, kind: str, country: str, why: str, due_on: date | None, department: str = ""
) -> SellerReview:
    """Put a review of a seller into the queue. `why` is for the inspector. Raises Invalid by field."""
    require(actor, "review.manage")
    today = database_now().date()
    wrong: dict[str, list[str]] = {}
    if seller is None or seller.kind != Party.Kind.SELLER:
        wrong["seller"] = [_("There is no such seller.")]
    if kind not in ReviewKind.values:
        wrong["kind"] = [_("Choose what is to be looked at.")]
    if country not in {code for code, _name in countries}:
        wrong["country"] = [_("Choose the country.")]
    if due_on is None or not today < due_on <= today + LONGEST:
        wrong["due_on"] = [_("A day after today, at most a year ahead.")]
    if len(department) > 100 or text_fault(department):
        wrong["department"] = [_("At most %(most)d characters.") % {"most": 100}]
    if fault := words_fault(why):
        wrong["why"] = [fault]
    if wrong or seller is None or due_on is None:
        raise Invalid(fields=wrong)
    made: SellerReview = SellerReview.objects.create(
        reference=unused(SellerReview, "SR"), seller=seller, kind=kind, department=" ".join(department.split()),
        country=country, why=why.strip(), due_on=due_on, checklist=newest(kind),
    )  # fmt: skip
    facts = {"kind": kind, "due": due_on.isoformat()}
    record(verbs.REVIEW_ASKED, actor=actor, subject=made, refs=[seller], facts=facts, personal={"reason": made.why})
    return made


@transaction.atomic
def assign_review(*, actor: Actor, review: SellerReview, inspector: Party | None) -> SellerReview:
    """Give it to an inspector. Raises Invalid where there is none of that kind, Denied with the reasons where something
    ties it to the seller or its accreditation does not reach, Conflict."""
    require(actor, "review.manage")
    fresh = locked(review)
    if fresh.state != State.WAITING:
        raise Conflict(_("It is assigned already."))
    chosen = candidates(fresh, inspector=inspector) if inspector is not None else []
    if not chosen:
        raise Invalid(fields={"inspector": [_("There is no accredited inspector of that name.")]})
    if chosen[0].against:
        raise Denied(" ".join(chosen[0].reasons), code="conflict_of_interest")
    ruled_out = sum(bool(one.against) for one in candidates(fresh))
    fresh.inspector, fresh.accreditation = chosen[0].accreditation.inspector, chosen[0].accreditation
    fresh.assigned_by, fresh.answers = actor.membership_id, {}
    fresh.save(update_fields=["inspector", "accreditation", "assigned_by", "answers"])
    move(fresh, State.ASSIGNED, machine=SELLERREVIEW)
    ReviewAssignment.objects.create(review=fresh, inspector=fresh.inspector)
    entry = record(
        verbs.REVIEW_ASSIGNED, actor=actor, subject=fresh, refs=[fresh.seller], parties=[fresh.inspector.id],
        facts={"ruled_out": ruled_out},
    )  # fmt: skip
    send_assigned(entry=entry, review=fresh)
    return fresh


@transaction.atomic
def take_back_review(*, actor: Actor, review: SellerReview, reason: str) -> SellerReview:
    """Staff take it from its inspector: it waits to be assigned anew, and this inspector does not get it again.

    Raises Invalid, Conflict.
    """
    require(actor, "review.manage")
    if fault := words_fault(reason):
        raise Invalid(fields={"reason": [fault]})
    fresh = locked(review)
    give_back(actor=actor, fresh=fresh, reason=reason.strip())
    return fresh


@transaction.atomic
def cancel_review(*, actor: Actor, review: SellerReview, reason: str) -> SellerReview:
    """It is not wanted any more. Raises Invalid, Conflict."""
    require(actor, "review.manage")
    if fault := words_fault(reason):
        raise Invalid(fields={"reason": [fault]})
    fresh = locked(review)
    parties = [fresh.inspector_id] if fresh.inspector_id else []
    _end_assignment(fresh, reason.strip())
    move(fresh, State.CANCELLED, machine=SELLERREVIEW)
    record(
        verbs.REVIEW_CANCELLED, actor=actor, subject=fresh, refs=[fresh.seller], parties=parties,
        personal={"reason": reason.strip()},
    )  # fmt: skip
    return fresh


def give_back(*, actor: Actor, fresh: SellerReview, reason: str, interest: bool = False) -> None:
    """A locked review that is not signed waits to be assigned anew; `interest` where the inspector has named one.

    The caller has authorised the act of which this is part. Raises Conflict.
    """
    parties = [fresh.inspector_id] if fresh.inspector_id else []
    move(fresh, State.WAITING, machine=SELLERREVIEW)
    _end_assignment(fresh, reason)
    fresh.inspector, fresh.accreditation, fresh.answers = None, None, {}
    fresh.save(update_fields=["inspector", "accreditation", "answers"])
    record(
        verbs.REVIEW_GIVEN_BACK, actor=actor, subject=fresh, refs=[fresh.seller], parties=parties,
        facts={"interest": interest}, personal={"reason": reason},
    )  # fmt: skip


def give_back_all(*, actor: Actor, accreditation: Accreditation, reason: str) -> int:
    """What is not signed under an accreditation that ended goes back; how many. The caller has authorised that."""
    rows = SellerReview.objects.select_for_update(of=("self",)).select_related("seller", "inspector", "tenant")
    held = list(rows.filter(accreditation=accreditation, state__in=OPEN).order_by("id"))
    for fresh in held:
        give_back(actor=actor, fresh=fresh, reason=reason)
    return len(held)


def locked(review: SellerReview) -> SellerReview:
    """The row as it stands, for this transaction alone."""
    rows = SellerReview.objects.select_for_update(of=("self",))
    rows = rows.select_related("seller", "inspector", "accreditation", "tenant")
    found: SellerReview | None = rows.filter(id=review.id).first()
    if found is None:
        raise NotFound
    return found


def words_fault(words: str) -> str:
    """What is wrong with a reason; "" where nothing is."""
    if not words.strip():
        return _("Say why.")
    if len(words) > MOST_WORDS:
        return _("At most %(most)d characters.") % {"most": MOST_WORDS}
    return text_fault(words) or ""


def _end_assignment(fresh: SellerReview, reason: str) -> None:
    open_ones = ReviewAssignment.objects.filter(review=fresh, ended_at=None)
    open_ones.update(ended_at=database_now(), ended_reason=reason)
