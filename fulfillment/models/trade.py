"""Complaints of buyers about what they bought, what was said about each, and when there are suddenly many."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from fulfillment.models.orders import Order, OrderLine
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


class TradeComplaintQuerySet(TenantQuerySet):
    """What may be asked of complaints of buyers."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff and the shop see all, a seller those about its orders, nobody else any."""
        if actor.is_operator or actor.is_system:
            return self
        return self.none() if actor.party_id is None else self.filter(seller_id=actor.party_id)


class Remedy(models.TextChoices):
    """What a buyer may want, a seller may offer, and the marketplace may order."""

    DELIVER = "deliver", _("Deliver it")
    REFUND = "refund", _("Give the money back")
    REISSUE = "reissue", _("Send it again, or send another one")
    PRICE_DIFFERENCE = "price_difference", _("Give back a part of the price")
    OTHER = "other", _("Something else")


class TradeComplaint(Stateful, Tenanted):
    """What a buyer complains of: one line of an order, or all of it. Apart from the procedure for rights; `fake` leads into it.

    `wants` is what the buyer asked for; `remedy` what is offered, agreed or decided, with `remedy_cents` of the order's
    currency where it is money; `settled_by` how that came. `ip_report` is the reference of the report that the procedure for
    rights made of it, "" until it has.
    """

    class Kind(models.TextChoices):
        """What is complained of."""

        NOT_SHIPPED = "not_shipped", _("It was never sent")
        FALSE_TRACKING = "false_tracking", _("It is said to be delivered, or has a number that leads nowhere")
        RETURN_REFUSED = "return_refused", _("The seller does not take it back")
        QUALITY = "quality", _("It is not as described, or broken")
        SHORT_QUANTITY = "short_quantity", _("There is less than was ordered")
        FAKE = "fake", _("It is not genuine")

    class State(models.TextChoices):
        """Where it stands; the moves are `fulfillment.machine.TRADECOMPLAINT`."""

        OPEN = "open", _("The seller answers")
        OFFERED = "offered", _("The seller made an offer")
        CONTESTED = "contested", _("The seller disagrees")
        MEDIATION = "mediation", _("The marketplace decides")
        OWED = "owed", _("The seller is to do what was agreed or decided")
        SETTLED = "settled", _("Done")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Taken back")

    class Source(models.TextChoices):
        """Which way it came."""

        BUYER = "buyer", _("The buyer’s own page")
        SHOP = "shop", _("The shop")

    class SettledBy(models.TextChoices):
        """How it came to its end."""

        AGREEMENT = "agreement", _("Both agreed")
        SILENCE = "silence", _("Somebody said nothing in time")
        DECISION = "decision", _("The marketplace decided")

    reference = models.CharField(max_length=20)
    order = TenantFK(Order, models.PROTECT, related_name="complaints")
    line = TenantFK(OrderLine, models.PROTECT, related_name="complaints", null=True, blank=True)
    seller = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    listing = TenantFK("sellers.Listing", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    wants = models.CharField(max_length=20, choices=Remedy.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    remedy = models.CharField(max_length=20, choices=Remedy.choices, blank=True)
    remedy_cents = models.BigIntegerField(null=True, blank=True)
    settled_by = models.CharField(max_length=10, choices=SettledBy.choices, blank=True)
    seller_silent = models.BooleanField(default=False)
    ip_report = models.CharField(max_length=20, blank=True)
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(TradeComplaintQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="tradecomplaint_reference"),
            models.UniqueConstraint(
                fields=["tenant", "order", "kind", "listing"],
                name="tradecomplaint_once",
                condition=models.Q(state__in=["open", "offered", "contested", "mediation", "owed"]),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["open", "offered", "contested", "mediation", "owed", "settled", "closed", "withdrawn"]
                ),
                name="tradecomplaint_state",
            ),
            models.CheckConstraint(
                condition=models.Q(remedy_cents=None) | models.Q(remedy_cents__gt=0), name="tradecomplaint_amount"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "contested", "mediation", "closed", "withdrawn"])
                | ~models.Q(remedy=""),
                name="tradecomplaint_remedy",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "seller", "-id"], name="tradecomplaint_of_seller"),
            models.Index(fields=["tenant", "state", "-id"], name="tradecomplaint_by_state"),
            models.Index(fields=["tenant", "seller", "filed_at"], name="tradecomplaint_filed"),
            models.Index(fields=["tenant", "order", "id"], name="tradecomplaint_of_order"),
            models.Index(
                fields=["tenant", "id"],
                name="tradecomplaint_fakes",
                condition=models.Q(kind="fake", ip_report=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class TradeStatement(Worded):
    """One thing that was said or done about a complaint. Appended, never edited; `cents` of the order's currency."""

    class Side(models.TextChoices):
        """Who said it."""

        BUYER = "buyer", _("Buyer")
        SELLER = "seller", _("Seller")
        MARKETPLACE = "marketplace", _("Marketplace")

    class Kind(models.TextChoices):
        """What was said."""

        COMPLAINED = "complained", _("complained")
        ADDED = "added", _("added something")
        OFFERED = "offered", _("made an offer")
        CONTESTED = "contested", _("disagreed")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("did not accept")
        DECIDED = "decided", _("decided")
        REJECTED = "rejected", _("decided that nothing is owed")
        DONE = "done", _("did what was owed")
        NOT_DONE = "not_done", _("says that it was not done")
        WITHDRAWN = "withdrawn", _("took it back")
        SILENT = "silent", _("said nothing in time")

    committed_fields: ClassVar[tuple[str, ...]] = ("complaint", "side", "kind", "remedy", "cents", "membership", "at")

    complaint = TenantFK(TradeComplaint, models.PROTECT, related_name="statements")
    side = models.CharField(max_length=12, choices=Side.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    remedy = models.CharField(max_length=20, choices=Remedy.choices, blank=True)
    cents = models.BigIntegerField(null=True, blank=True)
    membership = TenantFK("accounts.Membership", models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    words = Words()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "complaint", "id"], name="tradestatement_complaint")]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} about {self.complaint_id}"


class TradePaper(Tenanted):
    """A picture or paper that somebody showed, kept as evidence."""

    class Kind(models.TextChoices):
        """What it is."""

        PICTURE = "picture", _("Picture")
        DELIVERY = "delivery", _("Proof of delivery")
        PURCHASE = "purchase", _("Proof of purchase")
        RECEIPT = "receipt", _("Receipt")

    complaint = TenantFK(TradeComplaint, models.PROTECT, related_name="papers")
    evidence = TenantFK("evidence.Evidence", models.PROTECT, related_name="+")
    side = models.CharField(max_length=12, choices=TradeStatement.Side.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "complaint", "evidence"], name="tradepaper_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.complaint_id}"


class ComplaintSurge(Tenanted):
    """Far more complaints in seven days than a seller, or one of its listings, is used to. One at a time for each.

    `about` is the id of the listing, or of the seller where it is about all of them; `expected_tenths` is how many there would
    have been in seven days by its own past, in tenths, `complaints` the most that were counted.
    """

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    listing = TenantFK("sellers.Listing", models.PROTECT, related_name="+", null=True, blank=True)
    about = models.UUIDField()
    complaints = models.PositiveIntegerField()
    fakes = models.PositiveIntegerField(default=0)
    expected_tenths = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="complaintsurge_reference"),
            models.UniqueConstraint(
                fields=["tenant", "about"], name="complaintsurge_once", condition=models.Q(ended_at=None)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "seller", "-id"], name="complaintsurge_of_seller")]

    def __str__(self) -> str:
        return self.reference
