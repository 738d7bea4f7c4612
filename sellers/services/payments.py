"""To which account a seller is paid: another one counts after three days, in which it can be stopped by a click.

Who has stolen an account of a shop changes this first, to be paid for what somebody else sold.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from sellers import verbs
from sellers.machine import PAYMENTMOVE
from sellers.models import DataRequest, PaymentMove, SellerApplication, SellerTrait
from sellers.onboarding.accounts import Account
from sellers.onboarding.payment_letters import send_payment_asked, send_payment_changed, send_payment_stopped
from sellers.services.asking import Basis, ask, is_asked
from sellers.services.traits import keep_traits
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow.clocks import Limit, start, stop
from workflow.moves import move

State = PaymentMove.State
COOLING_OFF = timedelta(hours=72)
CLOCK = "payment_move"
TAKES_EFFECT = "payment_account_changes"


def payment_account(seller: Party) -> Account | None:
    """To which account it is paid now, as far as it was told: the last one that took effect. Three queries at most."""
    moved = PaymentMove.objects.filter(seller=seller, state=State.DONE).order_by("-due_at").first()
    given = _given(seller)
    if moved and (given is None or given.confirmed_at is None or moved.due_at >= given.confirmed_at):
        return Account.kept(moved.account)
    if given:
        return Account.kept(given.account)
    begun = SellerApplication.objects.filter(party=seller, state="approved").first()
    return Account.kept(begun.said.get("payment", {}).get("account")) if begun else None


def waiting_payment(seller: Party) -> PaymentMove | None:
    """The account that waits to take effect."""
    found: PaymentMove | None = PaymentMove.objects.filter(seller=seller, state=State.WAITING).first()
    return found


def change_payment(*, actor: Actor, account: Account | None, link: str) -> PaymentMove:
    """The seller itself names another account. `link` is the address of the page that stops it, with `TOKEN` in it.

    Raises NotFound for others than sellers, Invalid where there is no account or it is the one it has.
    """
    require(actor, "member.invite")
    seller = Party.objects.filter(id=actor.party_id, kind=Party.Kind.SELLER).first()
    if seller is None:
        raise NotFound
    if account is None:
        raise Invalid(fields={"account": [_("Give the account to which you are to be paid.")]})
    held = payment_account(seller)
    if held and held.digest == account.digest:
        raise Invalid(fields={"account": [_("This is the account to which you are paid already.")]})
    return ask_payment_move(actor=actor, seller=seller, account=account, link=link, now=database_now())


def ask_payment_move(*, actor: Actor, seller: Party, account: Account, link: str, now: datetime) -> PaymentMove:
    """Have a seller be paid elsewhere in 72 hours, unless that is stopped; its mail address is told at once and can.

    A later one replaces the one that waits. For services that have authorised their own act.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Party.objects.select_for_update(no_key=True).get(id=seller.id)
        for before in PaymentMove.objects.select_for_update().filter(seller=seller, state=State.WAITING):
            _stop(before, by=str(actor.kind))
        asked: PaymentMove = PaymentMove.objects.create(
            seller=seller, account=account.to_keep(), token_hash=_hash(token), due_at=now + COOLING_OFF
        )
        start(
            kind=CLOCK, subject=asked, about_id=seller.id, starts_at=now, due_at=asked.due_at, then=TAKES_EFFECT,
            limit=Limit(unit="hours", upper=72, basis="policy", source=_("Care for accounts")),
        )  # fmt: skip
        entry = record(
            verbs.PAYMENT_ASKED, actor=actor, subject=seller, parties=[seller.id],
            facts={"due_on": asked.due_at.date().isoformat()}, personal={"account": f"…{account.last}"},
        )  # fmt: skip
        send_payment_asked(entry=entry, asked=asked, last=account.last, link=link.replace("TOKEN", token))
    return asked


def drop_same(*, seller: Party, account: Account, by: str) -> None:
    """What waits is the account that it has by now: nothing is to change any more. For the service that takes the account."""
    waits = PaymentMove.objects.select_for_update().filter(seller=seller, state=State.WAITING).first()
    if waits and waits.account.get("digest") == account.digest:
        _stop(waits, by=by)


def open_payment_move(token: str) -> PaymentMove:
    """The change that this secret stops, with its seller. NotFound for any that can be stopped no more."""
    rows = PaymentMove.objects.select_related("seller", "tenant")
    found: PaymentMove | None = rows.filter(token_hash=_hash(token), state=State.WAITING).first()
    if found is None:
        raise NotFound
    return found


def stop_payment_move(*, actor: Actor, asked: PaymentMove, by_link: bool = False) -> None:
    """Stop it: somebody of the seller, or staff; or (`by_link`) whoever showed the caller the link of the mail.

    Raises NotFound for strangers, Conflict where it is decided already.
    """
    if not by_link:
        if not actor.is_operator and actor.party_id != asked.seller_id:
            raise NotFound
        require(actor, "party.manage" if actor.is_operator else "member.invite")
    with transaction.atomic():
        rows = PaymentMove.objects.select_for_update(of=("self",)).select_related("seller", "tenant")
        fresh: PaymentMove = rows.get(id=asked.id)
        if fresh.state != State.WAITING:
            raise Conflict(_("This is decided already."))
        _stop(fresh, by=str(actor.kind))
        entry = record(verbs.PAYMENT_STOPPED, actor=actor, subject=fresh.seller, parties=[fresh.seller_id])
        send_payment_stopped(entry=entry, asked=fresh)


def take_payment_effect(*, actor: Actor, asked: PaymentMove, now: datetime) -> None:
    """Nobody stopped it: it is paid there from now on, and confirms who it is, unless it has done so since."""
    account = Account.kept(asked.account)
    if asked.state != State.WAITING or account is None:
        return
    seller = asked.seller
    move(asked, State.DONE, machine=PAYMENTMOVE, now=now)
    traits = [(SellerTrait.Kind.PAYMENT.value, account.digest, f"…{account.last}")]
    keep_traits(actor=actor, seller=seller, traits=traits)
    entry = record(
        verbs.PAYMENT_CHANGED,
        actor=actor,
        subject=seller,
        parties=[seller.id],
        personal={"account": f"…{account.last}"},
    )
    send_payment_changed(entry=entry, asked=asked, last=account.last)
    confirmed = DataRequest.objects.filter(seller=seller, confirmed_at__gte=asked.due_at - COOLING_OFF).exists()
    if seller.state == Party.State.ACTIVE and not confirmed and not is_asked(seller, Basis.CHANGED):
        words = _("Changed: the payment account. Confirm that your data are right, and to which account you are paid.")
        ask(actor, seller, Basis.CHANGED, words, now)


def _given(seller: Party) -> DataRequest | None:
    """The last request in which an account was given that needed no waiting."""
    rows = DataRequest.objects.filter(seller=seller, confirmed_at__isnull=False).exclude(account={})
    found: DataRequest | None = rows.order_by("-confirmed_at").first()
    return found


def _stop(asked: PaymentMove, *, by: str) -> None:
    move(asked, State.STOPPED, machine=PAYMENTMOVE)
    asked.account = {}
    asked.save(update_fields=["account"])
    stop(subject_id=asked.id, kind=CLOCK, by=by)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
