"""The first look at somebody's contact is noted: whoever discloses an address must be able to say to whom."""

from datetime import datetime

from django.db import transaction

from enforcement import verbs
from enforcement.disclosure import Contact, Face
from enforcement.models import Case, ContactSeen
from enforcement.services.common import hold_case, say
from tenancy.actor import Actor
from tenancy.context import database_now


def see_contacts(*, actor: Actor, case: Case, mine: Face, now: datetime | None = None) -> int:
    """Note that the actor looked at a case with the contacts that its face tells of others; how many were new to them.

    Once for each reader, side and case, staff too. One query where nothing is new.
    """
    reader, shown = actor.membership_id or actor.key_id, _disclosed(mine)
    if reader is None or not shown:
        return 0
    if not set(shown) - set(ContactSeen.objects.filter(case=case, reader=reader).values_list("whose", flat=True)):
        return 0
    at, fresh = now or database_now(), 0
    with transaction.atomic():
        hold_case(actor, case.reference)
        for whose, contact in shown.items():
            _row, is_new = ContactSeen.objects.get_or_create(case=case, whose=whose, reader=reader, defaults={"at": at})
            fresh += is_new
            if is_new:
                _record(case, whose, contact, actor=actor)
    return fresh


def _record(case: Case, whose: str, contact: Contact, *, actor: Actor) -> None:
    """Whose contact it is learns of the other side's look; what the house looks at is the house's own."""
    owner = case.seller_id if whose == "seller" else case.complainant_id
    level = "all" if contact.phone or contact.address or contact.person else "name_and_mail"
    told = [owner] if owner and not actor.is_operator else []
    say(verbs.CONTACT_SEEN, case, actor=actor, facts={"whose": whose, "level": level}, to=told)


def _disclosed(mine: Face) -> dict[str, Contact]:
    """The contacts of others that this face tells more of than the name."""
    both = {"complainant": mine.complainant, "seller": mine.seller}
    return {
        whose: contact
        for whose, contact in both.items()
        if contact is not None and contact.is_disclosed and whose != mine.side
    }
