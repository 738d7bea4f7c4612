"""Sellers who ask to be let in: what they say step by step, the papers that show it, and the limits under which they begin."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted
from workflow.moves import Stateful


class SellerApplication(Stateful, Tenanted):
    """That somebody asks to sell here. It is written step by step, by whoever holds its link, and then handed in.

    `said` is what was typed, by step and field, also what is not right yet; of a payment account only its digest, its
    country and its last four characters. `party` is there from the moment when it is handed in. `found` is what the
    rules had found when it was decided, `refused_by` the membership that refused it. `link_round` counts up when the
    address of mail changes: the link of before opens nothing from then on. `compared_at` is when it was last compared with
    everybody who was here before, None while that is to be done.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.SELLERAPPLICATION`."""

        DRAFT = "draft", _("Being written")
        RECEIVED = "received", _("To be read")
        ASKED = "asked", _("Asked for more")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        APPEALED = "appealed", _("Appealed")
        UPHELD = "upheld", _("Refusal upheld")
        LAPSED = "lapsed", _("Not gone on with")

    reference = models.CharField(max_length=20)
    party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    email = models.EmailField()
    said = models.JSONField(default=dict)
    link_round = models.PositiveSmallIntegerField(default=1)
    token_hash = models.CharField(max_length=64, editable=False)
    asked = models.TextField(max_length=2000, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    appeal = models.TextField(max_length=2000, blank=True)
    refused_by = models.UUIDField(null=True, blank=True)
    found = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="sellerapplication_reference"),
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="sellerapplication_token"),
            models.UniqueConstraint(
                fields=["tenant", "party"], name="sellerapplication_of_party", condition=models.Q(party__isnull=False)
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "draft", "received", "asked", "approved", "refused", "appealed", "upheld", "lapsed",
                    ]
                ),
                name="sellerapplication_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "lapsed"]) | models.Q(party__isnull=False),
                name="sellerapplication_has_party",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "id"], name="sellerapplication_waiting"),
            models.Index(fields=["tenant", "email"], name="sellerapplication_email"),
            models.Index(
                fields=["tenant", "made_at"], name="sellerapplication_drafts", condition=models.Q(state="draft")
            ),
            models.Index(
                fields=["tenant", "handed_in_at"],
                name="sellerapplication_to_compare",
                condition=models.Q(compared_at=None, handed_in_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class SellerPaper(Tenanted):
    """One document of a seller's application. None is taken away: what is handed in later stands before it.

    `about` is the brand or the supplier that it speaks of, as it was typed.
    """

    class Kind(models.TextChoices):
        """What it shows."""

        EXTRACT = "extract", _("Extract of the trade register")
        IDENTITY = "identity", _("Identity of the signatory")
        PROOF = "proof", _("Proof of the right to sell the brand")
        DRAWING = "drawing", _("Drawing")
        PROTOTYPE = "prototype", _("Prototype")
        MARKETING = "marketing", _("Marketing material")
        CONTRACT = "contract", _("Contract with the supplier")
        OTHER = "other", _("Other document")

    application = TenantFK(SellerApplication, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    about = models.CharField(max_length=200, blank=True)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "extract", "identity", "proof", "drawing", "prototype", "marketing", "contract", "other",
                    ]
                ),
                name="sellerpaper_kind",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "application", "id"], name="sellerpaper_of_application"),
            models.Index(fields=["tenant", "evidence"], name="sellerpaper_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}"


class SellerLimit(Tenanted):
    """How much, and what, a seller may offer until it `ended_at`. One at a time.

    `most` is the number of its listings that are not ended, None for no limit; `categories` those that it may offer,
    each with what lies under it, empty for all. `cause` is the reference of what laid it.
    """

    seller = TenantFK("accounts.Party", models.PROTECT)
    most = models.PositiveIntegerField(null=True, blank=True)
    categories = models.JSONField(default=list)
    cause = models.CharField(max_length=60)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "seller"], name="sellerlimit_one", condition=models.Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"limit of {self.seller_id}"
