"""What a marketplace has made of the packs in `policy`: chosen, tightened, confirmed."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenancy.models import Tenanted


class ChosenPack(Tenanted):
    """A pack that this marketplace has taken up. The house packs apply everywhere else and need no choosing.

    A preset, which holds in no region of its own, is taken up for a `region`; of each region there is one.
    """

    pack_code = models.CharField(max_length=40)
    region = models.CharField(max_length=8, blank=True, default="")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "pack_code", "region"], name="chosen_pack_once"),
            models.UniqueConstraint(
                fields=["tenant", "region"], name="chosen_preset_of_region", condition=~models.Q(region="")
            ),
        ]

    def __str__(self) -> str:
        return self.pack_code


class Circumstance(Tenanted):
    """What a marketplace says about itself that decides which duties bind it; a code of `policy.vocabulary`."""

    code = models.CharField(max_length=20)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "code"], name="circumstance_once")]

    def __str__(self) -> str:
        return self.code


class TightenedRule(Tenanted):
    """One value stricter than the pack's own. `what` and `code` as in `policy.model.Tightened`."""

    pack_code = models.CharField(max_length=40)
    what = models.CharField(max_length=30)
    code = models.CharField(max_length=60)
    value = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "pack_code", "what", "code"], name="tightened_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.code} of {self.pack_code}"


class ConfirmedRule(Tenanted):
    """That somebody has read a rule at its source: which rule, where, on which day, and who says so."""

    pack_code = models.CharField(max_length=40)
    rule_code = models.CharField(max_length=60)
    source_title = models.CharField(max_length=200)
    source_reference = models.CharField(max_length=300)
    confirmed_on = models.DateField()
    confirmed_by = models.CharField(max_length=120)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "pack_code", "rule_code"], name="confirmed_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule_code} of {self.pack_code}"
