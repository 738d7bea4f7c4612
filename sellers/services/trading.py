"""Data that the law has sellers give: who reaches the thresholds is asked, who stays silent is out of the shop until it answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import record
from gateway.text import text_fault
from registry.identity.numbers import LONGEST, Fault, Number, read
from registry.identity.words import OTHER, say_fault
from registry.models import PartyNumber
from registry.services.applications import keep_numbers
from sellers import verbs
from sellers.machine import DATAREQUEST
from sellers.models import DataRequest, SalesFact, SellerTrait
from sellers.onboarding.accounts import Account
from sellers.onboarding.trading_letters import send_taken_out
from sellers.onboarding.volume import YEAR, is_disclosed, is_high_volume, months_back
from sellers.services.asking import CLOCK, Basis, State, ask, is_asked, limit_of
from sellers.services.checking_data import begin_check
from sellers.services.disclosing import Disclosed, disclosure_faults, keep_disclosure, standing_disclosures
from sellers.services.payments import ask_payment_move, drop_same, payment_account
from sellers.services.restraints import release, restrain_seller
from sellers.services.traits import keep_traits
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow.clocks import restart, start, stop
from workflow.models import Clock
from workflow.moves import move

YEARLY, LOOK_AGAIN = "seller_yearly", "seller_looked_at_again"
"""The clock of the year, and what follows when it runs out."""
YEARS_JOB, A_SWEEP = "seller_years", 500
MOST_TOGETHER, MOST_WORDS = 1_000, 2000


@dataclass(frozen=True, slots=True)
class Sold:
    """What a seller (by its reference) sold in the month of this day; gross in cents of the US dollar."""

    seller: str
    month: date
    sales: int
    gross_cents: int


def tell_sales(*, actor: Actor, facts: Sequence[Sold]) -> int:
    """Keep sales by month, and ask who reaches the thresholds; how many were asked. All or none; Invalid names each fault."""
    require(actor, "party.manage")
    if len(facts) > MOST_TOGETHER:
        raise Invalid(fields={"facts": [_("At most %(most)d at once.") % {"most": MOST_TOGETHER}]})
    rows = Party.objects.filter(kind=Party.Kind.SELLER, reference__in={one.seller for one in facts})
    sellers = {row.reference: row for row in rows}
    wrong = {
        f"{place}.seller": [_("There is no such seller.")]
        for place, one in enumerate(facts)
        if one.seller not in sellers
    }
    if wrong:
        raise Invalid(fields=wrong)
    now = database_now()
    told = {(sellers[one.seller].id, one.month.replace(day=1)): one for one in facts}
    with transaction.atomic():
        SalesFact.objects.bulk_create(
            [
                SalesFact(seller_id=seller, month=month, sales=one.sales, gross_cents=one.gross_cents, told_at=now)
                for (seller, month), one in sorted(told.items(), key=str)
            ],
            update_conflicts=True, unique_fields=["tenant", "seller", "month"],
            update_fields=["sales", "gross_cents", "told_at"],
        )  # fmt: skip
        anew = _reached(sellers.values(), now)
        if sellers:
            first = min(sellers.values(), key=lambda party: str(party.id))
            record(verbs.SALES_TOLD, actor=actor, subject=first, facts={"months": len(told), "sellers": len(sellers)})
        for party, basis in anew:
            ask(actor, party, basis, "", now)
    return len({party.id for party, _basis in anew})


def request_data(*, actor: Actor, seller: Party, words: str) -> DataRequest:
    """Ask a seller to put its data right, with what is wrong. Article 30(3) of Regulation (EU) 2022/2065.

    Raises Invalid without words, Conflict where it is asked already.
    """
    require(actor, "party.manage")
    fault = text_fault(words) if words.strip() else _("Say what is not right.")
    if fault or len(words) > MOST_WORDS:
        raise Invalid(fields={"words": [fault or _("At most %(most)d characters.") % {"most": MOST_WORDS}]})
    with transaction.atomic():
        if is_asked(seller, Basis.CORRECT):
            raise Conflict(_("This seller is asked already."))
        return ask(actor, seller, Basis.CORRECT, words.strip(), database_now())


def give_data(
    *,
    actor: Actor,
    asked: DataRequest,
    account: Account | None,
    confirmed: bool,
    number: str = "",
    told: Disclosed | None = None,
    stop_link: str = "",
) -> DataRequest:
    """The seller gives its payment account and confirms that the rest is right; what was shut is opened again.

    An account other than the one it has waits three days (`services.payments`; `stop_link` is its `link`). `number` is one of
    the register or the tax office, as it was typed, needed where none is on file; `told` what buyers are told, needed where
    that is asked. Raises NotFound for anybody else, Invalid by field, Conflict where it was
    given already.
    """
    require(actor, "member.invite")
    if actor.party_id != asked.seller_id:
        raise NotFound
    with transaction.atomic():
        fresh = DataRequest.objects.select_for_update(of=("self",)).select_related("seller").get(id=asked.id)
        wrong = {} if confirmed else {"confirmed": [_("Say that it is right; put right what is not first.")]}
        if account is None:
            wrong["account"] = [_("Give the account to which you are to be paid.")]
        wrong |= _missing(fresh.seller) | _number_faults(fresh.seller, number)
        if fresh.basis == Basis.DISCLOSE:
            wrong |= disclosure_faults(told)
        if wrong or account is None:
            raise Invalid(fields=wrong)
        now = database_now()
        _keep_number(fresh.seller, number)
        _keep_account(actor, fresh, account, stop_link, now)
        stop(subject_id=fresh.id, kind=CLOCK, by=fresh.reference)
        record(verbs.DATA_GIVEN, actor=actor, subject=fresh, refs=[fresh.seller], parties=[fresh.seller_id])
        if told is not None and fresh.basis == Basis.DISCLOSE:
            keep_disclosure(actor=actor, asked=fresh, told=told, now=now)
        begin_check(actor=actor, asked=fresh, now=now)
        release(actor=actor, causes=[fresh.reference], by=fresh.reference, now=now)
        look_again_in_a_year(actor=actor, seller=fresh.seller, now=now)
    return fresh


def _keep_account(actor: Actor, fresh: DataRequest, account: Account, stop_link: str, now: datetime) -> None:
    """It is given, with the account that it has; another one waits its three days."""
    held = payment_account(fresh.seller)
    moves = held is not None and held.digest != account.digest
    move(fresh, State.GIVEN, machine=DATAREQUEST)
    fresh.account, fresh.confirmed_at = (held if held and moves else account).to_keep(), now
    fresh.save(update_fields=["account", "confirmed_at"])
    if moves:
        ask_payment_move(actor=actor, seller=fresh.seller, account=account, link=stop_link, now=now)
    else:
        drop_same(seller=fresh.seller, account=account, by=fresh.reference)
        traits = [(SellerTrait.Kind.PAYMENT.value, account.digest, f"…{account.last}")]
        keep_traits(actor=actor, seller=fresh.seller, traits=traits)


def look_again_in_a_year(*, actor: Actor, seller: Party, now: datetime) -> None:
    """Start the year after which the seller is asked to confirm its data."""
    restart(
        kind=YEARLY, subject=seller, by=str(actor.kind), starts_at=now, due_at=now + YEAR, then=LOOK_AGAIN,
        limit=limit_of(Basis.YEARLY, YEAR),
    )  # fmt: skip


def begin_years(*, actor: Actor, now: datetime) -> datetime | None:
    """Start the year of sellers that have none: whom staff registered, or were here before there were any. It counts from the
    day they came; who is here for longer is asked now. When to come again."""
    running = Clock.objects.filter(kind=YEARLY, subject_id=OuterRef("id"), state=Clock.State.RUNNING)
    asked = DataRequest.objects.filter(seller=OuterRef("id"), basis=Basis.YEARLY, state__in=["open", "overdue"])
    rows = Party.objects.filter(~Exists(running), ~Exists(asked), kind=Party.Kind.SELLER, state=Party.State.ACTIVE)
    sellers = list(rows.order_by("id")[:A_SWEEP])
    for seller in sellers:
        start(
            kind=YEARLY, subject=seller, starts_at=seller.made_at, due_at=seller.made_at + YEAR,
            acts_at=max(seller.made_at + YEAR, now), then=LOOK_AGAIN, limit=limit_of(Basis.YEARLY, YEAR),
        )  # fmt: skip
    return now if len(sellers) == A_SWEEP else None


def ask_again(*, actor: Actor, seller: Party, now: datetime) -> None:
    """The year is over: the seller confirms its data. Nothing where it is asked already or no longer here."""
    if seller.state == Party.State.ACTIVE and not is_asked(seller, Basis.YEARLY):
        ask(actor, seller, Basis.YEARLY, "", now)


def ask_after_change(*, actor: Actor, seller: Party, fields: frozenset[str], now: datetime) -> None:
    """Its name, address, mail or lead is another: the seller confirms its data, as somebody who applies does (C154).

    Nothing where staff have made the change, or it is asked already.
    """
    if seller.kind != Party.Kind.SELLER or seller.state != Party.State.ACTIVE or actor.is_operator:
        return
    if not is_asked(seller, Basis.CHANGED):
        ask(actor, seller, Basis.CHANGED, _changed_words(fields), now)


def take_out(*, actor: Actor, asked: DataRequest, now: datetime) -> None:
    """Silent until the end: all listings of the seller are out of the shop until it answers. It is told."""
    if asked.state != State.OPEN:
        return
    move(asked, State.OVERDUE, machine=DATAREQUEST, now=now)
    entry = record(verbs.DATA_OVERDUE, actor=actor, subject=asked, refs=[asked.seller], parties=[asked.seller_id])
    restrain_seller(
        actor=actor, seller_id=asked.seller_id, kind="suspend", territories=[], cause=asked.reference, now=now
    )
    send_taken_out(entry=entry, asked=asked)


def _changed_words(fields: frozenset[str]) -> str:
    named = {
        "name": _("the name"), "country": _("the country"), "address": _("the address"),
        "contact_email": _("the address for letters"), "main_account": _("who leads the account"),
    }  # fmt: skip
    said = ", ".join(words for field, words in named.items() if field in fields)
    return _("Changed: %(what)s. Confirm that your data are right, and to which account you are paid.") % {"what": said}


def _reached(sellers: Iterable[Party], now: datetime) -> list[tuple[Party, str]]:
    """Which of these reach the thresholds, and were not asked for that within a year; those of whom buyers are to be told, and
    are told nothing, for that alone, as it asks for the rest too. Three queries."""
    known_by = {party.id: party for party in sellers}
    rows = SalesFact.objects.filter(seller_id__in=known_by, month__gte=months_back(now.date())[-1])
    months: dict[UUID, dict[date, tuple[int, int]]] = {}
    for row in rows:
        months.setdefault(row.seller_id, {})[row.month] = (row.sales, row.gross_cents)
    since = DataRequest.objects.filter(seller_id__in=known_by, made_at__gt=now - YEAR).exclude(basis=Basis.CORRECT)
    asked = set(since.values_list("seller_id", "basis"))
    known = {seller for seller, _basis in asked}
    told = standing_disclosures(known_by)
    found: list[tuple[Party, str]] = []
    for seller, sold in months.items():
        if is_disclosed(sold, now.date()) and seller not in told and (seller, Basis.DISCLOSE.value) not in asked:
            found.append((known_by[seller], Basis.DISCLOSE))
        elif is_high_volume(sold, now.date()) and seller not in known:
            found.append((known_by[seller], Basis.INFORM))
    return found


def _missing(seller: Party) -> dict[str, list[str]]:
    """What its details lack: telephone, e-mail, address."""
    return {
        name: [_("Add it to your details first.")]
        for name in ("phone", "contact_email", "address")
        if not getattr(seller, name).strip()
    }


def has_number(seller: Party) -> bool:
    """Whether a number of a register or a tax office is on file; an LEI alone is none."""
    return PartyNumber.objects.filter(party=seller).exclude(scheme="lei").exists()


def _number_faults(seller: Party, typed: str) -> dict[str, list[str]]:
    if has_number(seller):
        return {}
    if not typed.strip():
        return {"number": [_("Give a number of the register or the tax office.")]}
    answer = text_fault(typed) or read(typed, seller.country)
    return (
        {"number": [answer if isinstance(answer, str) else say_fault(answer)]}
        if isinstance(answer, str | Fault)
        else {}
    )


def _keep_number(seller: Party, typed: str) -> None:
    """The first number of a seller that staff registered."""
    if not has_number(seller):
        answer = read(typed, seller.country)
        given = answer if isinstance(answer, Number) else Number(OTHER, "".join(typed.upper().split())[:LONGEST])
        there = [Number(row.scheme, row.value) for row in PartyNumber.objects.filter(party=seller)]
        keep_numbers(seller, [*there, given])
