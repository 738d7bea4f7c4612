"""What the lines of the log are about, as people find it: its number, and the page where it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Party
from accounts.permissions import may
from audit.queries import Line
from enforcement.models import Appeal, Case, Complaint
from registry.models import Right
from scanner.models import Match
from sellers.models import Listing
from tenancy.actor import Actor
from workflow.models import Job


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing that has a page: its name there, how it is called, who may open it, which of them somebody sees.

    `words` stand for one that has no number of its own.
    """

    url_name: str
    called: str
    permission: str
    seen: Callable[[Actor], Any]
    words: str | Promise = ""


THINGS: dict[str, Thing] = {
    "enforcement.Case": Thing("enforcement:case", "reference", "case.read", Case.objects.visible_to),
    "enforcement.Complaint": Thing(
        "enforcement:complaint", "reference", "complaint.read", Complaint.objects.visible_to
    ),
    "enforcement.Appeal": Thing(
        "enforcement:appeal", "reference", "appeal.decide",
        lambda actor: Appeal.objects.filter(case__in=Case.objects.visible_to(actor)),
    ),
    "registry.Right": Thing("registry:right", "reference", "right.read", Right.objects.visible_to),
    "sellers.Listing": Thing("sellers:listing", "number", "listing.read", Listing.objects.visible_to),
    "workflow.Job": Thing("web:job", "id", "job.read", Job.objects.visible_to, _("the job")),
    "scanner.Match": Thing("scanner:match", "id", "match.review", Match.objects.visible_to, _("the match")),
    "accounts.Party": Thing("accounts:party", "reference", "party.manage", Party.objects.visible_to),
}  # fmt: skip
"""By the type of an entry's subject. What is not here has no page of its own."""


@dataclass(frozen=True, slots=True)
class About:
    """What an entry is about: how it is called, and its address."""

    called: str
    url: str


def about(lines: Iterable[Line], actor: Actor, slug: str) -> dict[UUID, About]:
    """The subjects of these lines that have a page and that the actor sees, by id. One query for each kind of thing."""
    wanted: dict[str, set[UUID]] = {name: set() for name in THINGS}
    for line in lines:
        wanted.get(line.subject_type, set()).add(line.subject_id)
    found = {}
    for name, ids in wanted.items():
        thing = THINGS[name]
        if not ids or not may(actor, thing.permission):
            continue
        for thing_id, called in thing.seen(actor).filter(id__in=ids).values_list("id", thing.called):
            found[thing_id] = About(str(thing.words or called), reverse(thing.url_name, args=[slug, called]))
    return found
