"""A case: one complainant (or the platform) against one seller over one right in one region, an Item per listing."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from audit.matters import Matter
from enforcement.machine import OPEN_CASES, UNDECIDED_ITEMS
from enforcement.priority import HIGHEST
from enforcement.querysets import CaseQuerySet
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager
from workflow.moves import Stateful


class Case(Stateful, Matter, Tenanted):
    """The matter in which both sides are heard. The pack is chosen at notice and stays as it was then.

    `lane` is "flagger" where a trusted flagger asks, which must have priority, "good_faith" where the complainant is in
    that lane; "" otherwise. `fast` holds the codes of the reasons for which it is clear-cut, "" where it is not.
    `due_at` is the next bound of a clock that runs in it (the far future where none has a bound), `by_law` says whether a
    law sets it. `place` is where it stands in the queue, the smallest first (see `priority`), and `weigh_at` when that is
    looked at again. `harm` is what its goods may do to people ("health", "safety" or ""), `buyers` how many complained of
    them. `score` is the highest of its Items, 0–100. `complainant` is empty where the platform acts on its own.
    `part` tells the cases of one complaint against one seller apart, where one was divided (`split_from`); one that was
    joined to another is closed and names it in `merged_into`. `fallen` is the state of its right where that is not in force
    any more, "" where it is. `routed_by` is the rule that gave it to somebody when it opened.
    """

    class Source(models.TextChoices):
        """What it came from."""

        COMPLAINT = "complaint"
        MATCH = "match"
        REPORT = "report"
        REFERRAL = "referral"

    reference = models.CharField(max_length=12)
    source = models.CharField(max_length=10, choices=Source.choices)
    complaint = TenantFK("enforcement.Complaint", models.PROTECT, null=True, blank=True, related_name="cases")
    complainant = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    seller = TenantFK("accounts.Party", models.PROTECT)
    right = TenantFK("registry.Right", models.PROTECT)
    region = models.CharField(max_length=8)
    pack_code = models.CharField(max_length=60)
    pack_version = models.CharField(max_length=40)
    lane = models.CharField(max_length=10, blank=True, default="")
    fast = models.CharField(max_length=120, blank=True, default="")
    fallen = models.CharField(max_length=20, blank=True, default="")
    score = models.PositiveSmallIntegerField(default=0)
    items_count = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    by_law = models.BooleanField(default=False)
    harm = models.CharField(max_length=10, blank=True, default="")
    buyers = models.PositiveIntegerField(default=0)
    place = models.PositiveSmallIntegerField(default=HIGHEST)
    weigh_at = models.DateTimeField(db_default=Now(), editable=False)
    assigned_to = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    part = models.PositiveSmallIntegerField(default=0)
    split_from = TenantFK("self", models.PROTECT, null=True, blank=True)
    merged_into = TenantFK("self", models.PROTECT, null=True, blank=True)
    routed_by = TenantFK("enforcement.RoutingRule", models.PROTECT, null=True, blank=True)
    opened_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(CaseQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="case_reference"),
            models.UniqueConstraint(
                fields=["tenant", "complaint", "seller", "part"],
                name="case_once_per_seller",
                condition=models.Q(complaint__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "region", "place", "due_at", "id"], name="case_queue",
                condition=models.Q(state__in=OPEN_CASES),
            ),
            models.Index(
                fields=["tenant", "place", "due_at", "id"], name="case_queue_all",
                condition=models.Q(state__in=OPEN_CASES),
            ),
            models.Index(
                fields=["tenant", "place", "id"], name="case_fast",
                condition=models.Q(state__in=OPEN_CASES) & ~models.Q(fast=""),
            ),
            models.Index(
                fields=["tenant", "weigh_at", "id"], name="case_weigh", condition=models.Q(state__in=OPEN_CASES)
            ),
            models.Index(fields=["tenant", "seller", "state", "id"], name="case_seller"),
            models.Index(fields=["tenant", "complainant", "state", "id"], name="case_complainant"),
            models.Index(fields=["tenant", "right", "id"], name="case_right"),
            models.Index(fields=["tenant", "region", "-id"], name="case_region"),
            models.Index(
                fields=["tenant", "assigned_to", "place", "due_at", "id"], name="case_assigned",
                condition=models.Q(state__in=OPEN_CASES),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Item(Stateful, Tenanted):
    """One listing in a case: answered, decided and remedied by itself.

    `before` is the state that a refused second or an undo returns to. `revision` is that of the listing complained of.
    `complaint` is the one it came with, where its case was joined to that of another complaint.
    """

    case = TenantFK(Case, models.PROTECT, related_name="items")
    complaint = TenantFK("enforcement.Complaint", models.PROTECT, null=True, blank=True)
    listing = TenantFK("sellers.Listing", models.PROTECT)
    revision = models.PositiveIntegerField()
    match = TenantFK("scanner.Match", models.PROTECT, null=True, blank=True)
    score = models.PositiveSmallIntegerField(default=0)
    before = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "case", "listing"], name="item_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["tenant", "listing"], name="item_undecided", condition=models.Q(state__in=UNDECIDED_ITEMS)
            ),
            models.Index(fields=["tenant", "case", "id"], name="item_case"),
            models.Index(
                fields=["tenant", "complaint", "id"],
                name="item_complaint",
                condition=models.Q(complaint__isnull=False),
            ),
            models.Index(fields=["tenant", "listing", "id"], name="item_listing"),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.case_id}"

    @property
    def note(self) -> str:
        """What the complainant says about this one; "" in a case without a complaint."""
        complaint = self.complaint or self.case.complaint
        return str(complaint.wording.notes.get(str(self.listing_id), "")) if complaint else ""


class Exhibit(Tenanted):
    """A file that one side, or the platform, put into the case."""

    case = TenantFK(Case, models.PROTECT, related_name="exhibits")
    item = TenantFK(Item, models.PROTECT, null=True, blank=True)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    by_party = TenantFK("accounts.Party", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["tenant", "case", "id"], name="exhibit_case")]

    def __str__(self) -> str:
        return str(self.evidence_id)
