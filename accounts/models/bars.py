"""What the keys of a party may not do, as a higher floor has written it down."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from accounts.models.parties import Party
from tenancy.fields import TenantFK
from tenancy.models import Tenanted


class KeyBar(Tenanted):
    """That the keys of `party` may not do `what` (a code of `accounts.key_bars.BARRED`) while `clauses` are not agreed.

    `clauses` are codes of contract clauses, separated by commas. The row goes when they are.
    """

    party = TenantFK(Party, related_name="key_bars")
    what = models.CharField(max_length=20)
    clauses = models.TextField(max_length=2000)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "party", "what"], name="keybar_once")]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.what}"
