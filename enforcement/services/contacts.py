"""The first look at somebody's contact is noted: whoever discloses an address must be able to say to whom."""

from datetime import datetime

from django.db import transaction

from enforcement import verbs
from enforcement.disclosure import Contact, Face, face
from enforcement.models import Case, ContactSeen
from enforcement.services.common import hold_case, say
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import NotFound


@transaction.atomic
def see_contacts(*, actor: Actor, reference: str, now: datetime | None = None) -> int:
    """Note that the actor looked at a case with the contacts that are disclosed to them; how many were new to them.

    Once for each reader, side and case, staff too. One's own contact is none of them. Raises NotFound for strangers.
    """
    reader = actor.membership_id or actor.key_id
    if reader is None:
        return 0
    found = (
        Case.objects.reachable_by(actor).filter(reference=reference).select_related("seller", "complainant", "right")
    )
    case = found.first()
    if case is None:
        raise NotFound
    shown = _disclosed(face(case, actor))
    seen = set(ContactSeen.objects.filter(case=case, reader=reader).values_list("whose", flat=True)) if shown else set()
    if not set(shown) - seen:
        return 0
    hold_case(actor, reference)
    at, fresh = now or database_now(), 0
    for whose, contact in shown.items():
        _row, is_new = ContactSeen.objects.get_or_create(case=case, whose=whose, reader=reader, defaults={"at": at})
        if is_new:
            fresh += 1
            owner = case.seller_id if whose == "seller" else case.complainant_id
            level = "all" if contact.phone or contact.address or contact.person else "name_and_mail"
            told = [owner] if owner and not actor.is_operator else []
            say(verbs.CONTACT_SEEN, case, actor=actor, facts={"whose": whose, "level": level}, to=told)
    return fresh


def _disclosed(mine: Face) -> dict[str, Contact]:
    """The contacts of others that this face tells more of than the name."""
    both = {"complainant": mine.complainant, "seller": mine.seller}
    return {
        whose: contact
        for whose, contact in both.items()
        if contact is not None and contact.is_disclosed and whose != mine.side
    }
