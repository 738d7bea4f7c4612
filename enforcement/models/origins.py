"""What a seller relies on: where genuine goods were first sold, which paper shows it, and what the law allows without
consent."""

from typing import ClassVar

from django.db import models

from audit.rows import Committed
from enforcement.models.cases import Exhibit
from enforcement.models.statements import Answer
from tenancy.fields import TenantFK


class Origin(Committed):
    """Where the goods of one Item were first sold, as its answer says, and what the rule made of that country then.

    `exhausts` is yes, no, depends, or unknown where no rule is on file.
    """

    answer = TenantFK(Answer, models.PROTECT, related_name="origins")
    first_sold_in = models.CharField(max_length=2)
    exhausts = models.CharField(max_length=10)

    committed_fields = ("answer", "first_sold_in", "exhausts")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "answer"], name="origin_once")]

    def __str__(self) -> str:
        return self.first_sold_in


class OriginProof(Committed):
    """That a file was handed in as one kind of the evidence that the exhaustion rule asks for."""

    exhibit = TenantFK(Exhibit, models.PROTECT, related_name="proofs")
    shows = models.CharField(max_length=20)

    committed_fields = ("exhibit", "shows")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["tenant", "exhibit"], name="originproof_once")]

    def __str__(self) -> str:
        return self.shows


class Exemption(Committed):
    """That an answer relies on an exception of the law, with its article as it stood in the pack then.

    `code` is the exception's in the pack of the case, `title` and `source` are its words and where it was read; `verified`
    is false for what nobody has read at its source.
    """

    answer = TenantFK(Answer, models.PROTECT, related_name="exemptions")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    verified = models.BooleanField()

    committed_fields = ("answer", "code", "title", "source", "verified")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "answer", "code"], name="exemption_once"),
        ]

    def __str__(self) -> str:
        return self.code
