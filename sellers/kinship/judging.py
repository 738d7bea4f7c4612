"""Which of those who share something with an applicant seem to be the applicant, and which are only near. Pure.

What many share says little: a door that three sellers have is a warehouse, a contact of five is an agent, a name of five is a
common name. Members of a family who sell under their own names hide nothing, and are near, not the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sellers.kinship import companies, people, places
from sellers.kinship.spelling import Word

CROWD = 3
"""From more than so many others on, what they have in common is common."""
AT_A_DOOR = 1
"""More than one other behind a door, or in a building without doors, and it is shared."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody says of itself. `people` sign or own the account; `contacts` are named as contact and nothing else."""

    company: tuple[Word, ...]
    people: tuple[tuple[Word, ...], ...]
    contacts: tuple[tuple[Word, ...], ...]
    place: places.Place

    @classmethod
    def of(cls, *, company: str, people_: Iterable[str], contact: str, address: str) -> "Profile":
        """Read what was typed. A contact who also signs is one of its people."""
        named = _each(people_)
        contacts = [
            name for name in _each([contact]) if all(people.related([*name], [*one]) != people.SAME for one in named)
        ]
        if not named:
            named, contacts = contacts, []
        return cls(tuple(companies.name_of(company)), tuple(named), tuple(contacts), places.place_of(address))

    def found_by(self) -> set[str]:
        """What others are found by that may have something in common with it."""
        found = companies.keys(self.company) | places.keys(self.place)
        for name in (*self.people, *self.contacts):
            found |= people.keys([*name])
        return found


@dataclass(frozen=True, slots=True)
class Kin:
    """What an applicant and another have in common. `strong`: they seem to be one; else it is only worth a note.

    `code` is `person`, `company`, `place` or `picture` where it is strong, `namesake`, `family`, `agent`, `building` where not.
    """

    other: UUID
    code: str
    strong: bool


def kin(mine: Profile, others: dict[UUID, Profile]) -> list[Kin]:
    """What each of the others has in common with this one; at most one strong and one weak of a kind for each."""
    by_person = {other: _by_person(mine, theirs) for other, theirs in others.items()}
    namesakes = [other for other, how in by_person.items() if how == "person"]
    found = [Kin(other, "person", strong=True) for other in namesakes if len(namesakes) <= CROWD]
    found += [Kin(other, "namesake", strong=False) for other in namesakes if len(namesakes) > CROWD]
    alike = [other for other, theirs in others.items() if companies.same_name([*mine.company], [*theirs.company])]
    found += [Kin(other, "company", strong=True) for other in alike if len(alike) <= CROWD]
    return [*found, *_by_place(mine, others, by_person)]


def _by_place(mine: Profile, others: dict[UUID, Profile], by_person: dict[UUID, str]) -> Iterable[Kin]:
    where = {other: places.related(mine.place, theirs.place) for other, theirs in others.items()}
    doors = [other for other, how in where.items() if how == places.DOOR]
    building = [other for other, how in where.items() if how]
    for other in building:
        how = by_person[other]
        if how in ("family", "agent"):
            yield Kin(other, how, strong=False)
        elif other not in doors or len(building if not mine.place.unit else doors) > AT_A_DOOR:
            yield Kin(other, "building", strong=False)
        else:
            yield Kin(other, "place", strong=True)


def _by_person(mine: Profile, theirs: Profile) -> str:
    """`person` where somebody of theirs is somebody of ours, `agent` where only the contact is, `family` for a surname."""
    if any(people.related([*a], [*b]) == people.SAME for a in mine.people for b in theirs.people):
        return "person"
    mine_all, theirs_all = (*mine.people, *mine.contacts), (*theirs.people, *theirs.contacts)
    if any(people.related([*a], [*b]) == people.SAME for a in mine_all for b in theirs_all):
        return "agent"
    if any(people.related([*a], [*b]) == people.FAMILY for a in mine.people for b in theirs.people):
        return "family"
    return ""


def _each(names: Iterable[str]) -> list[tuple[Word, ...]]:
    """Each name once, in the order given."""
    read: Sequence[tuple[Word, ...]] = [tuple(people.name_of(name)) for name in names]
    return [name for name in dict.fromkeys(read) if name]
