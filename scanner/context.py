"""What stands round a finding: price, claims, conduct. It makes more or less of a candidate, and never makes one.

Each part is a pure function that gives reasons with bounded factors; together they change a score by three tenths down or
four tenths up at most, so that what was seen stays what decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod
from uuid import UUID

from policy.words import gettext_noop as _
from scanner.matchers import claims, conduct, price
from scanner.matchers.facts import Finding, ListingFacts
from scanner.matchers.reasons import NOTHING, Around, Reason

LEAST, MOST = 0.7, 1.4
"""What context does to a score at most, in both directions."""

Context = Callable[[ListingFacts, UUID, Sequence[Finding], Around], list[Reason]]
CONTEXT: tuple[Context, ...] = (price.reasons, claims.reasons, conduct.reasons)

SENTENCES = {
    "context-bounded": _("Price, claims and record together count no more than this."),
    **price.SENTENCES,
    **claims.SENTENCES,
    **conduct.SENTENCES,
}


def weigh(listing: ListingFacts, right_id: UUID, findings: Sequence[Finding], around: Around = NOTHING) -> list[Reason]:
    """The reasons of the context of one right in a listing; their factors multiply to LEAST at the least, MOST at most.

    Where they would come to more, a last reason takes the rest back, so that the product of the steps is the score.
    """
    found = [reason for part in CONTEXT for reason in part(listing, right_id, findings, around)]
    together = prod(reason.factor for reason in found)
    bounded = min(max(together, LEAST), MOST)
    if bounded != together:
        found.append(Reason("context-bounded", bounded / together))
    return found
