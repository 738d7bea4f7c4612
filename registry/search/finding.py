"""Finding rights by what somebody remembers of them: exactly, in spite of typing errors, by their sound.

A search goes from the best kind of finding to the worst and stops at `MOST`. Each step is an equality or a range of an
index: of the names, of the words of rights, of the keys of words. Every word of a question must be found.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Party
from accounts.services.parties import name_key
from gateway.paging import Count, capped_count
from registry.models import Right, SearchKey, SearchWord
from registry.querysets import in_sight
from registry.search import goods, sounding
from registry.territories import EU, covers
from registry.words import DRESS, LONGEST_WORD, fold, words
from tenancy.actor import Actor

MOST = 200
MOST_WORDS = 6
MOST_COMPARED = 4000
MOST_ALIKE = 40
"""Words of the registry that are compared with one of the question, and that are taken for it."""
LAST = "\U0010ffff"
OURS = re.compile(r"mw[0-9a-z]{7}")
"""Our own reference, however it was written down."""
BEST = ("place", "folded", "id")
EXACT, SIMILAR, SOUNDS = "exact", "similar", "sounds"
HOW: dict[str, str | Promise] = {
    SOUNDS: _("Also typing errors and words of that sound"),
    SIMILAR: _("Also typing errors"),
    EXACT: _("Only as typed"),
}
NAME, BEGINNING, WORDS, ERRORS, SOUND = 0, 100, 200, 300, 400
"""The places of a list that the best finding takes first; within one kind, what is more alike stands higher."""


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the registry that is taken for one of the question: errors between the two, or None for one of its sound."""

    word: str
    errors: int | None
    unlike: int

    @property
    def kind(self) -> int:
        """Which places it takes."""
        return SOUND if self.errors is None else ERRORS if self.errors else WORDS


@dataclass(frozen=True, slots=True)
class Hit:
    """Why a right was found: its place, and for each word of the question that was taken for another (asked, the other)."""

    place: int
    near: tuple[tuple[str, Near], ...] = ()

    @property
    def why(self) -> str:
        """In words, "" for what needs none."""
        for asked, near in self.near:
            both = {"found": near.word, "asked": asked}
            if near.errors is None:
                return _("“%(found)s” sounds like “%(asked)s”") % both
            if near.errors:
                said = ngettext("one letter off: “%(found)s”", "%(n)d letters off: “%(found)s”", near.errors)
                return said % {**both, "n": near.errors}
        return str(_("the name begins so")) if BEGINNING <= self.place < WORDS else ""


@dataclass
class Found:
    """The best of what a search finds, `rows` with the annotation `place`, to be ordered by `BEST`; `hits` say why."""

    rows: QuerySet[Right]
    hits: dict[UUID, Hit] = field(default_factory=dict)
    is_more: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return self.is_more or len(self.hits) >= MOST

    @property
    def count(self) -> Count:
        """How many there are. What a search has found is not counted once more."""
        return Count(len(self.hits), self.is_cut) if self.hits else capped_count(self.rows)


def find(actor: Actor, search: str, *, how: str = SOUNDS, where: Q | None = None) -> Found:
    """The best `MOST` of the rights that the actor sees, of those that fulfil `where` (conditions on fields of Right)."""
    conditions = Q(id__in=[]) if actor.party_id is None and not _sees_all(actor) else Q()
    if not _sees_all(actor):
        conditions &= in_sight(actor)
    hits = _Search(conditions & (where or Q())).hits(search, how)
    by_place: dict[int, list[UUID]] = defaultdict(list)
    for right_id, hit in hits.items():
        by_place[hit.place].append(right_id)
    whens = [When(id__in=ids, then=Value(place)) for place, ids in sorted(by_place.items())]
    place = Case(*whens, default=Value(SOUND + 100), output_field=IntegerField())
    rows = Right.objects.visible_to(actor).select_related("owner").filter(id__in=list(hits)).annotate(place=place)
    return Found(rows, hits)


