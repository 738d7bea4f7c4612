"""Parties, who belongs to them, and who is invited."""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models.functions import Now, Substr
from django.utils.translation import gettext_lazy as _

from policy.letters.languages import ENGLISH, LANGUAGES
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful

NAME_HEAD = 3
"""Letters of a name's beginning, without which its tail is kept."""


class PartyQuerySet(TenantQuerySet):
    """Which parties an actor sees in lists and pages about parties."""

    def visible_to(self, actor: Actor) -> Self:
        """Operators and the house see all; everybody else their own party and the brands they act for."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(id__in=[*([actor.party_id] if actor.party_id else []), *actor.brands])


class Party(Stateful, Tenanted):
    """An organisation inside the marketplace: the operator itself, a brand, an agent, a seller, a carrier.

    `language` (BCP 47) is the one its letters are written in. `name_tail` is the folded name from its fourth letter on, kept
    by the database: under row security only a column reaches an index, and who errs at the beginning is right there.
    """

    class Kind(models.TextChoices):
        """What a party is here to do."""

        OPERATOR = "operator", _("Operator")
        BRAND = "brand", _("Rights holder")
        AGENT = "agent", _("Agent")
        SELLER = "seller", _("Seller")
        LOGISTICS = "logistics", _("Fulfilment partner or carrier")
        SUPPLIER = "supplier", _("Supplier")
        INSPECTOR = "inspector", _("Inspector")
        AGENCY = "agency", _("Agency")

    class State(models.TextChoices):
        """Where a party stands; the moves are `accounts.machine.PARTY`. Only an active party has actors."""

        APPLIED = "applied", _("Applied")
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")

    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=400, editable=False)
    name_tail = models.GeneratedField(
        expression=Substr("name_key", NAME_HEAD + 1), output_field=models.CharField(max_length=400), db_persist=True
    )
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=10, choices=list(LANGUAGES.items()), default=ENGLISH)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(max_length=1000, blank=True)
    website = models.URLField(max_length=300, blank=True)
    about = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.APPLIED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(PartyQuerySet)()
    history = WalledHistory(excluded_fields=["name_tail"])

    class Meta:
        verbose_name_plural = "parties"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="party_reference_once"),
            models.UniqueConstraint(fields=["tenant"], condition=models.Q(kind="operator"), name="party_one_operator"),
            models.CheckConstraint(
                condition=models.Q(state__in=["applied", "active", "suspended", "closed"]), name="party_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "name_key", "id"], name="party_by_name"),
            models.Index(fields=["tenant", "name_tail", "id"], name="party_by_tail"),
            models.Index(fields=["tenant", "state", "id"], name="party_by_state"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(TenantQuerySet):
    """Memberships that count."""

    def standing(self, day: date) -> Self:
        """Not revoked, not ended before `day`, and in an active party: those that make an actor."""
        not_ended = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day)
        return self.filter(not_ended, state=Membership.State.ACTIVE, party__state=Party.State.ACTIVE)

    def visible_to(self, actor: Actor) -> Self:
        """Operators see all, everybody else the members of their own party."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(party_id=actor.party_id) if actor.party_id else self.none()


class Membership(Tenanted):
    """A person's role in a party. `ends_on` is the last day on which it holds; None holds until it is revoked.

    `regions` are ISO country codes or region codes of the packs, separated by commas, for a reviewer who works only
    those; empty is all of them.
    """

    class State(models.TextChoices):
        """A revoked membership stays as a record; a new one is made where somebody comes back."""

        ACTIVE = "active", _("Active")
        REVOKED = "revoked", _("Revoked")

    party = TenantFK(Party, related_name="memberships")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=20)
    regions = models.TextField(blank=True)
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(MembershipQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "party", "user"], condition=models.Q(state="active"), name="membership_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=["active", "revoked"]), name="membership_state"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "user"], name="membership_by_user"),
            models.Index(fields=["tenant", "party", "id"], name="membership_by_party"),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.party_id}"

    @property
    def region_set(self) -> frozenset[str]:
        """The regions as a set; empty is all."""
        return codes(self.regions)


class MembershipBrand(Tenanted):
    """That a member of an agent acts for this brand."""

    membership = TenantFK(Membership, models.CASCADE, related_name="brands")
    brand = TenantFK(Party)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "membership", "brand"], name="membership_brand_once")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} for {self.brand_id}"


class Invitation(Tenanted):
    """An e-mail address asked to join a party. Only the hash of the link's secret is kept; it works once."""

    party = TenantFK(Party, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20)
    regions = models.TextField(blank=True)
    ends_on = models.DateField(null=True, blank=True)
    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "token_hash"], name="invitation_token_once")]
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "id"], name="invitation_by_party")]

    def __str__(self) -> str:
        return f"{self.role} in {self.party_id}"


def codes(text: str) -> frozenset[str]:
    """Codes that stand in one text column, separated by commas."""
    return frozenset(code for code in text.split(",") if code)


def joined(found: Any) -> str:
    """The opposite of `codes`, in a stable order."""
    return ",".join(sorted(found))


def brand_ids(membership: Membership) -> frozenset[UUID]:
    """The brands that a member of an agent acts for; one query."""
    return frozenset(MembershipBrand.objects.filter(membership=membership).values_list("brand_id", flat=True))
