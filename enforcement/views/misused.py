"""What the page of a case shows of misuse: to the seller its reports and the form, to reviewers what can be marked."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accounts.permissions import may
from audit.rows import load_words
from enforcement import hunters, queries
from enforcement.disclosure import Face, shown_decision
from enforcement.forms_misuse import GravityForm, MisuseForm
from enforcement.machine import MISUSEREPORT
from enforcement.misuse_words import GRAVITIES, KINDS, reason_words
from enforcement.models import Case, Decision, Item, Message, MisuseReport, MisuseRuling, UnfoundedMark
from enforcement.words import MISUSEREPORT_STATES
from tenancy.actor import Actor
from tenancy.context import database_now


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as the page shows it."""

    row: MisuseReport
    kind: str | Promise
    state: str | Promise
    tone: str
    ruling: MisuseRuling | None


def misuse_of(found: Case, mine: Face, actor: Actor, *, about: str = "") -> dict[str, Any]:
    """Reports of misuse in a case, whether one can be made, what is marked as unfounded. For the two sides at most four queries."""
    seen = mine.side != "complainant" and queries.may_have(found, "misuse_reports")
    reports = _reports(found, actor) if seen else []
    waits = any(one.row.state == "filed" for one in reports)
    reporting = mine.side == "seller" and found.complainant_id is not None and not waits and may(actor, "case.answer")
    standing = [(item, shown_decision(item, mine)) for item in found.items.all()]
    marks = _marks([decision for _item, decision in standing if decision is not None])
    return {
        "misuse_reports": reports,
        "misuse_form": _form(found, about) if reporting else None,
        "misuse_opened": bool(about),
        "unfounded_marks": marks,
        "markable": _markable(found, mine, actor, standing, marks),
        "unfounded_form": GravityForm(),
        "misuse_signs": _signs(found, mine, actor),
    }


def _form(found: Case, about: str) -> MisuseForm:
    """The form, with the message that the seller came from, and what is wrong with it as far as that was recognised."""
    said = theirs(found)
    chosen = next((one for one in said if str(one.id) == about), None)
    if chosen is None:
        return MisuseForm(said)
    kind = MisuseReport.Kind.MONEY if chosen.demands_money else ""
    return MisuseForm(said, initial={"about": about, "kind": kind})


def _signs(found: Case, mine: Face, actor: Actor) -> list[str]:
    """Signs of a serial claim hunter, for reviewers alone; one query where none is worth a look."""
    if mine.side != "reviewer" or found.complainant_id is None or not may(actor, "misuse.read"):
        return []
    now = database_now()
    if not hunters.worth_a_look(now, only=found.complainant_id):
        return []
    return [reason_words(sign.reason) for sign in hunters.signs_of(found.complainant_id, now)]


def theirs(found: Case) -> list[Message]:
    """What the other side of the seller wrote, in a loaded case."""
    return [message for message in found.messages.all() if message.by_party_id != found.seller_id and message.words]


def _reports(found: Case, actor: Actor) -> list[Reported]:
    rows = list(MisuseReport.objects.visible_to(actor).filter(case=found).prefetch_related("rulings").order_by("id"))
    rulings = {row.id: next(iter(row.rulings.all()), None) for row in rows}
    load_words([*rows, *[one for one in rulings.values() if one is not None]])
    return [
        Reported(row, KINDS[row.kind], MISUSEREPORT_STATES[row.state], MISUSEREPORT.colours[row.state], rulings[row.id])
        for row in rows
    ]


def _marks(decisions: list[Decision]) -> list[tuple[UnfoundedMark, str | Promise]]:
    """The marks on these decisions; a rejected complaint alone can have one."""
    rejected = [decision.id for decision in decisions if decision.outcome == Decision.Outcome.REJECTED]
    if not rejected:
        return []
    marks = list(UnfoundedMark.objects.filter(decision_id__in=rejected).order_by("id"))
    load_words(marks)
    return [(mark, GRAVITIES[mark.gravity]) for mark in marks]


def _markable(
    found: Case, mine: Face, actor: Actor, standing: list[tuple[Item, Decision | None]],
    marks: list[tuple[UnfoundedMark, str | Promise]],
) -> list[tuple[Decision, Item]]:  # fmt: skip
    if mine.side != "reviewer" or found.complainant_id is None or not may(actor, "misuse.judge"):
        return []
    marked = {mark.decision_id for mark, _words in marks}
    return [
        (decision, item) for item, decision in standing
        if decision is not None and decision.outcome == Decision.Outcome.REJECTED and decision.taken_at is not None
        and decision.id not in marked
    ]  # fmt: skip
