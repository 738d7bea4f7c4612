"""Reviews of sellers by accredited inspectors: who may inspect what, who was assigned and what it declared, and the report."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from audit.rows import Worded, Words
from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet
from workflow.moves import Stateful


class ReviewKind(models.TextChoices):
    """What is looked at. The checklists are `sellers.reviews.checklists`."""

    SITE = "site", _("Site")
    GOODS = "goods", _("Goods")
    DOCUMENTS = "documents", _("Documents")


class AccreditationQuerySet(TenantQuerySet):
    """What may be asked of accreditations."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, an inspector its own."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(inspector_id=actor.party_id) if actor.party_id else self.none()


class Accreditation(Stateful, Tenanted):
    """That an inspector may review sellers until the day `until_on` (the last one), and which.

    `kinds` are of `ReviewKind`. `departments` are kinds of goods as they were typed, `countries` ISO 3166-1 alpha-2; empty
    means all. `reason` is why it was given, `ended_reason` why it was revoked. One is active at a time.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.ACCREDITATION`."""

        ACTIVE = "active", _("Accredited")
        REPLACED = "replaced", _("Replaced by a newer one")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Accreditation revoked")

    reference = models.CharField(max_length=20)
    inspector = TenantFK("accounts.Party", models.PROTECT)
    kinds = models.JSONField(default=list)
    departments = models.JSONField(default=list)
    countries = models.JSONField(default=list)
    until_on = models.DateField()
    reason = models.TextField(max_length=2000, blank=True)
    ended_reason = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.ACTIVE)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(AccreditationQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="accreditation_reference"),
            models.UniqueConstraint(
                fields=["tenant", "inspector"], name="accreditation_one", condition=models.Q(state="active")
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["active", "replaced", "expired", "revoked"]), name="accreditation_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="revoked", ended_reason=""), name="accreditation_revoked_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "state", "-id"], name="accreditation_standing")]

    def __str__(self) -> str:
        return self.reference


class Interest(Tenanted):
    """That an inspector has to do with a party, in its own words or those of staff: it never inspects that one."""

    inspector = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    party = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "inspector", "party"], name="interest_once", condition=models.Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspector_id} in {self.party_id}"


class SellerReviewQuerySet(TenantQuerySet):
    """What may be asked of reviews."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, an inspector what is assigned to it, a seller its own from the moment when somebody comes."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        mine = models.Q(seller_id=actor.party_id) & ~models.Q(state__in=["waiting", "assigned", "cancelled"])
        return self.filter(models.Q(inspector_id=actor.party_id) | mine)


class SellerReview(Stateful, Tenanted):
    """One review of a seller. `why` is what staff want known and is for the inspector, never for the seller.

    `answers` are by question: {"answer": yes | no | none, "note": words}, while it is being done; what counts is the
    report. `before` is the limit that stood before this review changed it, to be put back when it is overturned:
    {"most", "categories"}, empty where none stood. `effect` is what a person made of it for the seller's limits.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `sellers.machine.SELLERREVIEW`."""

        WAITING = "waiting", _("To be assigned")
        ASSIGNED = "assigned", _("Assigned")
        BEGUN = "begun", _("Being done")
        SIGNED = "signed", _("Signed")
        APPEALED = "appealed", _("Appealed")
        UPHELD = "upheld", _("Upheld on appeal")
        OVERTURNED = "overturned", _("Overturned")
        CANCELLED = "cancelled", _("Called off")

    class Verdict(models.TextChoices):
        """What comes out of the answers."""

        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Not passed")

    class Effect(models.TextChoices):
        """What a person made of it for the limits of the seller."""

        KEPT = "kept", _("Limits stay as they were")
        LIFTED = "lifted", _("Limits lifted")
        CHANGED = "changed", _("Limits changed")

    reference = models.CharField(max_length=20)
    seller = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    department = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2)
    why = models.TextField(max_length=2000)
    due_on = models.DateField()
    checklist = models.PositiveSmallIntegerField()
    inspector = TenantFK("accounts.Party", models.PROTECT, related_name="+", null=True, blank=True)
    accreditation = TenantFK(Accreditation, models.PROTECT, related_name="+", null=True, blank=True)
    assigned_by = models.UUIDField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    effect = models.CharField(max_length=10, choices=Effect.choices, blank=True)
    effect_reason = models.TextField(max_length=2000, blank=True)
    effect_by = models.UUIDField(null=True, blank=True)
    before = models.JSONField(default=dict)
    appeal = models.TextField(max_length=2000, blank=True)
    appeal_reason = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(SellerReviewQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="sellerreview_reference"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "waiting", "assigned", "begun", "signed", "appealed", "upheld", "overturned", "cancelled",
                    ]
                ),
                name="sellerreview_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "cancelled"]) | models.Q(inspector__isnull=False),
                name="sellerreview_has_inspector",
            ),
            models.CheckConstraint(
                condition=~models.Q(inspector=models.F("seller")), name="sellerreview_not_of_itself"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["tenant", "state", "id"], name="sellerreview_by_state"),
            models.Index(fields=["tenant", "seller", "-id"], name="sellerreview_of_seller"),
            models.Index(fields=["tenant", "inspector", "-id"], name="sellerreview_of_inspector"),
        ]

    def __str__(self) -> str:
        return self.reference


class ReviewAssignment(Tenanted):
    """That a review was given to an inspector, what it declared before it began, and why it ended if it did not sign."""

    review = TenantFK(SellerReview, models.PROTECT, related_name="assignments")
    inspector = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    declared_by = models.UUIDField(null=True, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "review"], name="reviewassignment_one_open", condition=models.Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} to {self.inspector_id}"


class ReviewPicture(Tenanted):
    """A picture that belongs to the answer of a question. It lies with the evidence, with its digest and time."""

    assignment = TenantFK(ReviewAssignment, models.PROTECT, related_name="pictures")
    question = models.CharField(max_length=40)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "assignment", "question", "evidence"], name="reviewpicture_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question} of {self.assignment_id}"


class ReviewReport(Worded):
    """That an inspector signed the report of a review. The log commits to it.

    `report_sha256` is the digest of the report in its canonical form, in hexadecimal; `report` is the same in words and
    `name` what the person typed as its name.
    """

    committed_fields: ClassVar[tuple[str, ...]] = (
        "review",
        "inspector",
        "accreditation",
        "membership_id",
        "verdict",
        "report_sha256",
        "signed_at",
    )

    review = TenantFK(SellerReview, models.PROTECT, related_name="reports")
    inspector = TenantFK("accounts.Party", models.PROTECT, related_name="+")
    accreditation = TenantFK(Accreditation, models.PROTECT, related_name="+")
    membership_id = models.UUIDField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=SellerReview.Verdict.choices)
    report_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    name = Words()
    report = Words(as_json=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "review"], name="reviewreport_once")]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "inspector", "signed_at"], name="reviewreport_of_inspector")
        ]

    def __str__(self) -> str:
        return f"report of {self.review_id}"