def with_goods(actor: Actor, search: str, wanted: Mapping[str, Any]) -> Found:
    """Rights of which the goods have these words, by name; `wanted` are the conditions of `where`.

    Who sees all rights gets some of them where more than `goods.MOST` fit.
    """
    rows = Right.objects.visible_to(actor).select_related("owner").filter(where(**wanted))
    if not _sees_all(actor) or wanted.get("owner", "").strip():
        return Found(rows.filter(goods.has(search)))
    narrow = {name: wanted[name] for name in goods.NARROW if name in wanted}
    most = goods.MOST_LOOKED if wanted.get("state") else goods.MOST
    ids = goods.ids_of(search, most=most + 1, **narrow)
    return Found(rows.filter(id__in=ids[:most]), is_more=len(ids) > most)


def where(
    *, kind: str = "", state: str = "", owner: str = "", office: str = "", place: str = "", number: int | None = None
) -> Q:
    """Conditions on rights: `number` is a class, `place` where it holds, `owner` a reference, or the beginning of a name."""
    given = {"kind": kind, "state": state, "office": office}
    found = Q(**{name: value for name, value in given.items() if value})
    if number is not None:
        found &= Q(classes__contains=[number])
    if place:
        holds = Q(territories__contains=[place])
        found &= holds | Q(territories__contains=[EU]) if covers([EU], place) else holds
    if owner.strip():
        name = name_key(owner)
        named = Party.objects.filter(kind=Party.Kind.BRAND, name_key__gte=name, name_key__lt=name + LAST)
        by_reference = Party.objects.filter(reference=owner.strip().upper())
        found &= Q(
            owner_id__in=[*by_reference.values_list("id", flat=True), *named.values_list("id", flat=True)[:MOST]]
        )
    return found


def _sees_all(actor: Actor) -> bool:
    return actor.is_operator or actor.is_system


