"""Lists of rights that were handed in, and their rows that could not go in."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.actor import Actor
from tenancy.fields import TenantFK
from tenancy.models import Tenanted, TenantManager, TenantQuerySet


class RightListQuerySet(TenantQuerySet):
    """Who sees which lists."""

    def visible_to(self, actor: Actor) -> Self:
        """Staff see all, a rights holder its own, an agent those of its principals."""
        if actor.is_operator or actor.is_system:
            return self
        if actor.party_id is None:
            return self.none()
        return self.filter(owner_id__in={actor.party_id, *actor.brands})


class RightList(Tenanted):
    """A file with rights of one owner: kept as it came, understood by a mapping, brought in by a job.

    `rows` counts its records. `columns` says of each fact in which column of the file it stands, `headings` what columns
    there are; `constants` are the facts of every row that does not say otherwise. `pictures` is the ZIP with the pictures
    that its rows name. `verified`: whoever handed it in has compared it with the registers. `job` is None until somebody
    brings it in; then columns and constants no longer change. `mended` counts the rows that went in later, put right by hand.
    """

    reference = models.CharField(max_length=20)
    owner = TenantFK("accounts.Party", models.PROTECT)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    pictures = TenantFK("evidence.Evidence", models.PROTECT, null=True, related_name="+")
    membership = TenantFK("accounts.Membership", models.PROTECT, null=True)
    job = TenantFK("workflow.Job", models.PROTECT, null=True)
    format = models.CharField(max_length=10)
    rows = models.PositiveIntegerField()
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)
    verified = models.BooleanField(default=False)
    mended = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(RightListQuerySet)()

    class Meta:
        verbose_name = _("list of rights")
        verbose_name_plural = _("lists of rights")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="rightlist_reference"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "owner", "id"], name="rightlist_owner")]

    def __str__(self) -> str:
        return self.reference


class WrongRow(Tenanted):
    """A row of a list that could not go in: what it says, fact by fact as text, and what is wrong with it.

    `wrong` is a list of {fact, column, sentence}; fact and column are "" where the row as a whole cannot be read. It is
    deleted once it was put right and went in.
    """

    listed = TenantFK(RightList, models.CASCADE, related_name="wrong_rows")
    line = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    wrong = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "listed", "line"], name="wrongrow_once"),
        ]
        ordering: ClassVar = ["line"]

    def __str__(self) -> str:
        return f"line {self.line}"
