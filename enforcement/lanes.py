"""Who must have priority: the notices of trusted flaggers within their expertise (Digital Services Act, art. 22(1)); and
who has some because its complaints were right before.

Priority is a place in the queue. It removes nothing by itself.
"""

from datetime import date
from uuid import UUID

from enforcement.good_faith import LANE, is_in
from enforcement.models import Complaint, TrustedFlagger

FLAGGER = "flagger"


def lane_of(party_id: UUID | None, right_kind: str, day: date) -> str:
    """“flagger” where the party is a trusted flagger for that kind of right on that day; "" otherwise. One query."""
    if party_id is None or not right_kind:
        return ""
    standing = TrustedFlagger.objects.standing(day).filter(party_id=party_id)
    kinds = {kind for found in standing.values_list("kinds", flat=True) for kind in found}
    return FLAGGER if right_kind in kinds else ""


def take_lane(complaint: Complaint, day: date) -> None:
    """Give a complaint the lane of who complains; its cases have it too."""
    lane = lane_of(complaint.complainant_id, complaint.right.kind if complaint.right else "", day)
    lane = lane or (LANE if is_in(complaint.complainant_id) else "")
    if lane:
        complaint.lane = lane
        Complaint.objects.filter(id=complaint.id).update(lane=lane)
