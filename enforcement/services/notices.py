"""Letters: rendered once from the pack's words, stored as sent, and sent; seen by whom and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from accounts.models import Party
from audit import log
from audit.rows import committed
from delivery.services import mail
from enforcement import verbs
from enforcement.models import Case, Complaint, Item, Notice, Seen
from enforcement.packs import time_zone
from enforcement.services.common import hold_case, parties, say
from policy.calendar import last_day
from policy.model import Pack
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import NotFound
from tenancy.models import Marketplace

LISTED = 50
BLANK = dict.fromkeys(("complainant", "seller", "reasons", "missing", "outcome", "deadline"), "")


def listed(listings: Sequence[Listing]) -> str:
    """The listings of a letter, a line each."""
    lines = [f"- {listing.number}: {listing.title}" for listing in listings[:LISTED]]
    if len(listings) > LISTED:
        lines.append(gettext("and %(count)d more") % {"count": len(listings) - LISTED})
    return "\n".join(lines)


def day_of(moment: datetime | None, pack: Pack) -> str:
    """A deadline as a letter names it: the last day, in the time zone where the days of the case end."""
    return last_day(moment, time_zone(pack)).isoformat() if moment else gettext("no date is set")


def send(
    letter: str, case: Case, *, to: UUID | None, actor: Actor, pack: Pack, now: datetime, items: Sequence[Item],
    places: dict[str, Any] | None = None,
) -> Notice | None:  # fmt: skip
    """Write to one side of a case. None where nobody is there, as in a case of the platform's own."""
    if to is None:
        return None
    marketplace = Marketplace.objects.get(id=current_tenant())
    fields = {
        **BLANK,
        "complainant": case.complainant.name if case.complainant else marketplace.name,
        "seller": case.seller.name,
        "right": case.right.title,
        "listings": listed([item.listing for item in items]),
        "link": settings.SITE_URL + reverse("enforcement:case", args=[marketplace.slug, case.reference]),
        **(places or {}),
    }
    recipient = Party.objects.get(id=to)
    notice = _write(letter, pack, marketplace, recipient, case, fields, now=now, case=case)
    entry = say(verbs.NOTICE_SENT, case, actor=actor, rows=[notice], facts=_facts(notice), to=[to])
    mail(to_party=recipient, template="letter", context={"subject": notice.subject, "body": notice.body}, entry=entry)
    return notice


def send_receipt(
    letter: str, complaint: Complaint, *, actor: Actor, pack: Pack, now: datetime, places: dict[str, Any] | None = None
) -> Notice:
    """Write to the complainant about the complaint itself: that it arrived, or what it still lacks."""
    marketplace = Marketplace.objects.get(id=current_tenant())
    listings = [row.listing for row in complaint.listings.select_related("listing").order_by("id")]
    fields = {
        **BLANK,
        "complainant": complaint.complainant.name,
        "right": complaint.right.title if complaint.right else "",
        "listings": listed(listings),
        "link": settings.SITE_URL + reverse("enforcement:complaint", args=[marketplace.slug, complaint.reference]),
        **(places or {}),
    }
    recipient = complaint.complainant
    notice = _write(letter, pack, marketplace, recipient, complaint, fields, now=now, complaint=complaint)
    entry = log.record(
        verbs.NOTICE_SENT, actor=actor, subject=complaint, rows=[notice], facts=_facts(notice), parties=[recipient.id]
    )
    mail(to_party=recipient, template="letter", context={"subject": notice.subject, "body": notice.body}, entry=entry)
    return notice


def _write(
    letter: str, pack: Pack, marketplace: Marketplace, recipient: Party, about: Case | Complaint,
    fields: dict[str, Any], *, now: datetime, case: Case | None = None, complaint: Complaint | None = None,
) -> Notice:  # fmt: skip
    words = pack.letter(letter)
    places = {
        "marketplace": marketplace.name,
        "reference": about.reference,
        "recipient": recipient.contact_name or recipient.name,
        **fields,
    }
    return committed(
        Notice,
        case=case,
        complaint=complaint,
        to_party=recipient,
        letter=letter,
        language=get_language() or "en",
        subject=gettext(words.subject).format_map(places)[:300],
        body=gettext(words.body).format_map(places),
        pack_code=about.pack_code,
        pack_version=about.pack_version,
        sent_at=now,
    )


def _facts(notice: Notice) -> dict[str, log.Fact]:
    return {
        "letter": notice.letter,
        "language": notice.language,
        "pack": notice.pack_code,
        "pack_version": notice.pack_version,
    }


def see_notice(*, actor: Actor, reference: str, now: datetime | None = None) -> int:
    """Note that the actor's party opened the letters of a case, the first time; how many were new to it."""
    case = Case.objects.visible_to(actor).filter(reference=reference).first()
    if case is None:
        raise NotFound
    unseen = list(case.notices.filter(to_party_id=actor.party_id, seen=None))
    if not unseen or actor.party_id not in parties(case) or actor.kind != "person":
        return 0
    case = hold_case(actor, reference)
    fresh = list(case.notices.filter(to_party_id=actor.party_id, seen=None).order_by("id"))
    at = now or database_now()
    Seen.objects.bulk_create(Seen(notice=notice, membership_id=actor.membership_id, at=at) for notice in fresh)
    for notice in fresh:
        say(verbs.NOTICE_SEEN, case, actor=actor, facts={"letter": notice.letter})
    return len(fresh)
