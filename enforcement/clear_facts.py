"""What the rule for clear-cut cases needs to know of a case. Writes nothing."""

from datetime import datetime

from enforcement.clearcut import Facts, clear_cut
from enforcement.good_faith import Outcomes, is_in, outcomes_of, thresholds
from enforcement.machine import FOR_REVIEWERS
from enforcement.models import Answer, Case, Item
from scanner.matchers.facts import class_mask
from scanner.matchers.goods import guess_classes
from scanner.models import Signal
from sellers import queries as sellers

SAME_PICTURE = 97
"""From this strength on a picture is the same but for how it was saved."""
CLAIMS = ("licence", "genuine")


def reasons_why(case: Case, now: datetime) -> tuple[str, ...]:
    """The codes of the reasons for which a case is clear-cut now; none where it is not, or does not wait for us."""
    return clear_cut(_facts(case, now), thresholds()) if case.state in FOR_REVIEWERS else ()


def _facts(case: Case, now: datetime) -> Facts:
    """Six queries."""
    items = list(Item.objects.filter(case=case).exclude(state="withdrawn").select_related("listing"))
    said = set(Answer.objects.filter(item__case=case).values_list("code", flat=True))
    signals = Signal.objects.filter(match__in=[item.match_id for item in items if item.match_id])
    by_match: dict[object, list[Signal]] = {}
    for signal in signals:
        by_match.setdefault(signal.match_id, []).append(signal)
    mask = class_mask(case.right.classes)
    alike = [_alike(by_match.get(item.match_id, []), item, mask) for item in items]
    before = sellers.outcomes([case.seller_id]).get(case.seller_id, {})
    known = [case.complainant_id] if case.complainant_id else []
    came = outcomes_of(now, known).get(known[0], Outcomes()) if known else Outcomes()
    return Facts(
        score=min((item.score for item in items), default=0),
        same_picture=bool(alike) and all(one[0] for one in alike),
        exact_word=bool(alike) and all(any(one) for one in alike) and any(one[1] for one in alike),
        trusted=not known or bool(case.lane) or is_in(case.complainant_id),
        decided=came.decided,
        percent=100 * came.upheld // came.decided if came.decided else 0,
        upheld=before.get("upheld", 0),
        rejected=before.get("rejected", 0),
        licence_claimed=bool(said & set(CLAIMS)),
        contested=any(item.state == "contested" for item in items),
    )


def _alike(signals: list[Signal], item: Item, mask: int) -> tuple[bool, bool]:
    """Whether a listing has a picture of the right, and whether it bears its word on goods of its classes."""
    goods = guess_classes(tuple(str(level) for level in item.listing.category), item.listing.title)
    picture = any(one.kind.startswith("picture") and one.strength >= SAME_PICTURE for one in signals)
    return picture, bool(goods & mask) and any(one.kind == "exact" for one in signals)
