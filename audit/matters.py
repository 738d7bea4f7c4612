"""What lies in a region of the world, so that a reviewer's regions bound the log as they bound the queue.

A case lies in one region, a match in each where the right is asserted. Rights, parties, keys and listings lie in none:
what is said of them is for all of the staff.
"""

from collections.abc import Iterable
from typing import Any


class Matter:
    """Base, beside the model's own, of what lies in a region. Its entries are for whoever works in one of these."""

    region: str

    @property
    def matter_regions(self) -> Iterable[str]:
        """Countries, or "EU"; none while it is not said yet."""
        return [self.region] if self.region else []


def regions_of(things: Iterable[Any]) -> list[str]:
    """Where the matters among `things` lie, in order. Asks no table."""
    return sorted({region for thing in things if isinstance(thing, Matter) for region in thing.matter_regions})
