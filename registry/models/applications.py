"""Applications of rights holders and agents: who they say they are, and the papers that show it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from tenancy.fields import TenantFK
from tenancy.models import Tenanted
from workflow.moves import Stateful


class Application(Stateful, Tenanted):
    """That `party` asks to be let in; what is on file about it (name, address, contact) stands at the party.

    `acts_for` is the rights holder that an agent names, `signatory` who signs for the party. `no_number` says that there
    is no number of a register. `asked` is what the marketplace last asked for. `token_hash` is the SHA-256 of the secret
    in the applicant's link; "" for applications from before there were links.
    """

    class State(models.TextChoices):
        """Where an application stands; the moves are `registry.machine.APPLICATION`."""

        RECEIVED = "received", _("To be read")
        ASKED = "asked", _("Asked for more")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    party = TenantFK("accounts.Party", models.PROTECT)
    acts_for = models.CharField(max_length=200, blank=True)
    signatory = models.CharField(max_length=120, blank=True)
    no_number = models.BooleanField(default=False)
    asked = models.TextField(max_length=2000, blank=True)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "party"], name="application_of_party"),
            models.UniqueConstraint(
                fields=["tenant", "token_hash"], name="application_token", condition=~models.Q(token_hash="")
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["received", "asked", "accepted", "refused"]), name="application_state"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "state", "id"], name="application_waiting")]

    def __str__(self) -> str:
        return f"application of {self.party_id}"


class PartyNumber(Tenanted):
    """A number under which a register or tax office knows a party; one of each kind.

    `scheme` is a code of `registry.identity.numbers.SCHEMES`, or "other" for a country of which none can be checked;
    `value` the number in the one way in which it is compared.
    """

    party = TenantFK("accounts.Party", models.PROTECT)
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "party", "scheme"], name="partynumber_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "scheme", "value"], name="partynumber_value")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class ApplicationPaper(Tenanted):
    """One document of an application. None is taken away: what is handed in later stands before it."""

    class Kind(models.TextChoices):
        """What it shows."""

        EXTRACT = "extract", _("Extract of the trade register")
        SIGNATORY = "signatory", _("Identity of the signatory")
        POWER = "power", _("Power of attorney")

    application = TenantFK(Application, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    evidence = TenantFK("evidence.Evidence", models.PROTECT)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=["extract", "signatory", "power"]), name="paper_kind"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "application", "id"], name="paper_of_application")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}"
