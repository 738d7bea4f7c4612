"""Whose turn it is to speak about what is contested. Nothing is stored about it: it follows from what was said.

The seller's answer opens the first round; each round is the complainant's turn and, where the pack has one, the
seller's. After the last, and after a silence of the seller, a reviewer decides.
"""

from collections.abc import Iterable

from enforcement.models import Case, Item, Turn
from policy.model import Pack


def whose_turn(turns: Iterable[Turn], pack: Pack) -> tuple[str, int]:
    """The side whose turn it is about a contested Item, and the round; ("", 0) where a reviewer is to decide."""
    if pack.rounds is None:
        return "", 0
    said = list(turns)
    replies = sum(turn.side == "complainant" for turn in said)
    rejoinders = len(said) - replies
    if replies > rejoinders:
        return ("seller", replies) if pack.rounds.rejoin else ("", 0)
    if any(turn.silent for turn in said):
        return "", 0
    return ("complainant", replies + 1) if replies < pack.rounds.most else ("", 0)


def waiting(case: Case, pack: Pack, side: str = "") -> list[tuple[Item, int]]:
    """The contested Items of a case about which a side has its turn, with the round; of `side` alone if given."""
    if pack.rounds is None or case.complainant_id is None:
        return []
    contested = case.items.filter(state="contested").select_related("listing").prefetch_related("turns").order_by("id")
    turns = [(item, whose_turn(item.turns.all(), pack)) for item in contested]
    return [(item, number) for item, (whose, number) in turns if whose and side in ("", whose)]
