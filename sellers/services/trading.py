"""Data that the law has sellers give: who reaches the thresholds is asked, who stays silent is out of the shop until it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from sellers.models import DataRequest, SalesFact, SellerTrait
from sellers.onboarding.accounts import Account
from sellers.onboarding.trading_letters import send_asked_for_data, send_taken_out
from sellers.onboarding.volume import DAYS_TO_GIVE, YEAR, is_high_volume, months_back
from sellers.services.restraints import release, restrain_seller
from sellers.services.traits import keep_traits
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tenancy.references import unused
from workflow.clocks import Limit, restart, start, stop
from workflow.moves import move

Basis, State = DataRequest.Basis, DataRequest.State
CLOCK, YEARLY = "seller_data", "seller_yearly"
OVERDUE, LOOK_AGAIN = "seller_data_overdue", "seller_looked_at_again"
"""The clocks, and what follows when they run out."""
MOST_TOGETHER, MOST_WORDS = 1_000, 2000
DAYS = {
    Basis.INFORM: DAYS_TO_GIVE,
    Basis.CORRECT: timedelta(days=10),
    Basis.YEARLY: timedelta(days=30),
    Basis.CHANGED: timedelta(days=10),
}
SOURCES = {
    Basis.INFORM: ("law", "15 U.S.C. 45f(a)(1)(A)"),
    Basis.CORRECT: ("law", "Regulation (EU) 2022/2065, article 30(3)"),
    Basis.CHANGED: ("policy", "Regulation (EU) 2022/2065, article 30(1) and (2)"),
    Basis.YEARLY: ("policy", "15 U.S.C. 45f(a)(1)(B); Regulation (EU) 2022/2065, article 30"),
}


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
        anew = [party for party in sellers.values() if party.id in _high_volume(sellers.values(), now)]
        if sellers:
            first = min(sellers.values(), key=lambda party: str(party.id))
            record(verbs.SALES_TOLD, actor=actor, subject=first, facts={"months": len(told), "sellers": len(sellers)})
        for party in anew:
            _ask(actor, party, Basis.INFORM, "", now)
    return len(anew)


def request_data(*, actor: Actor, seller: Party, words: str) -> DataRequest:
    """Ask a seller to put its data right, with what is wrong. Article 30(3) of Regulation (EU) 2022/2065.

    Raises Invalid without words, Conflict where it is asked already.
    """
    require(actor, "party.manage")
    fault = text_fault(words) if words.strip() else _("Say what is not right.")
    if fault or len(words) > MOST_WORDS:
        raise Invalid(fields={"words": [fault or _("At most %(most)d characters.") % {"most": MOST_WORDS}]})
    with transaction.atomic():
        if DataRequest.objects.filter(seller=seller, basis=Basis.CORRECT, state__in=["open", "overdue"]).exists():
            raise Conflict(_("This seller is asked already."))
        return _ask(actor, seller, Basis.CORRECT, words.strip(), database_now())


def give_data(*, actor: Actor, asked: DataRequest, account: Account | None, confirmed: bool) -> DataRequest:
    """The seller gives its payment account and confirms that the rest is right; what was shut is opened again.

    Raises NotFound for anybody else, Invalid by field, Conflict where it was given already.
    """
    require(actor, "member.invite")
    if actor.party_id != asked.seller_id:
        raise NotFound
    with transaction.atomic():
        fresh = DataRequest.objects.select_for_update(of=("self",)).select_related("seller").get(id=asked.id)
        wrong = {} if confirmed else {"confirmed": [_("Say that it is right; put right what is not first.")]}
        if account is None:
            wrong["account"] = [_("Give the account to which you are to be paid.")]
        wrong |= _missing(fresh.seller)
        if wrong or account is None:
            raise Invalid(fields=wrong)
        now = database_now()
        move(fresh, State.GIVEN, machine=DATAREQUEST)
        fresh.account, fresh.confirmed_at = account.to_keep(), now
        fresh.save(update_fields=["account", "confirmed_at"])
        stop(subject_id=fresh.id, kind=CLOCK, by=fresh.reference)
        record(verbs.DATA_GIVEN, actor=actor, subject=fresh, refs=[fresh.seller], parties=[fresh.seller_id])
        traits = [(SellerTrait.Kind.PAYMENT.value, account.digest, f"…{account.last}")]
        keep_traits(actor=actor, seller=fresh.seller, traits=traits)
        release(actor=actor, causes=[fresh.reference], by=fresh.reference, now=now)
        look_again_in_a_year(actor=actor, seller=fresh.seller, now=now)
    return fresh


def look_again_in_a_year(*, actor: Actor, seller: Party, now: datetime) -> None:
    """Start the year after which the seller is asked to confirm its data."""
    kind, source = SOURCES[Basis.YEARLY]
    restart(
        kind=YEARLY, subject=seller, by=str(actor.kind), starts_at=now, due_at=now + YEAR, then=LOOK_AGAIN,
        limit=Limit(unit="days", upper=YEAR.days, basis="policy" if kind == "policy" else "law", source=source),
    )  # fmt: skip


def ask_again(*, actor: Actor, seller: Party, now: datetime) -> None:
    """The year is over: the seller confirms its data. Nothing where it is asked already or no longer here."""
    waits = DataRequest.objects.filter(seller=seller, basis=Basis.YEARLY, state__in=["open", "overdue"])
    if seller.state == Party.State.ACTIVE and not waits.exists():
        _ask(actor, seller, Basis.YEARLY, "", now)


def ask_after_change(*, actor: Actor, seller: Party, fields: frozenset[str], now: datetime) -> None:
    """Its name, address, mail or lead is another: the seller confirms its data, as somebody who applies does (C154).

    Nothing where staff have made the change, or it is asked already.
    """
    if seller.kind != Party.Kind.SELLER or seller.state != Party.State.ACTIVE or actor.is_operator:
        return
    waits = DataRequest.objects.filter(seller=seller, basis=Basis.CHANGED, state__in=["open", "overdue"])
    if not waits.exists():
        _ask(actor, seller, Basis.CHANGED, _changed_words(fields), now)


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


def _ask(actor: Actor, seller: Party, basis: str, words: str, now: datetime) -> DataRequest:
    due_at = now + DAYS[Basis(basis)]
    asked: DataRequest = DataRequest.objects.create(
        reference=unused(DataRequest, "DR"), seller=seller, basis=basis, words=words, due_at=due_at
    )
    kind, source = SOURCES[Basis(basis)]
    start(
        kind=CLOCK, subject=asked, about_id=seller.id, starts_at=now, due_at=due_at, then=OVERDUE,
        limit=Limit(
            unit="days", upper=DAYS[Basis(basis)].days, basis="law" if kind == "law" else "policy", source=source
        ),
    )  # fmt: skip
    facts = {"basis": basis, "due_on": due_at.date().isoformat()}
    personal = {"reason": words} if words else {}
    entry = record(
        verbs.DATA_REQUESTED, actor=actor, subject=asked, refs=[seller], facts=facts, personal=personal,
        parties=[seller.id],
    )  # fmt: skip
    send_asked_for_data(entry=entry, asked=asked)
    return asked


def _changed_words(fields: frozenset[str]) -> str:
    named = {
        "name": _("the name"), "country": _("the country"), "address": _("the address"),
        "contact_email": _("the address for letters"), "main_account": _("who leads the account"),
    }  # fmt: skip
    said = ", ".join(words for field, words in named.items() if field in fields)
    return _("Changed: %(what)s. Confirm that your data are right, and to which account you are paid.") % {"what": said}


def _high_volume(sellers: object, now: datetime) -> set[UUID]:
    """Of these those that reach the thresholds and were not asked for that within a year. Two queries."""
    ids = {party.id for party in sellers}  # type: ignore[attr-defined]
    rows = SalesFact.objects.filter(seller_id__in=ids, month__gte=months_back(now.date())[-1])
    months: dict[UUID, dict[date, tuple[int, int]]] = {}
    for row in rows:
        months.setdefault(row.seller_id, {})[row.month] = (row.sales, row.gross_cents)
    since = DataRequest.objects.filter(seller_id__in=ids).exclude(basis=Basis.CORRECT)
    known = set(since.filter(made_at__gt=now - YEAR).values_list("seller_id", flat=True))
    return {seller for seller, told in months.items() if is_high_volume(told, now.date())} - known


def _missing(seller: Party) -> dict[str, list[str]]:
    """What its details lack: telephone, e-mail, address, a tax number."""
    wrong = {
        name: [_("Add it to your details first.")]
        for name in ("phone", "contact_email", "address")
        if not getattr(seller, name).strip()
    }
    if not PartyNumber.objects.filter(party=seller).exclude(scheme="lei").exists():
        wrong["number"] = [_("Give a number of the register or the tax office.")]
    return wrong
