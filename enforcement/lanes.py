"""Who must have priority: the notices of trusted flaggers within their expertise (Digital Services Act, art. 22(1)).

Priority is a place in the queue. It removes nothing by itself.
"""

from datetime import date
from uuid import UUID

from enforcement.models import Case, Complaint, TrustedFlagger

FLAGGER = "flagger"


def lane_of(party_id: UUID | None, right_kind: str, day: date) -> str:
    """“flagger” where the party is a trusted flagger for that kind of right on that day; "" otherwise. One query."""
    if party_id is None or not right_kind:
        return ""
    standing = TrustedFlagger.objects.standing(day).filter(party_id=party_id)
    kinds = {kind for found in standing.values_list("kinds", flat=True) for kind in found}
    return FLAGGER if right_kind in kinds else ""


def take_lane(case: Case, complaint: Complaint, day: date) -> None:
    """Give a case of a complaint, and the complaint, the lane of who complains."""
    lane = lane_of(case.complainant_id, case.right.kind, day)
    if not lane:
        return
    case.lane = complaint.lane = lane
    Case.objects.filter(id=case.id).update(lane=lane)
    Complaint.objects.filter(id=complaint.id).update(lane=lane)
