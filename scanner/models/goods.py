"""How goods are told in a marketplace: classifiers in versions, and the Nice classes that people set for its categories."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from scanner.goods.training import LONGEST_NAME
from tenancy.fields import TenantFK
from tenancy.history import WalledHistory
from tenancy.models import Tenanted
from workflow.moves import Stateful


class GoodsModel(Stateful, Tenanted):
    """A classifier of goods by its number, trained on `listings` of the marketplace's own. One at most is in force.

    `data` are its bytes (`scanner.goods.classifier`), while it is trained those of what it has learnt so far; never needed for
    a list. `figures` say how good it is on listings held back (`scanner.goods.measuring`), with the number of listings of each
    category and what its classes were read from.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `scanner.machine.GOODSMODEL`."""

        TRAINING = "training", _("Being trained")
        TRAINED = "trained", _("Trained")
        IN_FORCE = "in_force", _("In force")
        RETIRED = "retired", _("No longer in force")
        DROPPED = "dropped", _("Not trained")

    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.TRAINING)
    data = models.BinaryField(default=b"")
    figures = models.JSONField(default=dict)
    listings = models.PositiveIntegerField(default=0)
    job_id = models.UUIDField(null=True, blank=True)
    asked_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    trained_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "number"], name="goodsmodel_number"),
            models.UniqueConstraint(
                fields=["tenant"], name="goodsmodel_in_force_once", condition=models.Q(state="in_force")
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["training", "trained", "in_force", "retired", "dropped"]),
                name="goodsmodel_state",
            ),
        ]

    def __str__(self) -> str:
        return f"goods {self.number}"


class GoodsCategory(Tenanted):
    """A category of the marketplace by its name, all its steps in one. `classes` are the Nice classes that a person has set
    for it, at `set_at`; null where nobody has, and what was proposed in the classifier in force counts."""

    name = models.CharField(max_length=LONGEST_NAME)
    classes = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    set_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    set_at = models.DateTimeField(null=True, blank=True)

    history = WalledHistory()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "name"], name="goodscategory_once")]
        indexes: ClassVar = [
            models.Index(fields=["tenant", "name"], name="goodscategory_set", condition=~models.Q(classes=None)),
        ]

    def __str__(self) -> str:
        return self.name
