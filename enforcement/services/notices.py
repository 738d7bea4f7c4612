"""Letters: rendered once from the pack's words, stored as sent, and sent; seen by whom and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from accounts.models import Party
from audit.rows import committed
from delivery.services import mail
from enforcement import verbs
from enforcement.models import Case, Item, Notice, Seen
from enforcement.packs import time_zone
from enforcement.services.common import hold_case, parties, say
from policy.calendar import last_day
from policy.model import Pack
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import NotFound
from tenancy.models import Marketplace

LISTED = 50


def link_to(case: Case) -> str:
    """The address of the case, the same for both sides."""
    slug = Marketplace.objects.values_list("slug", flat=True).get(id=current_tenant())
    return settings.SITE_URL + reverse("enforcement:case", args=[slug, case.reference])


def listed(items: Sequence[Item]) -> str:
    """The listings of a letter, a line each."""
    lines = [f"- {item.listing.number}: {item.listing.title}" for item in items[:LISTED]]
    if len(items) > LISTED:
        lines.append(gettext("and %(count)d more") % {"count": len(items) - LISTED})
    return "\n".join(lines)


def day_of(moment: datetime | None, pack: Pack) -> str:
    """A deadline as a letter names it: the last day, in the time zone where the days of the case end."""
    return last_day(moment, time_zone(pack)).isoformat() if moment else gettext("no date is set")


def send(
    letter: str, case: Case, *, to: UUID | None, actor: Actor, pack: Pack, now: datetime, items: Sequence[Item],
    places: dict[str, Any] | None = None,
) -> Notice | None:  # fmt: skip
    """Render a letter of the pack, keep it as sent, record it, and hand it to the mail. None where nobody is there."""
    if to is None:
        return None
    recipient = Party.objects.get(id=to)
    marketplace = Marketplace.objects.get(id=current_tenant())
    complainant = case.complainant.name if case.complainant else marketplace.name
    fields = {
        "marketplace": marketplace.name,
        "reference": case.reference,
        "recipient": recipient.contact_name or recipient.name,
        "complainant": complainant,
        "seller": case.seller.name,
        "right": case.right.title,
        "listings": listed(items),
        "reasons": "",
        "missing": "",
        "outcome": "",
        "deadline": "",
        "link": link_to(case),
        **(places or {}),
    }
    words = pack.letter(letter)
    notice = committed(
        Notice,
        case=case,
        to_party=recipient,
        letter=letter,
        language=get_language() or "en",
        subject=gettext(words.subject).format_map(fields)[:300],
        body=gettext(words.body).format_map(fields),
        pack_code=case.pack_code,
        pack_version=case.pack_version,
        sent_at=now,
    )
    entry = say(
        verbs.NOTICE_SENT,
        case,
        actor=actor,
        rows=[notice],
        facts={
            "letter": letter, "language": notice.language, "pack": case.pack_code, "pack_version": case.pack_version
        },
        to=[to],
    )  # fmt: skip
    mail(to_party=recipient, template="letter", context={"subject": notice.subject, "body": notice.body}, entry=entry)
    return notice


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
