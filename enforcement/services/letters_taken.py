"""Letters taken in: a notice becomes the complaint of its sender, a counter-notice the seller's answer in a case.

The reviewer works for the sender: the deeds are recorded as the reviewer's, on behalf of the party.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import Party
from accounts.permissions import require
from audit import log
from enforcement import verbs
from enforcement.models import Case, IncomingLetter
from enforcement.packs import choose, of_case
from enforcement.services.answering import answer, answers_open_for
from enforcement.services.drafting import save_draft
from enforcement.services.filing import file_complaint
from enforcement.services.receiving import finish, hold_letter
from policy import notices
from registry import services as registry
from registry.details import Details
from registry.models import Right
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid

HOLDER, SELLER = "holder.main", "seller.main"
COUNTER = "counter_notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """What a letter comes to: the right and the territory in which it is asserted, what is wrong, and the elements."""

    right: Right
    region: str
    reason: str
    elements: Mapping[str, str]
    listings: Sequence[Listing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sent a letter and is on file nowhere, and the unregistered work that they assert."""

    name: str
    country: str
    email: str
    work: str
    territory: str


def acting_for(actor: Actor, party: Party, role: str) -> Actor:
    """The reviewer in the place of a party that wrote a letter: still this person, with what the party may."""
    return replace(actor, role=role, party_id=party.id, regions=frozenset(), brands=frozenset())


@transaction.atomic
def take_in_letter(*, actor: Actor, reference: str, asserted: Asserted, now: datetime | None = None) -> IncomingLetter:
    """File the complaint that a letter is, for the owner of the right.

    Raises Invalid naming the element that is missing: then the sender is asked for it, not the complaint filed.
    """
    require(actor, "letter.handle")
    at = now or database_now()
    row = hold_letter(actor, reference)
    owner = asserted.right.owner
    pack = choose(asserted.region, asserted.right.kind, at, reason=asserted.reason)
    on_file = {"right": "right", "listings": "listings" if asserted.listings else "", "party": owner.contact_email}
    given = {
        element.code: asserted.elements.get(element.code, "") or on_file.get(element.filled_from, "")
        for element in pack.notice
    }
    lacking = notices.missing(pack.notice, given)
    if lacking or not asserted.listings:
        wrong = {element.code: [_("The letter lacks this. Ask the sender for it.")] for element in lacking}
        nothing = {"listings": [_("The letter names no listing of this marketplace.")]}
        raise Invalid(fields=wrong | ({} if asserted.listings else nothing))
    for_sender = acting_for(actor, owner, HOLDER)
    draft = save_draft(
        actor=for_sender, right=asserted.right, region=asserted.region, reason=asserted.reason,
        statement=asserted.elements.get("explanation", ""), elements=asserted.elements,
        listings=[listing.id for listing in asserted.listings],
    )  # fmt: skip
    row.complaint = file_complaint(actor=for_sender, reference=draft.reference, now=at)
    finish(row, "taken_in", by=actor.membership_id, now=at)
    log.record(
        verbs.LETTER_TAKEN_IN, actor=actor, subject=row, refs=[row.complaint, asserted.right],
        facts={"became": "complaint", "kind": row.kind}, parties=[owner.id, row.party_id],
    )  # fmt: skip
    return row


@transaction.atomic
def answer_by_letter(
    *, actor: Actor, reference: str, case: str, elements: Mapping[str, str], statement: str = "",
    now: datetime | None = None,
) -> IncomingLetter:  # fmt: skip
    """Make a letter the seller's answer in a case: the counter-notice about every listing that can still be contested.

    The reviewer has checked that the letter comes from the seller. Raises NotFound for a case that the actor does not
    see, Conflict where nothing in it can be contested any more, Invalid naming the elements that are missing.
    """
    require(actor, "letter.handle")
    row = hold_letter(actor, reference)
    found = Case.objects.visible_to(actor).filter(reference=case.strip().upper()).select_related("seller").first()
    if found is None:
        raise Invalid(fields={"case": [_("There is no case of this reference.")]})
    row.case = found
    _contest(found, actor=actor, elements=elements, statement=statement, now=now)
    finish(row, "taken_in", by=actor.membership_id, now=now)
    log.record(
        verbs.LETTER_TAKEN_IN, actor=actor, subject=row, refs=[found], facts={"became": "answer", "kind": row.kind},
        parties=[found.seller_id],
    )  # fmt: skip
    return row


def _contest(case: Case, *, actor: Actor, elements: Mapping[str, str], statement: str, now: datetime | None) -> None:
    """The seller's answer, given by a letter: the one place where letters meet `answering`."""
    pack = of_case(case, now or database_now())
    items = list(case.items.select_related("listing").prefetch_related("decisions").order_by("id"))
    chosen = {}
    for item in items:
        rules = answers_open_for(item, pack)
        counter = next((rule for rule in rules if rule.needs == COUNTER), None)
        contest = counter or next((rule for rule in rules if rule.becomes == "contested"), None)
        if contest:
            chosen[item.id] = contest.code
    if not chosen:
        raise Conflict(_("Nothing in this case can be contested now."), code="stage")
    answer(
        actor=acting_for(actor, case.seller, SELLER), reference=case.reference, answers=chosen, statement=statement,
        elements=elements, now=now,
    )  # fmt: skip


@transaction.atomic
def register_sender(*, actor: Actor, reference: str, sender: Sender) -> Right:
    """Put a sender without an account on file, and the unregistered copyright that the letter asserts.

    No register can be asked about such a right: the letter itself is what it rests on.
    """
    require(actor, "letter.handle")
    row = hold_letter(actor, reference)
    if not sender.territory:
        raise Invalid(fields={"territory": [_("Say where the right is asserted.")]})
    party = accounts.register_party(
        actor=Actor.system(current_tenant()), kind=Party.Kind.BRAND, name=sender.name, country=sender.country,
        contact_email=sender.email,
    )  # fmt: skip
    details = Details(
        kind=Right.Kind.COPYRIGHT, title=sender.work, territories=(sender.territory,), source=row.reference
    )
    right = registry.register_right(actor=acting_for(actor, party, HOLDER), details=details, owner=party)
    right = registry.verify_right(actor=actor, right=right)
    log.record(verbs.LETTER_SENDER, actor=actor, subject=row, refs=[party, right], parties=[party.id])
    return right
