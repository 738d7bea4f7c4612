"""What a seller gave is checked within ten days: it is right, or it is asked again.

15 U.S.C. 45f(a)(2): the marketplace verifies within 10 days of receipt. What the seller confirms unchanged, and a person has
checked before, is checked with that; everything else a person looks at.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from gateway.text import text_fault
from registry.models import PartyNumber
from sellers import verbs
from sellers.machine import DATAREQUEST
from sellers.models import DataRequest, SellerDisclosure
from sellers.onboarding.trading_letters import send_unchecked
from sellers.recognising import digest
from sellers.services.asking import Basis, State, ask, is_asked, limit_of
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Denied, Invalid
from workflow.clocks import start, stop
from workflow.moves import move

CLOCK = "seller_data_check"
UNCHECKED = "seller_data_unchecked"
DAYS_TO_CHECK = timedelta(days=10)
MOST_WORDS = 2000


def begin_check(*, actor: Actor, asked: DataRequest, now: datetime) -> None:
    """What was given waits to be checked; where all of it is as it was checked before, it is."""
    asked.seen = _digest(asked)
    same = DataRequest.objects.filter(seller_id=asked.seller_id, state=State.VERIFIED, seen=asked.seen)
    if same.exists():
        asked.save(update_fields=["seen"])
        _verified(actor, asked, how="same")
        return
    asked.check_due_at = now + DAYS_TO_CHECK
    asked.save(update_fields=["seen", "check_due_at"])
    start(
        kind=CLOCK, subject=asked, about_id=asked.seller_id, starts_at=now, due_at=asked.check_due_at, then=UNCHECKED,
        limit=limit_of(asked.basis, DAYS_TO_CHECK),
    )  # fmt: skip


@transaction.atomic
def verify_data(*, actor: Actor, asked: DataRequest) -> DataRequest:
    """A person says that it is right. Raises Denied for programs, Conflict where it is not to be checked."""
    fresh = _to_check(actor, asked)
    _verified(actor, fresh, how="person")
    return fresh


@transaction.atomic
def doubt_data(*, actor: Actor, asked: DataRequest, words: str) -> DataRequest:
    """A person says what is not right; the seller is asked again, with the days that it had. The new request.

    Raises Denied for programs, Invalid without words, Conflict where it is not to be checked.
    """
    fault = text_fault(words) if words.strip() else _("Say what is not right.")
    if fault or len(words) > MOST_WORDS:
        raise Invalid(fields={"words": [fault or _("At most %(most)d characters.") % {"most": MOST_WORDS}]})
    fresh = _to_check(actor, asked)
    if is_asked(fresh.seller, fresh.basis):
        raise Conflict(_("This seller is asked already."))
    move(fresh, State.DOUBTED, machine=DATAREQUEST)
    stop(subject_id=fresh.id, kind=CLOCK, by=fresh.reference)
    record(
        verbs.DATA_DOUBTED, actor=actor, subject=fresh, refs=[fresh.seller], parties=[fresh.seller_id],
        personal={"reason": words.strip()},
    )  # fmt: skip
    return ask(actor, fresh.seller, fresh.basis, words.strip(), database_now())


def note_unchecked(*, actor: Actor, asked: DataRequest) -> None:
    """Ten days are over and nobody has checked it: that is written down, the operator gets a mail, once. Nothing follows for the
    seller."""
    if asked.state != State.GIVEN:
        return
    entry = record(verbs.DATA_UNCHECKED, actor=actor, subject=asked, refs=[asked.seller])
    send_unchecked(entry=entry, asked=asked)


def _to_check(actor: Actor, asked: DataRequest) -> DataRequest:
    require(actor, "party.manage")
    if actor.membership_id is None:
        raise Denied(_("A person decides that."))
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("seller", "tenant")
    fresh: DataRequest = rows.get(id=asked.id)
    if fresh.state != State.GIVEN:
        raise Conflict(_("There is nothing to be checked."))
    return fresh


def _verified(actor: Actor, asked: DataRequest, *, how: str) -> None:
    move(asked, State.VERIFIED, machine=DATAREQUEST)
    stop(subject_id=asked.id, kind=CLOCK, by=asked.reference)
    record(
        verbs.DATA_VERIFIED, actor=actor, subject=asked, refs=[asked.seller], parties=[asked.seller_id],
        facts={"how": how},
    )  # fmt: skip


def _digest(asked: DataRequest) -> str:
    """Of all that was given and confirmed, under the marketplace's own key; what buyers are told where that was asked."""
    party, parts = asked.seller, [str(asked.basis == Basis.DISCLOSE)]
    parts += [party.name, party.country, party.address, party.phone, party.contact_name, party.contact_email]
    parts += [
        f"{row.scheme} {row.value}" for row in PartyNumber.objects.filter(party=party).order_by("scheme", "value")
    ]
    parts.append(str(asked.account.get("digest", "")))
    if asked.basis == Basis.DISCLOSE:
        parts += _disclosed(party.id)
    return digest(current_tenant(), "data", "\n".join(part.replace("\n", " ") for part in parts))


def _disclosed(seller_id: UUID) -> list[str]:
    row = SellerDisclosure.objects.filter(seller_id=seller_id, ended_at=None).first()
    names = ("name", "country", "place", "at_home", "phone", "email", "trade", "sent_by_others")
    return [str(getattr(row, name)) for name in names] if row else []


def to_check(seller: Party) -> DataRequest | None:
    """What of this seller waits to be checked, the oldest."""
    found: DataRequest | None = DataRequest.objects.filter(seller=seller, state=State.GIVEN).order_by("id").first()
    return found


def unchecked(now: datetime, most: int) -> list[datetime]:
    """Until when what nobody has checked in time was to be checked, the oldest first, at most so many. One query."""
    late = DataRequest.objects.filter(state=State.GIVEN, check_due_at__lt=now)
    return list(late.order_by("check_due_at", "id").values_list("check_due_at", flat=True)[:most])
