"""Sellers of the demo who ask to be let in: one to be read, one asked for more, one let in with limits, one refused."""

from collections.abc import Mapping
from typing import Any

from gateway.uploads import checked_document
from sellers.models import SellerApplication
from sellers.onboarding.accounts import Account, read_account
from sellers.services import onboarding, onboarding_review
from sellers.services.onboarding import Paper
from sellers.services.onboarding_review import Limits
from tenancy.actor import Actor
from tenancy.context import current_tenant
from web.demo import papers
from web.demo.cast import address
from web.demo.stage import Stage


def applied(stage: Stage) -> None:
    """Four applications, handed in step by step as anybody's."""
    lead = stage.actor("lead")
    _handed_in(
        stage, code="nordlicht", name="Nordlicht Handels GmbH", country="DE", person="Jana Brandt",
        phone="+49 40 3080 1100", iban="DE89370400440532013000", number="Hamburg HRB 11223", vat="DE136695976",
        brands=[("Nordlicht Garn", "own", "018442190"), ("Halden", "reseller", "")],
    )  # fmt: skip
    asked = _handed_in(
        stage, code="passerelle", name="Passerelle SARL", country="FR", person="Luc Fabre",
        phone="+33 1 42 68 53 00", iban="FR1420041010050500013M02606", number="404 833 048", vat="FR 61 954 506 077",
        brands=[("Lumen", "licence", "")],
    )  # fmt: skip
    onboarding_review.ask_seller(
        actor=lead, application=asked, wanted="The licence for Lumen is not signed. Please add the signed copy."
    )
    small = _handed_in(
        stage, code="tidewater", name="Tidewater Goods Ltd", country="GB", person="Maya Reed",
        phone="+44 20 7946 0018", iban="GB82WEST12345698765432", number="SC123456", vat="GB 980 7806 84", brands=[],
    )  # fmt: skip
    onboarding_review.approve_seller(
        actor=lead, application=small, limits=Limits(most=50, checked_first=True),
        reason="The company is three months old. The limits are looked at again after half a year.",
    )  # fmt: skip
    double = _handed_in(
        stage, code="nordlicht-2", name="Nordlicht Versand GmbH", country="DE", person="Ben Kaya",
        phone="+49 40 3080 1100", iban="DE89370400440532013000", number="Hamburg HRB 11224", vat="",
        brands=[("Halden", "own", "018442191")],
    )  # fmt: skip
    onboarding_review.refuse_seller(
        actor=lead, application=double,
        reason="Halden is registered here for another owner, and the number that you gave is not theirs.",
    )  # fmt: skip


def _handed_in(
    stage: Stage,
    *,
    code: str,
    name: str,
    country: str,
    person: str,
    phone: str,
    iban: str,
    number: str,
    vat: str,
    brands: list[tuple[str, str, str]],
) -> SellerApplication:
    """One application, whole."""
    nobody = Actor.anonymous(stage.world.marketplace.id)
    account = read_account(iban, current_tenant())
    assert isinstance(account, Account)
    who = {"kind": "company", "country": country, "contact_name": person, "phone": phone}
    made = onboarding.begin(actor=nobody, email=address(code), said=who)
    steps: list[tuple[str, Mapping[str, Any], list[Paper]]] = [
        (
            "company",
            {
                "name": name, "address": f"Quay 4, {country}", "register": "Trade register", "number": number, "vat": vat,
            },
            [_paper("extract", f"Extract {name}.pdf", "Extract of the trade register", name)],
        ),
        ("signatory", {"signatory": person}, [_paper("identity", "Identity.pdf", "Identity card", person)]),
        ("payment", {"holder": name, "account": account.to_keep(), "certified": True}, []),
        (
            "brands",
            {"rows": [{"name": b, "basis": how, "number": no} for b, how, no in brands], "none": not brands},
            [_paper("proof", f"{b}.pdf", "Proof", b, name, about=b) for b, _how, _no in brands],
        ),
        (
            "suppliers",
            {"rows": [{"name": f"Works of {name}", "country": country, "goods": "Flasks"}]},
            [_paper("contract", "Contract.pdf", "Contract", name, about=f"Works of {name}")],
        ),
    ]  # fmt: skip
    for step, said, documents in steps:
        made = onboarding.save_step(actor=nobody, application=made, step=step, said=said, papers=documents)
    return onboarding.hand_in(actor=nobody, application=made)


def _paper(kind: str, called: str, *lines: str, about: str = "") -> Paper:
    return Paper(kind, checked_document(papers.page(*lines)), called, about)
