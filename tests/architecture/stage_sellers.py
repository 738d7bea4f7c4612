"""What the world of the access matrix has of sellers that ask to be let in."""

from gateway.uploads import checked_document
from sellers.models import SellerApplication
from sellers.onboarding.accounts import Account, read_account
from sellers.services import onboarding, onboarding_review
from sellers.services.onboarding import Paper
from sellers.services.trading import request_data
from tenancy.actor import Actor
from tests.architecture.things import PDF, Things
from tests.cast import Market


def applied(market: Market, name: str, number: str = "Hamburg HRB 11223") -> SellerApplication:
    """An application of a company that was handed in, whole."""
    nobody, paper = Actor.anonymous(market.id), checked_document(PDF)
    account = read_account("DE89370400440532013000", market.id)
    assert isinstance(account, Account)
    who = {"kind": "company", "country": "DE", "contact_name": "Ada", "phone": "+49 30 901820"}
    made = onboarding.begin(actor=nobody, email="ada@sellers.test", said=who)
    company = {"name": f"{name} Handel", "address": "Kai 4", "register": "Hamburg", "number": number}
    steps = {
        "company": (company, [Paper("extract", paper, "extract.pdf")]),
        "signatory": ({"signatory": "Ada"}, [Paper("identity", paper, "card.pdf")]),
        "payment": ({"holder": "Ada", "account": account.to_keep(), "certified": True}, []),
        "brands": ({"rows": [{"name": name, "basis": "own", "number": "1"}]}, []),
        "suppliers": ({"none": True}, []),
    }
    for step, (said, papers) in steps.items():
        made = onboarding.save_step(actor=nobody, application=made, step=step, said=said, papers=papers)
    return onboarding.hand_in(actor=nobody, application=made)


def applications(market: Market, seller: str, name: str) -> Things:
    """One to be read, and one that was refused and appealed."""
    waits, refused = applied(market, name), applied(market, f"{name} Two", "Hamburg HRB 11224")
    onboarding_review.refuse_seller(actor=market.actor("lead"), application=refused, reason="No.")
    onboarding.appeal(actor=Actor.anonymous(market.id), application=refused, words="Yes.")
    asked = request_data(actor=market.actor("lead"), seller=market.parties[seller], words="Your address.")
    return {"data_request": asked.reference, "seller_to_be": waits.reference, "seller_refused": refused.reference}
