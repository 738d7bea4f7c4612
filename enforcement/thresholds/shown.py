"""What strikes propose, as pages show it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from audit.rows import load_words
from enforcement.machine import PROPOSED, RIPE, STRIKEPROPOSAL
from enforcement.models import StrikeProposal
from enforcement.sanction_told import SANCTIONS
from enforcement.thresholds.queries import proposals_of
from enforcement.words import STRIKEPROPOSAL_STATES


def proposal_lines(seller_id: UUID) -> list[dict[str, Any]]:
    """What strikes ever proposed against a seller, the newest first. Four queries."""
    rows = proposals_of(seller_id)
    lines = [{**_line(row), "answer": _first(row.answers.all()), "ruling": _first(row.rulings.all())} for row in rows]
    load_words([found for line in lines for found in (line["answer"], line["ruling"]) if found is not None])
    return lines


def waiting_lines(most: int) -> list[dict[str, Any]]:
    """What nobody has disposed of, those first of whom the seller was heard. One query."""
    rows = StrikeProposal.objects.filter(state__in=PROPOSED).select_related("seller").order_by("answer_by", "id")[:most]
    return sorted((_line(row) for row in rows), key=lambda line: not line["ripe"])


def _line(row: StrikeProposal) -> dict[str, Any]:
    return {
        "row": row,
        "what": SANCTIONS["selling", row.kind],
        "state": STRIKEPROPOSAL_STATES[row.state],
        "tone": STRIKEPROPOSAL.colour(row.state),
        "open": row.state in PROPOSED,
        "ripe": row.state in RIPE,
    }


def _first(rows: Iterable[Any]) -> Any:
    return next(iter(rows), None)
