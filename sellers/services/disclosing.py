"""What buyers are told of a high-volume seller: its name, where it is, how it is reached, and who sends the goods.

15 U.S.C. 45f(b)(1): from 20,000 US dollars a year. 45f(b)(2): who certifies that it has no address but its home is told of
with country and state alone; who has no telephone but its own is written to.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models import Party
from audit.log import record
from gateway.text import text_fault
from sellers import verbs
from sellers.models import DataRequest, SellerDisclosure
from sellers.recognising import normal
from tenancy.actor import Actor

LONGEST = {"name": 200, "place": 500, "phone": 40, "email": 254}


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a seller wants buyers to be told. `place` is its address or, `at_home`, its state or province; `no_phone` that it
    has no telephone but its own."""

    name: str = ""
    place: str = ""
    at_home: bool = False
    phone: str = ""
    no_phone: bool = False
    email: str = ""
    trade: str = ""
    sent_by_others: bool = False


def disclosure_faults(told: Disclosed | None) -> dict[str, list[str]]:
    """Why buyers cannot be told so, by field; empty where they can."""
    said = told or Disclosed()
    wrong = {name: [fault] for name, most in LONGEST.items() if (fault := _text_fault(getattr(said, name), most))}
    if not said.name.strip():
        wrong["name"] = [_("Under which name do you sell?")]
    if not said.place.strip() and not said.at_home:
        wrong["place"] = [_("Give the address of your business, or say that you have none but your home.")]
    if not said.phone.strip() and not said.no_phone:
        wrong["phone"] = [_("Give a telephone for buyers, or say that you have none but your own.")]
    elif said.phone.strip() and not said.no_phone and not normal("phone", said.phone):
        wrong["phone"] = [_("With the code of the country, as in +49 30 901820.")]
    try:
        validate_email(said.email.strip())
    except ValidationError:
        wrong["email"] = [_("Give an address of mail at which buyers reach you.")]
    if said.trade not in SellerDisclosure.Trade.values:
        wrong["trade"] = [_("Say what you do with the goods.")]
    return wrong


def _text_fault(said: str, most: int) -> str:
    return text_fault(said) or (_("At most %(most)d characters.") % {"most": most} if len(said) > most else "")


def keep_disclosure(*, actor: Actor, asked: DataRequest, told: Disclosed, now: datetime) -> SellerDisclosure:
    """Buyers are told so from now on; what they were told before has ended. For the service that takes the answer."""
    said = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(told).items()}
    if said.pop("no_phone"):
        said["phone"] = ""
    SellerDisclosure.objects.filter(seller=asked.seller, ended_at=None).update(ended_at=now)
    kept: SellerDisclosure = SellerDisclosure.objects.create(seller=asked.seller, country=asked.seller.country, **said)
    record(
        verbs.SELLER_DISCLOSED, actor=actor, subject=asked, refs=[asked.seller], parties=[asked.seller_id],
        facts={"at_home": kept.at_home, "has_phone": bool(kept.phone)}, personal={"name": kept.name},
    )  # fmt: skip
    return kept


def standing_disclosures(seller_ids: Iterable[UUID]) -> dict[UUID, SellerDisclosure]:
    """What buyers are told now, by seller. One query."""
    rows = SellerDisclosure.objects.filter(seller_id__in=list(seller_ids), ended_at=None)
    return {row.seller_id: row for row in rows}


def disclosed(reference: str) -> SellerDisclosure | None:
    """What buyers are told of the seller of this reference; None where nothing is told, or it is no longer here."""
    rows = SellerDisclosure.objects.filter(ended_at=None, seller__reference=reference)
    found: SellerDisclosure | None = rows.filter(seller__state=Party.State.ACTIVE).select_related("seller").first()
    return found
