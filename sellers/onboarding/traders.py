"""Who the trader of a listing is, as buyers are told beside it.

Article 30(7) of Regulation (EU) 2022/2065 has what paragraph 1, points (a), (d) and (e), lists be shown at least where the
product is: name, address, telephone, mail address; the trade register and the number in it; the trader's own word that it offers
only what complies with Union law. Papers, numbers of accounts and tax numbers are not among them and are never shown. A person
who sells in their own name is no trader of whom that is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from sellers.models import Listing, SellerApplication
from sellers.onboarding.steps import is_company


@dataclass(frozen=True, slots=True)
class Trader:
    """What buyers are told. `country` is its ISO 3166 code; `register` and `number` are as it gave them, `certified` its word."""

    seller: str
    name: str
    address: str
    country: str
    phone: str
    email: str
    register: str
    number: str
    certified: bool


def trader_of(number: str, now: datetime) -> Trader | None:
    """The trader behind a listing that the shop shows somewhere; None for every other, and where nothing is kept. Two queries.

    Name, address and how it is reached are as they are on file now; the register is that of its application.
    """
    listing = Listing.objects.filter(number=number).public_somewhere(now).select_related("seller").first()
    if listing is None:
        return None
    begun = SellerApplication.objects.filter(party_id=listing.seller_id, state="approved").first()
    if begun is None or not is_company(begun.said):
        return None
    seller, company = listing.seller, begun.said.get("company", {})
    return Trader(
        seller=seller.reference, name=seller.name, address=seller.address, country=seller.country, phone=seller.phone,
        email=seller.contact_email, register=str(company.get("register", "")), number=str(company.get("number", "")),
        certified=bool(begun.said.get("payment", {}).get("certified")),
    )  # fmt: skip
