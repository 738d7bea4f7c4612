"""What the world of the access matrix has of sellers that ask to be let in, and of what sellers learn."""

import json
from collections.abc import Callable
from datetime import timedelta
from secrets import token_hex
from uuid import uuid4

from accounts.models import Party
from gateway.uploads import checked_document
from registry.models import Brand, PartyNumber
from sellers.learning.checklists import CHECKLISTS
from sellers.models import DataRequest, PictureAddress, SellerApplication
from sellers.onboarding.accounts import Account, read_account
from sellers.services import brand_lessons, onboarding, onboarding_review, seminars, submit_listing
from sellers.services.asking import ask
from sellers.services.checklists import fill_checklist
from sellers.services.disclosing import Disclosed
from sellers.services.onboarding import Paper
from sellers.services.payments import change_payment
from sellers.services.seminars import Announced
from sellers.services.trading import ask_again, give_data
from sellers.services.warnings import Said, Warned, publish_warning, report_fraud
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.references import unused
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
    asked = DataRequest.objects.filter(seller=market.parties[seller]).latest("id")
    given = give_what_is_asked(market, seller, name)
    trades(market, seller)
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
        "data_given": given.reference,
        "seller_to_be": waits.reference,
        "seller_refused": refused.reference,
    }


def trades(market: Market, seller: str) -> None:
    """The seller was let in as a trader, so that buyers are told who it is; once."""
    SellerApplication.objects.get_or_create(
        party=market.parties[seller],
        defaults={
            "reference": unused(SellerApplication, "SA"), "email": "ada@sellers.test", "state": "approved",
            "token_hash": token_hex(32), "handed_in_at": database_now(),
            "said": {
                "who": {"kind": "company"}, "company": {"register": "Lund", "number": "556036-0793", "vat": "SE1"},
                "payment": {"certified": True, "holder": "Ada"},
            },
        },
    )  # fmt: skip


def give_what_is_asked(market: Market, seller: str, name: str) -> DataRequest:
    """What a high-volume seller gave, and buyers are told: it waits to be checked. And another account waits."""
    party, actor = market.parties[seller], market.actor(seller)
    Party.objects.filter(id=party.id).update(phone="+46 46 12 34 56", address="Kai 4", contact_email="ada@sellers.test")
    PartyNumber.objects.get_or_create(party=party, scheme="us_ein", defaults={"value": "911144442"})
    asked = ask(market.actor("lead"), party, DataRequest.Basis.DISCLOSE, "", database_now())
    account, other = (read_account(f"{n}{uuid4().hex[:20]}", market.id) for n in (1, 2))
    assert isinstance(account, Account)
    assert isinstance(other, Account)
    told = Disclosed(name=name, place="Kai 4", phone="+46 46 12 34 56", email="ada@sellers.test", trade="makes")
    given = give_data(actor=actor, asked=asked, account=account, confirmed=True, told=told)
    change_payment(actor=actor, account=other, link="")
    return given


LESSON = {
    "title": "How ours are sewn", "summary": "Seams.", "pages": [{"title": "Seams", "text": "Eight stitches."}],
    "quiz": [{"text": "How many?", "options": [
        {"text": "Eight", "right": True, "why": "Always."}, {"text": "Six", "right": False, "why": "Never."},
    ]}],
}  # fmt: skip


def learning(market: Market, owner: str, seller: str, say: Callable[[str], str] = str) -> Things:
    """A lesson of a brand that was approved and one that was not, a checklist, a seminar and one that may be called off."""
    content = json.loads(json.dumps(LESSON), object_hook=lambda one: {
        name: say(value) if isinstance(value, str) else value for name, value in one.items()
    })  # fmt: skip
    holder, lead = market.actor(owner), market.actor("lead")
    brand = Brand.objects.filter(owner=market.parties[owner]).order_by("id")[0]
    approved, sent = (
        brand_lessons.send_lesson(actor=holder, brand=brand, language="en", content=content) for _turn in range(2)
    )
    brand_lessons.approve_lesson(actor=lead, lesson_id=approved.id)
    yes = {point.code: "yes" for point in CHECKLISTS["listing"].points}
    filled = fill_checklist(actor=market.actor(seller), kind="listing", answers=yes, words={})
    said = Announced(
        title=say("Marks in titles"), words=say("Bring your own."), language="en", region="EU", minutes=60, places=1,
        starts_at=database_now() + timedelta(days=3), zone="Europe/Berlin", place=say("Hall 3"), link="",
    )  # fmt: skip
    seminar, off = (seminars.announce_seminar(actor=lead, said=said) for _turn in range(2))
    seminars.sign_up(actor=market.actor(seller), seminar_id=seminar.id)
    return {
        "brand_lesson": approved.reference, "brand_lesson_sent": sent.reference, "checklist": filled.reference,
        "seminar": seminar.reference, "seminar_off": off.reference,
    }  # fmt: skip


def unfetched(market: Market, seller: str, number: str) -> str:
    """A listing that names a picture by an address which could not be fetched."""
    made = submit_listing(
        actor=market.actor(seller), number=f"{number}77", title="Travel bag", markets=["US"],
        picture_urls=["https://shop.example/bag.png"],
    )  # fmt: skip
    PictureAddress.objects.filter(listing=made).update(state=PictureAddress.State.DEAD, failure="unknown")
    return made.number
