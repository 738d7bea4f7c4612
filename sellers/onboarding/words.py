"""How the steps of a seller's application, and what is missing in them, read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.identity.words import say_fault
from sellers.onboarding.steps import Lack

TITLES = {
    "who": gettext_lazy("Who you are"),
    "company": gettext_lazy("Company and register"),
    "signatory": gettext_lazy("Who signs"),
    "payment": gettext_lazy("Payment account"),
    "brands": gettext_lazy("Brands"),
    "suppliers": gettext_lazy("Suppliers"),
    "send": gettext_lazy("Look over and send"),
}
BASIS = {
    "own": gettext_lazy("We own it"),
    "licence": gettext_lazy("We have a licence"),
    "reseller": gettext_lazy("We resell genuine goods"),
}
CERTIFIED = gettext_lazy("We offer only products and services that comply with the law of the European Union.")
ACCOUNT_FAULTS = {
    "digit": gettext_lazy("The check digits of this IBAN are wrong: a digit was mistyped or two changed places."),
    "length": gettext_lazy("This IBAN is too short or too long for its country."),
    "form": gettext_lazy("This is no IBAN and no account number: only letters and digits, at most 34."),
    "short": gettext_lazy("An account number has at least six letters or digits."),
}


def say(lack: Lack) -> str:
    """What to do about it."""
    if lack.code == "number":
        return say_fault(lack.facts["fault"])
    sentences = {
        "needed": _("This is needed."),
        "phone": _("With the code of the country, as in +49 30 901820."),
        "register": _("Name the register, such as “Amtsgericht Hamburg, HRB”."),
        "no_number": _("Give the number in the register, or say that there is none."),
        "extract": _("Add the extract of the trade register, as PDF or picture."),
        "identity": _("Add a copy of the identity document of the person who signs, as PDF or picture."),
        "account": _("Give the account to which you are to be paid."),
        "certified": _("Without your word for it you cannot sell here (article 30 of the Digital Services Act)."),
        "no_brand": _("Name the brands that you sell, or say that the goods bear none."),
        "basis": _("Say why you may sell this brand."),
        "own": _("Give the number of the registration, or add a document that shows that the brand is yours."),
        "licence": _("Add the licence, as PDF or picture."),
        "reseller": _("Add an invoice of the goods, as PDF or picture, not older than a year."),
        "no_supplier": _("Name those from whom you buy, or say that you make the goods yourself."),
        "contract": _("Add the contract with this supplier, or an order that it has confirmed."),
    }
    return sentences[lack.code]
