"""What stands on the page of a case for the marketplace's own people alone: since when it is known, notes, who has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.permissions import Allowed, DeniedBecause, may
from audit.queries import Line
from audit.rows import load_words
from enforcement import queries
from enforcement.casework_words import ESCALATIONS, RULES
from enforcement.conflicts import conflict
from enforcement.disclosure import Face
from enforcement.forms_casework import ConflictForm, EscalateForm, EscalationAnswerForm, NoteForm
from enforcement.knowledge import knowledge
from enforcement.machine import OPEN_CASES
from enforcement.models import Case, CaseNote, Decision, Escalation, EscalationAnswer
from enforcement.precedents import Precedent, precedents
from enforcement.services.escalating import may_answer
from enforcement.services.parting import MOVABLE, mergeable
from enforcement.views.shown import member_names
from enforcement.words import OUTCOMES
from policy.model import Pack
from registry.registers.offices import place_name
from tenancy.actor import Actor
from tenancy.errors import Denied

MOST = 20
"""How many cases are offered to be joined with."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A case that was passed on: by whom, to whom, why, and what was answered."""

    row: Escalation
    by: str
    to: str
    why: str | Promise
    answer: EscalationAnswer | None
    answered_by: str


def passed(rows: list[Escalation]) -> list[Passed]:
    """Escalations as pages show them. Three queries."""
    answers = {one.escalation_id: one for one in EscalationAnswer.objects.filter(escalation__in=rows)}
    load_words([*rows, *answers.values()])
    names = member_names([row.by_membership_id for row in rows] + [one.by_membership_id for one in answers.values()])
    return [
        Passed(
            row=row,
            by=names.get(row.by_membership_id, ""),
            to=place_name(row.to_region) if row.to_region else _("the lead"),
            why=ESCALATIONS.get(row.why, row.why),
            answer=(answer := answers.get(row.id)),
            answered_by=names.get(answer.by_membership_id, "") if answer else "",
        )
        for row in rows
    ]


def _before(found: Case, pack: Pack, slug: str) -> list[tuple[Precedent, str, list[str]]]:
    """Decided cases like this one, with their addresses and what was decided in each, in words."""
    titles = {leaf.code: _(leaf.title) for leaf in pack.leaves()}
    return [
        (
            one,
            reverse("enforcement:case", args=[slug, one.case.reference]),
            [
                _("%(outcome)s: %(ground)s (%(n)d)")
                % {"outcome": OUTCOMES[outcome], "ground": titles.get(ground, ground), "n": count}
                for (outcome, ground), count in one.grounds.items()
            ],
        )
        for one in precedents(found)
    ]


def casework_of(
    found: Case, mine: Face, pack: Pack, actor: Actor, slug: str, *, told: Sequence[Line], bound: Denied | None
) -> dict[str, Any]:
    """What stands on the page of a case for the marketplace's people alone. `told` are the lines of its timeline, `bound`
    is the conflict of interest of who looks."""
    if mine.side != "reviewer":
        return {}
    notes = list(CaseNote.objects.filter(case=found).order_by("id")) if queries.may_have(found, "case_notes") else []
    load_words(notes)
    names = member_names([note.by_membership_id for note in notes])
    rows = list(Escalation.objects.filter(case=found).order_by("-id")) if queries.may_have(found, "escalations") else []
    waits = next((row for row in rows if row.answered_at is None), None)
    deeds = bool(may(actor, "case.assign"))
    return {
        "knowledge": knowledge(found, actor, told),
        **_parting(found, actor),
        "decided_before": _before(found, pack, slug),
        "notes": [(note, names.get(note.by_membership_id, "")) for note in notes],
        "note_form": NoteForm() if may(actor, "case.note") else None,
        "passed_on": passed(rows),
        "passed_waits": waits is not None,
        "escalate_form": EscalateForm(other_regions(found)) if deeds and waits is None else None,
        "escalation_answer_form": EscalationAnswerForm() if waits and may_answer(actor, waits) else None,
        "escalation_rules": RULES,
        "conflict_form": ConflictForm() if deeds and bound is None else None,
    }


def may_in(
    found: Case, actor: Actor, permission: str, bound: Denied | None, decisions: Sequence[Decision] = ()
) -> Allowed | DeniedBecause:
    """Whether this person may do it in this case: by their role, and with no conflict of interest in the way.

    `bound` is that which they have in the case whatever they do; `decisions` are those that they would look at again.
    """
    refusal = bound if bound or not decisions else conflict(actor.user_id, found, decisions)
    return DeniedBecause(refusal.message, refusal.code) if refusal else may(actor, permission)


def other_regions(found: Case) -> list[tuple[str, str]]:
    """The regions to which a case can be passed, with their names."""
    regions = queries.specialist_regions()
    return [(code, place_name(code)) for code in regions if code != found.region]


def _parting(found: Case, actor: Actor) -> dict[str, Any]:
    """What of a case can be put into one of its own, and which it can be joined to. One query."""
    if found.state not in OPEN_CASES or not may(actor, "case.decide"):
        return {}
    items = list(found.items.all())
    movable = [item for item in items if item.state in MOVABLE]
    return {
        "divisible": movable if len([item for item in items if item.state != "withdrawn"]) > 1 else [],
        "joinable": list(mergeable(found)[:MOST]),
    }
