"""Who must not decide a case: whoever belongs, or belonged, to a side of it, said so themselves, or decided it before.

People are compared, not memberships. The marketplace's own staff belong to the marketplace, which is no side.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Appointment, Membership, MembershipBrand, Party
from enforcement.models import Case, Confirmation, Decision, DeclaredConflict
from tenancy.errors import Denied


def parties_of(user_id: int | None) -> set[UUID]:
    """The parties that a person is or was a member of, and the brands they act or acted for. At most three queries."""
    members = Membership.objects.filter(user_id=user_id).exclude(party__kind=Party.Kind.OPERATOR)
    own = set(members.values_list("party_id", flat=True)) if user_id else set()
    if not own:
        return own
    own |= set(Appointment.objects.filter(agent_id__in=own).values_list("principal_id", flat=True))
    return own | set(MembershipBrand.objects.filter(membership__in=members).values_list("brand_id", flat=True))


def conflict(user_id: int | None, case: Case, decisions: Iterable[Decision] = ()) -> Denied | None:
    """Why this person must not decide the case, or decide again what `decisions` say; None where nothing stands against it.

    A program and the marketplace itself are no person.
    """
    if user_id is None:
        return None
    found = list(decisions)
    members = {decision.decided_by_id for decision in found}
    members |= set(Confirmation.objects.filter(decision__in=found).values_list("by_membership_id", flat=True))
    if Membership.objects.filter(id__in=members - {None}, user_id=user_id).exists():
        words = _("You decided this yourself: an appeal is decided by somebody else.")
        if any(decision.taken_at is None for decision in found):
            words = _("Nobody confirms a decision of their own: somebody else must look at it.")
        return Denied(words, code="own_decision")
    if parties_of(user_id) & {case.seller_id, case.complainant_id, case.right.owner_id}:
        return Denied(
            _("You are, or were, a member of one of the sides of this case: somebody else decides it."),
            code="own_party",
        )
    if DeclaredConflict.objects.filter(case=case, by_membership__user_id=user_id).exists():
        return Denied(
            _("You declared a conflict of interest in this case: somebody else decides it."), code="declared_conflict"
        )
    return None


def without_conflict(cases: QuerySet[Case], user_id: int | None) -> QuerySet[Case]:
    """Those of the cases that a person is neither a side of nor declared a conflict in."""
    if user_id is None:
        return cases
    declared = DeclaredConflict.objects.filter(case=OuterRef("id"), by_membership__user_id=user_id)
    cases = cases.filter(~Exists(declared))
    sides = parties_of(user_id)
    if not sides:
        return cases
    theirs = Q(complainant__isnull=False, complainant__in=sides)
    return cases.exclude(Q(seller__in=sides) | Q(right__owner__in=sides)).exclude(theirs)
