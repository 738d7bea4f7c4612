"""The channel in which both sides settle: recorded, and read by whoever decides. An offer is agreed to, or refused."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.models import Entry
from audit.rows import committed
from delivery.services import mail
from enforcement import verbs
from enforcement.models import Case, Message
from enforcement.reading import demands
from enforcement.services.common import hold_case, say, speaking_side
from policy.letters.languages import catalogue
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound, TooMany
from tenancy.models import Marketplace

LONGEST = 4000
A_DAY = timedelta(days=1)
MOST_A_DAY = 20
"""Messages of one side in one case within 24 hours."""
SPEAKS = {"seller": "case.answer", "complainant": "complaint.file"}


@transaction.atomic
def write_message(
    *,
    actor: Actor,
    reference: str,
    words: str,
    kind: str = Message.Kind.MESSAGE,
    answers: UUID | None = None,
    now: datetime | None = None,
) -> Message:
    """Write to the other side of a case: a message, an offer to settle, or the answer to an offer of theirs.

    A refusal needs reasons. Who agrees to settle is led to taking the complaint back; nothing else follows by itself.
    Raises Denied for anybody but the two sides, Conflict where nobody is there to write to or the offer is answered.
    """
    at = now or database_now()
    case = hold_case(actor, reference)
    side = speaking_side(actor, case)
    if not side:
        raise Denied(_("The two sides of a case write to each other; nobody else."))
    require(actor, SPEAKS[side])
    if case.complainant_id is None:
        raise Conflict(_("The marketplace acts on its own here: there is no other side to settle with."), code="stage")
    _refuse_too_much(case, actor, at)
    if kind not in Message.Kind.values:
        raise Invalid(fields={"kind": [_("Choose what you write.")]})
    offer = _offer(case, kind, answers, side)
    if not words.strip() and kind != Message.Kind.AGREEMENT:
        raise Invalid(fields={"words": [_("Write what you want to say. A refusal needs your reasons.")]})
    if len(words) > LONGEST:
        raise Invalid(fields={"words": [_("At most %(n)d characters.") % {"n": LONGEST}]})
    message = committed(
        Message, case=case, kind=kind, words=words.strip(), answers=offer, demands_money=bool(demands.find(words)),
        by_party_id=actor.party_id, by_membership_id=actor.membership_id, at=at,
    )  # fmt: skip
    entry = say(verbs.MESSAGE_WRITTEN, case, actor=actor, rows=[message], facts={"kind": kind, "side": side})
    _mail(case, message, side, entry)
    return message


def _refuse_too_much(case: Case, actor: Actor, at: datetime) -> None:
    """Raise Conflict where the writing is ended, TooMany where this side has written very often within a day."""
    if case.channel_ends.exists():
        raise Conflict(
            _("The writing in this case is ended. What you want to say to the reviewer belongs into your answer."),
            code="ended",
        )
    if case.messages.filter(by_party_id=actor.party_id, at__gt=at - A_DAY).count() >= MOST_A_DAY:
        raise TooMany(
            _("At most %(n)d messages a day in one case. Write the rest tomorrow, in one message.") % {"n": MOST_A_DAY},
            retry_after=int(A_DAY.total_seconds()),
        )


def _offer(case: Case, kind: str, answers: UUID | None, side: str) -> Message | None:
    """The offer of the other side that is answered; None for what answers nothing."""
    if kind not in (Message.Kind.AGREEMENT, Message.Kind.REFUSAL):
        return None
    offer = case.messages.filter(id=answers, kind=Message.Kind.OFFER).first() if answers else None
    if offer is None or (offer.by_party_id == case.seller_id) == (side == "seller"):
        raise NotFound
    if Message.objects.filter(answers=offer).exists():
        raise Conflict(_("This offer is answered already."), code="stage")
    return offer


def _mail(case: Case, message: Message, side: str, entry: Entry) -> None:
    """Tell the other side that something was written, and where; the words stay in the case."""
    other = case.complainant if side == "seller" else case.seller
    assert isinstance(other, Party)
    marketplace = Marketplace.objects.get(id=current_tenant())
    link = settings.SITE_URL + reverse("enforcement:case", args=[marketplace.slug, case.reference]) + "#talk"
    with translation.override(catalogue(other.language)):
        subject = _("A message in case %(reference)s") % {"reference": case.reference}
        body = _("The other side has written to you in case %(reference)s. Read it and answer here: %(link)s")
        body %= {"reference": case.reference, "link": link}
    mail(
        to_party=other, template="letter", context={"subject": subject, "body": body}, entry=entry,
        language=other.language,
    )  # fmt: skip
