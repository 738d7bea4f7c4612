"""What was handed in, as rows: the bytes lie in files that `evidence.files` writes once."""

from collections.abc import Callable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import QuerySet

from audit.rows import Committed
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet

PICTURE, PDF = "image/", "application/pdf"
Rule = Callable[[Actor], QuerySet[Any, Any]]
_FURTHER: list[Rule] = []
_HIDDEN: list[Rule] = []


def also_seen(rule: Rule) -> Rule:
    """Register what a carrier, and an agent that is limited to brands, sees further. For higher floors.

    `rule` gives ids of evidence.
    """
    _FURTHER.append(rule)
    return rule


def no_more_seen(rule: Rule) -> Rule:
    """Register what an agent was shown and sees no more, as what it was shown for left its sight. For higher floors.

    `rule` gives ids of evidence; it is asked for agents with whom appointments or powers say what they see.
    """
    _HIDDEN.append(rule)
    return rule


KEPT_APART = ("vault",)
"""Kinds of what a party keeps for itself: staff see it from the moment it is put where others see it."""


class EvidenceQuerySet(TenantQuerySet):
    """Who sees which evidence."""

    def visible_to(self, actor: Actor) -> Self:
        """The house sees all, operators all but what a party keeps for itself until it is shown to anybody; a party what it (or
        a brand it acts for) handed in or was shown."""
        if actor.is_system:
            return self
        if actor.is_operator:
            shown = Showing.objects.filter(evidence_id=models.OuterRef("id"))
            return self.filter(~models.Q(kind__in=KEPT_APART) | models.Exists(shown))
        if actor.party_id is None:
            return self.none()
        own = [actor.party_id, *actor.brands]
        shown = Showing.objects.filter(evidence_id=models.OuterRef("id"))
        to_them = shown.filter(models.Q(party_id__in=own) | models.Q(party=None))
        seen = models.Q(models.Exists(to_them))
        for rule in _HIDDEN if actor.appointed_by else ():
            seen &= ~models.Q(id__in=rule(actor))
        seen |= models.Q(party_id__in=own)
        for rule in (
            _FURTHER if actor.marks or "guide.read" in actor.scopes or actor.role.startswith("logistics.") else ()
        ):
            seen |= models.Q(id__in=rule(actor))
        return self.filter(seen)


class Evidence(Committed):
    """One file, as it was handed in. Never edited; the same bytes twice are two rows and one file.

    `address` names the file: an HMAC under a key of the marketplace, so that nobody who knows some bytes can ask
    whether they are here. `width` and `height` are those of a picture as it is seen, in pixels. What people call it
    stands in `Label`, which may be deleted from.
    """

    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    party = TenantFK("accounts.Party", models.PROTECT, null=True)
    membership = TenantFK("accounts.Membership", models.PROTECT, null=True)
    made_at = models.DateTimeField()

    objects = TenantManager.from_queryset(EvidenceQuerySet)()

    committed_fields: ClassVar[tuple[str, ...]] = (
        "reference", "kind", "media_type", "size", "width", "height", "sha256", "address", "party", "membership",
        "made_at",
    )  # fmt: skip

    class Meta:
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="evidence_reference_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "address"], name="evidence_address"),
            models.Index(fields=["tenant", "party", "id"], name="evidence_party"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_pdf(self) -> bool:
        """True if its pages can be drawn (`evidence.papers`), unless it is damaged, locked or too costly."""
        return self.media_type == PDF

    @property
    def is_picture(self) -> bool:
        """True if there is a working copy to look at; anything else is only downloaded."""
        return self.media_type.startswith(PICTURE)


class Label(Tenanted):
    """What the person who handed it in called it. Apart from the evidence, so that it can be erased."""

    evidence = TenantFK(Evidence, models.CASCADE)
    text = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "evidence"], name="label_once")]

    def __str__(self) -> str:
        return self.text


class Showing(Tenanted):
    """That a piece of evidence was shown to a party beside the one that handed it in; without one, to every member."""

    evidence = TenantFK(Evidence, models.PROTECT, related_name="showings")
    party = TenantFK("accounts.Party", models.PROTECT, null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "evidence", "party"], name="showing_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} shown to {self.party_id or 'every member'}"
