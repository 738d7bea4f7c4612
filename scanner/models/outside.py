"""Shops outside the marketplace: who watches them, what their pages said and when, and the rights found there."""

from typing import ClassVar, Self

import idna
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from registry.querysets import in_sight
from scanner.models.matching import IndexVersion
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful

LONGEST_URL = 2_000


def _own(actor: Actor) -> list[object]:
    """The parties for which the actor acts."""
    return [*([actor.party_id] if actor.party_id else []), *actor.brands]


class ShopQuerySet(TenantQuerySet):
    """Who sees which shop."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff all; a rights holder those that are watched for it or for one it acts for.

        An agent that is limited to brands those in which something of them was found.
        """
        if actor.is_operator or actor.is_system:
            return self
        seen = models.Exists(Watcher.objects.filter(shop_id=models.OuterRef("id"), party_id__in=_own(actor)))
        if not actor.marks:
            return self.filter(seen)
        of_brands = OutsideMatch.objects.visible_to(actor).filter(page__shop_id=models.OuterRef("id"))
        return self.filter(seen | models.Exists(of_brands))


class PageQuerySet(TenantQuerySet):
    """Who sees which page of a shop."""

    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the shop; an agent that is limited to brands those on which something of them was found."""
        if not actor.marks:
            return self
        watched = Watcher.objects.filter(shop_id=models.OuterRef("shop_id"), party_id__in=_own(actor))
        of_brands = OutsideMatch.objects.visible_to(actor).filter(page_id=models.OuterRef("id"))
        return self.filter(models.Exists(watched) | models.Exists(of_brands))


class OutsideMatchQuerySet(TenantQuerySet):
    """Who sees which match."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff all; a rights holder those over its own rights, in shops that are watched for it.

        An agent that is limited to brands those over their rights, in shops that are watched for their owner.
        """
        if actor.is_operator or actor.is_system:
            return self
        watchers = Watcher.objects.filter(shop_id=models.OuterRef("page__shop_id"))
        own = models.Exists(watchers.filter(party_id__in=_own(actor)))
        if not actor.marks:
            return self.filter(own, in_sight(actor, "right__"))
        of_owner = models.Exists(watchers.filter(party_id=models.OuterRef("right__owner_id")))
        return self.filter(own | of_owner, in_sight(actor, "right__"))


class Shop(Stateful, Tenanted):
    """A shop outside that is looked at every `interval_hours`: watched, paused or ended.

    `domain` is its host, with a port where that is not the usual one; `markets` are ISO countries it sells to, none for
    all. `said` is the code of `gateway.fetching.refusing.SENTENCES` of the last look that failed, "" after one that did not.
    """

    reference = models.CharField(max_length=20)
    domain = models.CharField(max_length=260)
    url = models.CharField(max_length=LONGEST_URL)
    name = models.CharField(max_length=200, blank=True)
    markets = ArrayField(models.CharField(max_length=2), default=list)
    interval_hours = models.PositiveSmallIntegerField(default=24)
    next_look_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(ShopQuerySet)()

    @property
    def called(self) -> str:
        """What it calls itself; else its domain in its own script, where that is another."""
        if self.name or "xn--" not in self.domain:
            return self.name
        try:
            return idna.decode(self.domain)
        except (idna.IDNAError, UnicodeError):
            return ""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="shop_reference_once"),
            models.UniqueConstraint(fields=["tenant", "domain"], name="shop_domain_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "next_look_at"], name="shop_due", condition=models.Q(state="watched")),
        ]

    def __str__(self) -> str:
        return self.domain


class Watcher(Tenanted):
    """For whom a shop is watched, and why; without a party for the marketplace itself."""

    shop = TenantFK(Shop, models.PROTECT, related_name="watchers")
    party = TenantFK("accounts.Party", models.PROTECT, null=True)
    why = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "shop", "party"], name="watcher_once", nulls_distinct=False),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "party", "shop"], name="watcher_party")]

    def __str__(self) -> str:
        return f"{self.shop_id} for {self.party_id or 'the marketplace'}"


class OutsideAddress(Tenanted):
    """An address of a shop that waits to be fetched, was fetched, or has failed. `digest` is the SHA-256 of the address.

    `origin` says how it came here: "start", a "link" of the start page, or a "person". `failure` is the code of why the last
    try failed, as in `Shop.said`.
    """

    class State(models.TextChoices):
        """Where it stands; `fetching` is in the hands of a worker."""

        WAITING = "waiting", _("waiting")
        FETCHING = "fetching", _("being fetched")
        DONE = "done", _("fetched")
        DEAD = "dead", _("not fetched")

    START, LINK, PERSON = "start", "link", "person"

    shop = TenantFK(Shop, models.PROTECT, related_name="addresses")
    url = models.CharField(max_length=LONGEST_URL)
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "shop", "digest"], name="outsideaddress_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "next_at"], name="outsideaddress_due",
                condition=models.Q(state__in=["waiting", "fetching"]),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.url


class OutsidePage(Tenanted):
    """What one page said at one time; when it says something else, that is its next revision.

    `evidence` is the page as it came: a web archive of all that was fetched for it, or the file that was handed in. The
    other columns are what was read off it. `fetched_at` is when it was like that (as an archive says, for one handed in),
    `seen_at` when it was last seen to say the same. `remote` is the network address it came from. `failure` says of one
    that could not be scanned what that failed of.
    """

    class State(models.TextChoices):
        """Kept as evidence, scanned, set aside as it cannot be scanned, or followed by a newer revision."""

        KEPT = "kept", _("to be scanned")
        SCANNED = "scanned", _("scanned")
        FAILED = "failed", _("could not be scanned")
        SUPERSEDED = "superseded", _("has changed since")

    FETCHED, UPLOADED = "fetched", "uploaded"

    shop = TenantFK(Shop, models.PROTECT, related_name="pages")
    state = models.CharField(max_length=10, choices=State.choices, default=State.KEPT)
    reference = models.CharField(max_length=20)
    url = models.CharField(max_length=LONGEST_URL)
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    source = models.CharField(max_length=10)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    remote = models.CharField(max_length=45, blank=True)
    fetched_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    title = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    brand = models.CharField(max_length=200, blank=True)
    price_cents = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    language = models.CharField(max_length=35, blank=True)
    says = models.CharField(max_length=64)
    failure = models.CharField(max_length=100, blank=True)

    objects = TenantManager.from_queryset(PageQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="outsidepage_reference_once"),
            models.UniqueConstraint(fields=["tenant", "shop", "digest", "revision"], name="outsidepage_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "shop", "-id"], name="outsidepage_shop"),
            models.Index(fields=["tenant", "id"], name="outsidepage_kept", condition=models.Q(state="kept")),
            models.Index(fields=["tenant", "-id"], name="outsidepage_failed", condition=models.Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.url} ({self.revision})"


class OutsidePicture(Tenanted):
    """A picture of a page, in the page's order, with the address it came from ("" for one handed in)."""

    page = TenantFK(OutsidePage, models.PROTECT, related_name="pictures")
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    url = models.CharField(max_length=LONGEST_URL, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "page", "position"], name="outsidepicture_once"),
        ]

    def __str__(self) -> str:
        return f"picture {self.position} of {self.page_id}"


