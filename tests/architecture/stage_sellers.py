"""What the world of the access matrix has of sellers that ask to be let in."""

from collections.abc import Callable

from gateway.uploads import checked_document
from sellers.models import DataRequest, SellerApplication
from sellers.onboarding.accounts import Account, read_account
from sellers.services import onboarding, onboarding_review
from sellers.services.onboarding import Paper
from sellers.services.trading import ask_again
from sellers.services.warnings import Said, Warned, publish_warning, report_fraud
from tenancy.actor import Actor
from tenancy.context import database_now
from tests.architecture.things import PDF, Things
from tests.cast import Market


def applied(market: Market, name: str, say: Callable[[str], str] = str, data: bytes = PDF) -> SellerApplication:
    """An application of a company that was handed in, whole; `say` marks what somebody typed."""
    nobody, paper = Actor.anonymous(market.id), checked_document(data)
    account = read_account("12345678", market.id)
    assert isinstance(account, Account)
    who = {"kind": "company", "country": "SE", "contact_name": say("Ada"), "phone": "+49 30 901820"}
    made = onboarding.begin(actor=nobody, email="ada@sellers.test", said=who)
    company = {"name": say(name), "address": say("Kai 4"), "register": say("Lund"), "number": "556036-0793"}
    steps = {
        "company": (company, [Paper("extract", paper, say("extract.pdf"))]),
        "signatory": ({"signatory": say("Ada")}, [Paper("identity", paper, say("card.pdf"))]),
        "payment": ({"holder": say("Ada"), "account": account.to_keep(), "certified": True}, []),
        "brands": ({"rows": [{"name": say(name), "basis": "own", "number": "1"}]}, []),
        "suppliers": ({"none": True}, []),
    }
    for step, (said, papers) in steps.items():
        made = onboarding.save_step(actor=nobody, application=made, step=step, said=said, papers=papers)
    return onboarding.hand_in(actor=nobody, application=made)


def applications(market: Market, seller: str, name: str) -> Things:
    """One to be read, and one that was refused and appealed."""
    waits, refused = applied(market, name), applied(market, f"{name} Two")
    onboarding_review.refuse_seller(actor=market.actor("lead"), application=refused, reason="No.")
    onboarding.appeal(actor=Actor.anonymous(market.id), application=refused, words="Yes.")
    ask_again(actor=market.system, seller=market.parties[seller], now=database_now())
    asked = DataRequest.objects.get(seller=market.parties[seller])
    nobody = Actor.anonymous(market.id)
    reports = [report_fraud(actor=nobody, said=Said(kind="advance", words=f"{name} {n}: pay first.")) for n in (1, 2)]
    warned = publish_warning(
        actor=market.actor("lead"), kind="advance", said=Warned(title="Money first", watch="Big orders.", do="Wait."),
        signals=[reports[0].reference],
    )  # fmt: skip
    fraud = {"fraud_signal": reports[1].reference, "fraud_warning": warned.reference}
    return {
        **fraud,
        "data_request": asked.reference,
        "seller_to_be": waits.reference,
        "seller_refused": refused.reference,
    }
