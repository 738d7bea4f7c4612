"""Mails to buyers, who have a link and no account, and to sellers."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Entry
from delivery.effects import MAIL, single_line
from delivery.services import mail
from fulfillment.models import Order, Shipment, ShipmentEvent, TradeComplaint
from fulfillment.trade.buyers import address_of, link_of
from policy.letters.languages import catalogue
from workflow.effects import emit

Kind = ShipmentEvent.Kind
LINK = gettext_lazy("Your order, its parcels, and what to do if something is wrong:\n%(link)s")


def tell_buyer(
    *, entry: Entry, order: Order, subject: object, body: object, words: dict[str, object] | None = None
) -> None:
    """One mail to the buyer in the language of the order, with the link. `subject` and `body` are handed over lazily.

    Nothing where no address is known, or it was erased.
    """
    to = address_of(order)
    if not to:
        return
    with translation.override(catalogue(order.language)):
        places = {
            "number": order.number,
            "marketplace": order.tenant.name,
            "seller": order.seller.name,
            **(words or {}),
        }
        said = {name: str(value) for name, value in places.items()}
        text = f"{str(body) % said}\n\n{str(LINK) % {'link': link_of(order)}}\n"
        payload = {"to": to, "subject": single_line(str(subject) % said), "body": text, "language": order.language}
    emit(kind=MAIL, recipient=f"order:{order.id}", entry=entry, payload=payload)


def tell_seller(*, entry: Entry, complaint: TradeComplaint, subject: str, body: str) -> None:
    """One mail to the seller, with where to answer."""
    path = reverse("fulfillment:trade_complaint", args=[complaint.tenant.slug, complaint.reference])
    said = {"reference": complaint.reference, "number": complaint.order.number}
    text = f"{body % said}\n\n{settings.SITE_URL}{path}"
    mail(to_party=complaint.seller, template="letter", context={"subject": subject % said, "body": text}, entry=entry)


def send_sold(*, entry: Entry, order: Order) -> None:
    """The order is accepted; where it can be followed."""
    tell_buyer(
        entry=entry, order=order, subject=gettext_lazy("Your order %(number)s on %(marketplace)s"),
        body=gettext_lazy(
            "%(seller)s has your order %(number)s. You need no account: keep this link, whoever has it sees your order."
        ),
    )  # fmt: skip


def send_refused(*, entry: Entry, order: Order) -> None:
    """The order is refused; the buyer pays nothing."""
    tell_buyer(
        entry=entry, order=order, subject=gettext_lazy("Your order %(number)s cannot be carried out"),
        body=gettext_lazy(
            "%(marketplace)s does not let your order %(number)s be sent to where you are. You pay nothing for it."
        ),
    )  # fmt: skip


def send_parcel_waits(*, entry: Entry, shipment: Shipment, again: bool) -> None:
    """What the buyer is to do, so that the parcel does not go back."""
    words = {"carrier": shipment.carrier_name, "tracking": shipment.tracking, "until": "", "head": ""}
    if shipment.state == Shipment.State.AT_CUSTOMS:
        subject = gettext_lazy("Customs hold your parcel %(tracking)s")
        body = gettext_lazy(
            "Customs hold the parcel of your order %(number)s (%(carrier)s, %(tracking)s). They may want an invoice from you, or a"
            " duty to be paid: look for their letter, or ask the carrier. If nothing is done it goes back%(until)s."
        )
    else:
        subject = gettext_lazy("Your parcel %(tracking)s could not be delivered")
        body = gettext_lazy(
            "%(carrier)s could not deliver the parcel of your order %(number)s (%(tracking)s). Ask for another delivery, or fetch"
            " it. If nothing is done it goes back%(until)s."
        )
    with translation.override(catalogue(shipment.order.language)):
        if shipment.kept_until:
            words["until"] = _(" after %(day)s") % {"day": date_format(shipment.kept_until, "j F Y")}
        if again:
            words["head"] = _("Reminder:") + " "
        headed = f"%(head)s{subject}"
    tell_buyer(entry=entry, order=shipment.order, subject=headed, body=body, words=dict(words))


def send_lost(*, entry: Entry, shipment: Shipment, plan: str, plan_by: object) -> None:
    """The parcel is lost, and what the buyer gets for it."""
    tell_buyer(
        entry=entry, order=shipment.order, subject=gettext_lazy("Your parcel %(tracking)s is lost"),
        body=gettext_lazy(
            "%(carrier)s has lost the parcel of your order %(number)s. You do not have to do anything. What you get, until"
            " %(day)s: %(plan)s."
        ),
        words={"carrier": shipment.carrier_name, "tracking": shipment.tracking, "plan": plan, "day": plan_by},
    )  # fmt: skip


def send_step(*, entry: Entry, complaint: TradeComplaint, subject: object, body: object, words: str = "") -> None:
    """What happened to a complaint, to its buyer."""
    tell_buyer(
        entry=entry, order=complaint.order, subject=subject, body=body,
        words={"reference": complaint.reference, "words": words, "remedy": complaint.get_remedy_display()},
    )  # fmt: skip
