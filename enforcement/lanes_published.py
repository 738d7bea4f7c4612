"""The thresholds of the lanes on the page of the published policy."""

from accounts.policy_more import panel
from enforcement.clearcut import Thresholds
from enforcement.good_faith import thresholds


@panel
def lanes_panel() -> tuple[str, Thresholds]:
    """Those that hold today."""
    return "enforcement/policy_lanes.html", thresholds()