def near_words(asked: str, *, how: str = SOUNDS) -> list[Near]:
    """The words of the registry that may be meant by one of a question, itself first, the most alike before the others."""
    found = {asked: Near(asked, 0, 0)}
    if how != EXACT:
        for word in _compared(sounding.keys_asked_spelled(asked)):
            errors = sounding.distance(asked, word, most=sounding.errors_allowed(asked))
            if 0 < errors <= sounding.errors_allowed(asked):
                found.setdefault(word, Near(word, errors, errors * 10 + _unlike(asked, word) // 10))
    if how == SOUNDS:
        for word in _compared(sounding.keys_asked_sounded(asked)):
            if sounding.likeness(asked, word) >= sounding.LEAST_LIKENESS:
                found.setdefault(word, Near(word, None, _unlike(asked, word)))
    return sorted(found.values(), key=lambda near: (near.kind, near.unlike, near.word))[: MOST_ALIKE + 1]


def _compared(keys: Iterable[int]) -> list[str]:
    wanted = sorted(keys)
    return list(SearchKey.objects.filter(key__in=wanted).values_list("word", flat=True)[:MOST_COMPARED])


def _unlike(one: str, other: str) -> int:
    return min(99, 100 - round(sounding.likeness(one, other)))


class _Search:
    """One search: what it may find, and what it has found so far."""

    def __init__(self, conditions: Q) -> None:
        self.conditions = conditions
        self.found: dict[UUID, Hit] = {}

    def hits(self, search: str, how: str) -> dict[UUID, Hit]:
        """Each right with why it was found."""
        name, asked, numbered = fold(search), asked_words(search), fold(DRESS.sub("", search.upper()))
        if not name:
            return {}
        if search.strip().upper().startswith("MW-"):
            self._take(Right.objects.filter(self.conditions, reference=search.strip().upper()), "id", NAME)
            return self.found
        if OURS.fullmatch(numbered):
            self._take(Right.objects.filter(self.conditions, reference=f"MW-{numbered[2:].upper()}"), "id", NAME)
        self._take(Right.objects.filter(self.conditions, folded=name), "id", NAME)
        if any(character.isdigit() for character in numbered):
            self._take_words([Q(word=numbered[:LONGEST_WORD])], NAME)
        self._take(Right.objects.filter(self.conditions, folded__gt=name, folded__lt=name + LAST), "folded", BEGINNING)
        self._take_words([Q(word=word) for word in asked], WORDS)
        self._take_words([Q(word__gte=word, word__lt=word + LAST) for word in asked], WORDS + 1)
        if how != EXACT and len(self.found) < MOST:
            self._take_near(asked, how)
        return self.found

    def _take(self, rows: QuerySet[Right], order: str, place: int) -> None:
        room = MOST - len(self.found)
        if room > 0:
            for right_id in (
                rows.exclude(id__in=list(self.found)).order_by(order, "id").values_list("id", flat=True)[:room]
            ):
                self.found.setdefault(right_id, Hit(place))

    def _take_words(self, wanted: Sequence[Q], place: int) -> None:
        for right_id in self._with_words(wanted):
            self.found.setdefault(right_id, Hit(place))

    def _with_words(self, wanted: Sequence[Q]) -> list[UUID]:
        """Rights not found yet that have a word of each kind, those of the first wanted before others, as the index has them."""
        room = MOST - len(self.found)
        if room <= 0 or not wanted:
            return []
        first, *others = wanted
        rows = SearchWord.objects.filter(first).exclude(right_id__in=list(self.found))
        if self.conditions:
            rows = rows.filter(right__in=Right.objects.filter(self.conditions).values("id"))
        for other in others:
            rows = rows.filter(Exists(SearchWord.objects.filter(other, right_id=OuterRef("right_id"))))
        return list(dict.fromkeys(rows.order_by("word", "right_id").values_list("right_id", flat=True)[: room * 2]))[
            :room
        ]

    def _take_near(self, asked: Sequence[str], how: str) -> None:
        """What was mistyped by one letter, by more, and what sounds alike: in this order, as room is limited."""
        near = {word: near_words(word, how=how) for word in asked}
        seen: set[frozenset[str]] = set()
        for fits in (_one_off, _off, _any):
            chosen = {word: [one.word for one in some if fits(one)] for word, some in near.items()}
            everything = frozenset(word for some in chosen.values() for word in some)
            if everything not in seen and len(everything) > len(asked):
                seen.add(everything)
                self._take_mixed([Q(word__in=some) for some in chosen.values()], near)

    def _take_mixed(self, wanted: Sequence[Q], near: dict[str, list[Near]]) -> None:
        fresh = self._with_words(wanted)
        words_of: dict[UUID, set[str]] = defaultdict(set)
        known = {one.word for some in near.values() for one in some}
        for right_id, word in SearchWord.objects.filter(right_id__in=fresh, word__in=known).values_list(
            "right_id", "word"
        ):
            words_of[right_id].add(word)
        for right_id in fresh:
            best = [
                (asked, next(one for one in some if one.word in words_of[right_id])) for asked, some in near.items()
            ]
            place = max(one.kind for _asked, one in best) + min(99, sum(one.unlike for _asked, one in best))
            self.found[right_id] = Hit(place, tuple((asked, one) for asked, one in best if one.word != asked))


def _one_off(near: Near) -> bool:
    return near.errors is not None and near.errors <= 1


def _off(near: Near) -> bool:
    return near.errors is not None


def _any(near: Near) -> bool:
    return True


def asked_words(search: str) -> list[str]:
    """The words of a question, the longest first, as it is the rarest; signs alone are one word, and so is a spaced number."""
    wanted, number = words(search), DRESS.sub("", search.upper())
    if len(wanted) > 1 and number.isdecimal():
        return [number]
    if search.strip() and not wanted:
        wanted = [fold(search).replace(" ", "")[:LONGEST_WORD]]
    return sorted(wanted[:MOST_WORDS], key=lambda word: (-len(word), word))
