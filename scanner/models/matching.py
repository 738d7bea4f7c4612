"""What the scanner found: signals, matches, the scans that found them, and the index they were found with."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from audit.matters import Matter
from scanner.querysets import MatchQuerySet
from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class IndexVersion(Tenanted):
    """A version of the marketplace's reference index. A scan names the one it used, so that it can be replayed.

    `watermark` is the newest change of a right that it knows: the state of the registry up to then. All processes that
    know the same changes name the same version.
    """

    number = models.PositiveIntegerField()
    watermark = models.DateTimeField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number"], name="index_number"),
            models.UniqueConstraint(fields=["tenant", "watermark"], name="index_watermark"),
        ]

    def __str__(self) -> str:
        return f"index {self.number}"


class PictureHash(Tenanted):
    """What was read off a picture, by the SHA-256 of its bytes: the same picture is decoded once per marketplace.

    `algorithm` names the method and its version: hashes of different ones are never compared. `views` holds 8 bytes,
    `details` 32 bytes for each orientation, as `scanner.matchers.facts.PictureFacts` has them. `refused` is the code of
    `scanner.matchers.decode.SENTENCES` for a file that is no sound picture: nobody has compared it with anything.
    """

    sha256 = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=30)
    views = models.BinaryField()
    details = models.BinaryField()
    dhash = models.BinaryField(max_length=8)
    flat = models.BooleanField(default=False)
    blank = models.BooleanField(default=False)
    refused = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "sha256", "algorithm"], name="picturehash_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-id"], name="picturehash_refused", condition=~models.Q(refused="")),
        ]

    def __str__(self) -> str:
        return bytes(self.views[:8]).hex()


LONGEST_FAILURE = 100


class Scan(Tenanted):
    """That a revision of a listing was scanned, with which index, and what came of it: public, held, or failed.

    `failure` says of one that failed what it failed of. `goods` is the number of the classifier of goods that was in force, 0
    where there was none.
    """

    FAILED = "failed"

    listing = TenantFK("sellers.Listing", models.PROTECT)
    revision = models.PositiveIntegerField()
    index = TenantFK(IndexVersion, models.PROTECT)
    outcome = models.CharField(max_length=10)
    failure = models.CharField(max_length=LONGEST_FAILURE, blank=True)
    goods = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "listing", "revision"], name="scan_listing")]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.at}"


class Match(Stateful, Matter, Tenanted):
    """A listing × a right with its score, 0–100, found in one revision of the listing.

    `raw` is the score before the `calibration` of that number; 0 is none. Rows from before there was one have no raw score.
    `goods` is the number of the classifier that told what goods these are; 0 is none.

    `lead` is what the threshold asked for, queue or hold; `holds` is true while it keeps the listing back. `reasons` are
    the steps of the score as codes with their facts; `gate` is what the gate answered at the time, `gate_reasons` why.
    `verdict` is what a person said: why it was dismissed, or "confirmed"; "" where a threshold alone has confirmed it.
    `regions` are the territories of the right in which the listing was offered when it was found: there it would become a
    case.
    """

    listing = TenantFK("sellers.Listing", models.PROTECT)
    right = TenantFK("registry.Right", models.PROTECT)
    revision = models.PositiveIntegerField()
    index = TenantFK(IndexVersion, models.PROTECT)
    score = models.PositiveSmallIntegerField()
    raw = models.PositiveSmallIntegerField(null=True, blank=True)
    calibration = models.PositiveIntegerField(default=0)
    goods = models.PositiveIntegerField(default=0)
    lead = models.CharField(max_length=10)
    holds = models.BooleanField(default=False)
    gate = models.CharField(max_length=5, blank=True)
    gate_reasons = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    verdict = models.CharField(max_length=20, blank=True)
    case_ref = models.CharField(max_length=12, blank=True)
    regions = ArrayField(models.CharField(max_length=8), default=list)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(MatchQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listing", "right", "revision"], name="match_once"),
            models.CheckConstraint(condition=models.Q(score__lte=100), name="match_score"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "-score", "-id"], name="match_open", condition=models.Q(state="open")),
            models.Index(fields=["tenant", "id"], name="match_confirmed", condition=models.Q(state="confirmed")),
            models.Index(fields=["tenant", "-score", "-id"], name="match_holding", condition=models.Q(holds=True)),
            models.Index(fields=["tenant", "right", "id"], name="match_right"),
        ]

    def __str__(self) -> str:
        return f"{self.score}: {self.listing_id} × {self.right_id}"

    @property
    def matter_regions(self) -> list[str]:
        """A match lies wherever it would become a case."""
        return self.regions


class Signal(Tenanted):
    """What one matcher found, with its facts and where: field and range in the listing's own text, or a picture."""

    match = TenantFK(Match, models.PROTECT, related_name="signals")
    matcher = models.CharField(max_length=30)
    kind = models.CharField(max_length=30)
    strength = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=20, blank=True)
    begin = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "match", "id"], name="signal_match")]

    def __str__(self) -> str:
        return f"{self.matcher}: {self.kind}"


class Threshold(Tenanted):
    """What a score leads to, per market and category ("" for all): reviewer from `queue_at`, hold from `hold_at`.

    `region` is an ISO country in which a listing is offered, `category` a step of its category. A score reaches
    100 at most, so 101 means never.
    """

    region = models.CharField(max_length=8, blank=True)
    category = models.CharField(max_length=100, blank=True)
    queue_at = models.PositiveSmallIntegerField()
    hold_at = models.PositiveSmallIntegerField()

    history = WalledHistory()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "region", "category"], name="threshold_once"),
            models.CheckConstraint(condition=models.Q(hold_at__gte=models.F("queue_at")), name="threshold_order"),
        ]

    def __str__(self) -> str:
        return f"{self.region or 'all'}/{self.category or 'all'}: {self.queue_at}, {self.hold_at}"
