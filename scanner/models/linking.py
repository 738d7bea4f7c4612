"""Links between sellers: why the marketplace believes that two accounts belong together, and what they say to that."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from scanner.querysets import SellerLinkQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class SellerLink(Stateful, Tenanted):
    """Two sellers that share something, the one of the lesser id first. Nothing follows from it until a person confirms it.

    `strength` is 0 to 100, 0 once they share nothing any more. `reasons` are those of `scanner.linking.Reason`, the
    strongest first, without any value. `known` are the kinds of reasons that stood when somebody last dropped it: it comes
    back with another kind alone. `confirmed_by` is who confirmed it, and may not decide what is contested about it.
    """

    class State(models.TextChoices):
        """What the marketplace thinks of it; the moves are `scanner.machine.SELLERLINK`."""

        PROPOSED = "proposed", _("to be looked at")
        CONFIRMED = "confirmed", _("confirmed")
        DROPPED = "dropped", _("dropped")

    seller_a = TenantFK("accounts.Party", models.PROTECT)
    seller_b = TenantFK("accounts.Party", models.PROTECT)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    strength = models.PositiveSmallIntegerField()
    lead = models.CharField(max_length=10, blank=True)
    reasons = models.JSONField(default=list)
    known = models.JSONField(default=list)
    confirmed_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    first_seen_at = models.DateTimeField(db_default=Now(), editable=False)
    last_seen_at = models.DateTimeField()

    objects = TenantManager.from_queryset(SellerLinkQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "seller_a", "seller_b"], name="sellerlink_once"),
            models.CheckConstraint(condition=models.Q(strength__lte=100), name="sellerlink_strength"),
            models.CheckConstraint(condition=models.Q(seller_a__lt=models.F("seller_b")), name="sellerlink_order"),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "confirmed", "dropped"]), name="sellerlink_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "-strength", "-id"], name="sellerlink_strongest"),
            models.Index(fields=["tenant", "seller_b", "-strength"], name="sellerlink_b"),
        ]

    def __str__(self) -> str:
        return f"{self.strength}: {self.seller_a_id} – {self.seller_b_id}"


class LinkContest(Worded):
    """What one of the two sellers says against a link, once; and what somebody other than who confirmed it decided."""

    class Answer(models.TextChoices):
        """What was decided."""

        UPHELD = "upheld", _("The link was dropped")
        REJECTED = "rejected", _("The link stays")

    committed_fields = ("link", "party", "by_membership", "at")

    link = TenantFK(SellerLink, models.PROTECT, related_name="contests")
    party = TenantFK("accounts.Party", models.PROTECT)
    by_membership = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    statement = Words()
    at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "link", "party"], name="linkcontest_once"),
            models.CheckConstraint(
                condition=models.Q(answer__in=["", "upheld", "rejected"]), name="linkcontest_answer"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "id"], name="linkcontest_open", condition=models.Q(answer=""))
        ]

    def __str__(self) -> str:
        return f"contest of {self.link_id}"


class LinkMark(Tenanted):
    """How far links were looked for: scans and traits up to that id, and when all of the last days was looked at again."""

    upto = models.UUIDField()
    repaired_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant"], name="linkmark_once")]

    def __str__(self) -> str:
        return str(self.upto)
