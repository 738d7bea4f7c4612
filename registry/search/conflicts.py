"""Earlier rights that a new mark meets: found by words and sound, compared by `registry.search.conflicting`, said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.details import Details
from registry.models import Right
from registry.registers.offices import place_name
from registry.search import finding
from registry.search.conflicting import Conflict, Goods, Mark, Places, Signs, compare
from registry.words import fold, words
from tenancy.actor import Actor
from tenancy.context import current_tenant

MOST_WORDINGS = 10
STANDING = (Right.State.VERIFIED,)
GRADES: dict[int, tuple[str | Promise, str]] = {
    1: (gettext_lazy("The same mark for the same goods"), "stop"),
    2: (gettext_lazy("Likely to be confused"), "wait"),
    3: (gettext_lazy("May be confused"), "note"),
    4: (gettext_lazy("Worth knowing"), ""),
}
"""What a grade means, and its colour."""
SIGNS = {
    Signs.IDENTICAL: gettext_lazy("The same name."),
    Signs.CONTAINED: gettext_lazy("One name stands in the other."),
    Signs.SPELLING: gettext_lazy("Spelled nearly the same."),
    Signs.SOUND: gettext_lazy("Sounds alike."),
}


@dataclass(frozen=True, slots=True)
class Met:
    """An earlier right with what stands between it and the new mark."""

    right: Right
    conflict: Conflict

    @property
    def label(self) -> str:
        """The grade in words."""
        return str(GRADES[self.conflict.grade][0])

    @property
    def tone(self) -> str:
        """The grade as a colour."""
        return GRADES[self.conflict.grade][1]

    @property
    def reasons(self) -> list[str]:
        """A sentence each: the signs, the goods, the places."""
        found = self.conflict
        return [str(SIGNS[found.signs]), _goods(found), _places(found)]


def conflicts_of(mark: Mark, *, actor: Actor, but: UUID | None = None) -> list[Met]:
    """The earlier trademarks that the new one meets, the worst first. A fixed number of queries for each wording.

    Those verified, whoever owns them, as their registers are public; staff also see those that are being checked. `but`
    is the right itself, once it is on file.
    """
    states = [*STANDING, Right.State.SUBMITTED, Right.State.IN_REVIEW] if actor.is_operator else list(STANDING)
    where = Q(kind=Right.Kind.TRADEMARK, state__in=states)
    ids: set[UUID] = set()
    for wording in mark.wordings[:MOST_WORDINGS]:
        ids |= finding.find(Actor.system(current_tenant()), wording, where=where).hits.keys()
    parts = sorted({part for wording in mark.wordings[:MOST_WORDINGS] for part in _parts(wording)})
    rows = Right.objects.filter(where, Q(id__in=ids) | Q(folded__in=parts)).exclude(id=but).select_related("owner")
    met = [Met(right, found) for right in rows if (found := compare(mark, mark_of(right))) is not None]
    return sorted(met, key=_order)


def mark_of(right: Right) -> Mark:
    """What is compared of a right."""
    return Mark(
        (right.title, *right.aliases), frozenset(right.classes), frozenset(right.territories), famous=right.famous
    )


def _order(met: Met) -> tuple[int, int, int, str, UUID]:
    found = met.conflict
    return found.grade, found.signs, found.goods, met.right.folded, met.right.id


def _parts(wording: str) -> Iterable[str]:
    """What the whole name of an earlier mark may be that stands in this one: runs of its words, and words like one of them."""
    said = words(wording)[: finding.MOST_WORDS]
    if len(said) > 1:
        yield from (near.word for word in said for near in finding.near_words(word))
    yield from (" ".join(said[start:end]) for start in range(len(said)) for end in range(start + 1, len(said) + 1))
    yield fold(wording)


def _goods(found: Conflict) -> str:
    if found.goods == Goods.SAME:
        return _("Both in class %(classes)s.") % {"classes": _listed(found.classes)}
    if found.goods == Goods.NEAR:
        return _("Its class %(classes)s is near yours.") % {"classes": _listed(found.near_classes)}
    return _("The classes of one are not known.") if found.goods == Goods.UNKNOWN else _("Other goods.")


def _places(found: Conflict) -> str:
    if found.places == Places.NEAR:
        return _("It holds next door.")
    names = [str(place_name(code)) for code in found.countries[:3]]
    if not names:
        return _("It may hold in the same places.")
    more = len(found.countries) - len(names)
    where = ", ".join(names) + (" +" + str(more) if more else "")
    return _("Both in %(places)s.") % {"places": where}


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def conflicts_of_details(details: Details, *, actor: Actor, but: UUID | None = None) -> list[Met]:
    """The same for facts as they are handed in; none for what is no trademark."""
    if details.kind != Right.Kind.TRADEMARK:
        return []
    wordings = (details.title, *details.aliases)
    mark = Mark(wordings, frozenset(details.classes), frozenset(details.territories), famous=details.famous)
    return conflicts_of(mark, actor=actor, but=but)
