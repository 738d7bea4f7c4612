"""That a seller has to give data until a day: the row, its clock, and what it is told."""

from datetime import datetime, timedelta

from accounts.models import Party
from audit.log import record
from sellers import verbs
from sellers.models import DataRequest
from sellers.onboarding.trading_letters import send_asked_for_data
from sellers.onboarding.volume import DAYS_TO_GIVE
from tenancy.actor import Actor
from tenancy.references import unused
from workflow.clocks import Limit, start

Basis, State = DataRequest.Basis, DataRequest.State
CLOCK = "seller_data"
OVERDUE = "seller_data_overdue"
"""The clock until which a seller answers, and what follows when it runs out."""
DAYS = {
    Basis.INFORM: DAYS_TO_GIVE,
    Basis.CORRECT: timedelta(days=10),
    Basis.YEARLY: timedelta(days=30),
    Basis.CHANGED: timedelta(days=10),
    Basis.DISCLOSE: timedelta(days=10),
}
SOURCES = {
    Basis.INFORM: ("law", "15 U.S.C. 45f(a)(1)(A)"),
    Basis.CORRECT: ("law", "Regulation (EU) 2022/2065, article 30(3)"),
    Basis.CHANGED: ("policy", "Regulation (EU) 2022/2065, article 30(1) and (2)"),
    Basis.YEARLY: ("policy", "15 U.S.C. 45f(a)(1)(B); Regulation (EU) 2022/2065, article 30"),
    Basis.DISCLOSE: ("policy", "15 U.S.C. 45f(b)"),
}


def limit_of(basis: str, days: timedelta) -> Limit:
    """What is written about a deadline of so many days."""
    kind, source = SOURCES[Basis(basis)]
    return Limit(unit="days", upper=days.days, basis="law" if kind == "law" else "policy", source=source)


def is_asked(seller: Party, basis: str) -> bool:
    """Whether it has not yet answered a request of this kind."""
    return DataRequest.objects.filter(seller=seller, basis=basis, state__in=["open", "overdue"]).exists()


def ask(actor: Actor, seller: Party, basis: str, words: str, now: datetime) -> DataRequest:
    """Ask it, in the transaction of the caller, who has authorised it and knows that it is not asked already."""
    days = DAYS[Basis(basis)]
    asked: DataRequest = DataRequest.objects.create(
        reference=unused(DataRequest, "DR"), seller=seller, basis=basis, words=words, due_at=now + days
    )
    start(
        kind=CLOCK, subject=asked, about_id=seller.id, starts_at=now, due_at=asked.due_at, then=OVERDUE,
        limit=limit_of(basis, days),
    )  # fmt: skip
    facts = {"basis": basis, "due_on": asked.due_at.date().isoformat()}
    personal = {"reason": words} if words else {}
    entry = record(
        verbs.DATA_REQUESTED, actor=actor, subject=asked, refs=[seller], facts=facts, personal=personal,
        parties=[seller.id],
    )  # fmt: skip
    send_asked_for_data(entry=entry, asked=asked)
    return asked
