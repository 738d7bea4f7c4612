"""Telling reporters how the cases ended in which their reports are looked at (Digital Services Act, art. 16(5))."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from audit import log
from enforcement import verbs
from enforcement.models import Decision, Item, ReportCase
from enforcement.report_told import OUTCOMES, REDRESS
from enforcement.services.triage import tell
from policy import registry as packs
from policy.model import Pack
from tenancy.actor import Actor

TOGETHER = 100
PAST = ("in_effect", "reversed", "withdrawn")
"""Items about which there is something to tell."""


@transaction.atomic
def tell_reporters(*, actor: Actor, now: datetime) -> int:
    """Tell who reported a listing that is decided in its case and does not know yet; how many. Each is told once."""
    decided = Item.objects.filter(case=OuterRef("case"), listing=OuterRef("reported__listing"), state__in=PAST)
    untold = ReportCase.objects.filter(Exists(decided), told_at=None).select_for_update(of=("self",), skip_locked=True)
    shown = ("case__right", "reported__listing", "reported__report__party")
    found = list(untold.select_related(*shown).order_by("id")[:TOGETHER])
    for link in found:
        _tell(link, actor=actor, now=now)
    return len(found)


def outcome_of(item: Item) -> tuple[str, Decision | None]:
    """What became of an Item that is past, as a code of `report_told.OUTCOMES`, and the decision that stands."""
    if item.state == "withdrawn":
        return "withdrawn", None
    known = [decision for decision in item.decisions.all() if decision.taken_at is not None]
    taken = max(known, key=lambda decision: decision.id, default=None)
    if taken is None:
        return "rejected", None
    if item.state == "reversed" and taken.outcome == Decision.Outcome.UPHELD:
        return "restored", taken
    return str(taken.outcome), taken


def reasons_of(decision: Decision | None, pack: Pack) -> list[object]:
    """Why, for somebody who is no party: the ground, and whether a machine decided (art. 16(6)).

    What a reviewer wrote to the two sides may speak of the seller's papers, and is not for others.
    """
    if decision is None:
        return []
    ground = next((_(leaf.title) for leaf in pack.leaves() if leaf.code == decision.ground), "")
    how = _("It was decided without a person, by a fixed rule.") if decision.automated else _("A person decided.")
    return [ground, how]


def _tell(link: ReportCase, *, actor: Actor, now: datetime) -> None:
    line, case = link.reported, link.case
    item = Item.objects.get(case=case, listing_id=line.listing_id)
    outcome, decision = outcome_of(item)
    link.told_at = now
    link.save(update_fields=["told_at"])
    pack = packs.pack(case.pack_code, case.pack_version, region=case.region)
    entry = log.record(
        verbs.REPORTER_TOLD, actor=actor, subject=line.report, refs=[case, line.listing_id],
        facts={"outcome": outcome}, parties=[line.report.party_id],
    )  # fmt: skip
    tell(line, outcome, entry=entry, words=[OUTCOMES[outcome], *reasons_of(decision, pack), REDRESS])