class OutsideMatch(Stateful, Tenanted):
    """A page outside × a right with its score, 0–100. Nothing follows from it by itself: somebody looks, and says.

    `reasons` are the steps of the score and `signals` what the matchers saw, as codes with their facts. `raw` is the score
    before the `calibration` of that number, `goods` the number of the classifier of goods; 0 is none. `verdict` is why it
    was dismissed, or "confirmed".
    """

    page = TenantFK(OutsidePage, models.PROTECT, related_name="matches")
    right = TenantFK("registry.Right", models.PROTECT)
    index = TenantFK(IndexVersion, models.PROTECT)
    score = models.PositiveSmallIntegerField()
    raw = models.PositiveSmallIntegerField(null=True, blank=True)
    calibration = models.PositiveIntegerField(default=0)
    goods = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=list)
    signals = models.JSONField(default=list)
    verdict = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(OutsideMatchQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "page", "right"], name="outsidematch_once"),
            models.CheckConstraint(condition=models.Q(score__lte=100), name="outsidematch_score"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "-score", "-id"], name="outsidematch_open", condition=models.Q(state="open")
            ),
            models.Index(fields=["tenant", "right", "-id"], name="outsidematch_right"),
        ]

    def __str__(self) -> str:
        return f"{self.score}: {self.page_id} × {self.right_id}"
