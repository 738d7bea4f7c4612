"""A new address for a party's letters, while its former address can still stop it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted
from workflow.moves import Stateful


class AddressMove(Stateful, Tenanted):
    """That the letters of a party are to go elsewhere, from `due_at` on. Until then whoever reads the former address, or
    anybody of the party, can stop it.

    Who has stolen an account changes this first. `address` is emptied once it is decided. One waits at a time.
    """

    class State(models.TextChoices):
        """Where it stands; the moves are `accounts.machine.ADDRESSMOVE`."""

        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    party = TenantFK("accounts.Party", models.PROTECT)
    address = models.EmailField(blank=True)
    asked_by = TenantFK("accounts.Membership", models.PROTECT, null=True, blank=True)
    token_hash = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "party"], name="addressmove_one", condition=models.Q(state="waiting")
            ),
            models.UniqueConstraint(fields=["tenant", "token_hash"], name="addressmove_token"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "done", "stopped"]), name="addressmove_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}, {self.state}"
