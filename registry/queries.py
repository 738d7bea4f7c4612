"""Reading the registry: lists for people, marks for the scanner, facts for the gate."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from rapidfuzz import fuzz

from accounts.models import Party
from accounts.models.parties import NAME_HEAD
from accounts.services.parties import name_key
from registry.chain import PASSING, Holder, Link
from registry.chain import owner_at as holder_at
from registry.checking.reminders import STAGES
from registry.details import NAMES
from registry.models import Assignment, AuthorisedSeller, Ban, PowerOfAttorney, Right, SearchWord, Specimen
from registry.names import bare_name, tails_asked
from registry.words import DRESS, LONGEST_WORD, fold, words
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import NotFound

LAST = "\U0010ffff"
MOST_SEARCHED = 6
LICENSEES = (Party.Kind.SELLER, Party.Kind.BRAND)
OTHERS = tuple(kind for kind in Party.Kind.values if kind != Party.Kind.OPERATOR)
"""All kinds of party but the marketplace itself."""
LEAST_TYPED, MOST_COMPARED, LIKE_ENOUGH = 3, 300, 72
"""Of names that are nearly right: letters typed, names compared, and how like they must be (0 to 100)."""
MOST_TAILED, WHOLE_TAIL = 100, 3
"""Names compared of one tail, the shortest first; letters of a tail from which on a name may go on behind it."""
STREAMED = 10_000
WORDED = (Right.Kind.TRADEMARK, Right.Kind.INDICATION)
"""Kinds of right whose name is protected itself."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
ORDERINGS = {"title": ("folded", "id"), "newest": ("-id",)}


@dataclass(frozen=True, slots=True)
class LiveSpecimen:
    """A standing specimen; `sha256` of its evidence's bytes in hexadecimal."""

    id: UUID
    evidence_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True)
class LiveRight:
    """What the scanner knows of a right that is enforced. `wordings` are its title and its other names."""

    id: UUID
    kind: str
    title: str
    wordings: tuple[str, ...]
    classes: tuple[int, ...]
    everyday: bool
    famous: bool
    territories: tuple[str, ...]
    owner_id: UUID
    changed_at: datetime
    specimens: tuple[LiveSpecimen, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One earlier version of a right against the one after it: when, and (field, before, after) for each difference."""

    at: datetime
    fields: tuple[tuple[str, Any, Any], ...]


def right_by_reference(ref: str, *, actor: Actor) -> Right:
    """The right with its owner. NotFound for a stranger as for one that never was."""
    found: Right | None = Right.objects.visible_to(actor).select_related("owner").filter(reference=ref).first()
    if found is None:
        raise NotFound
    return found


def rights(
    actor: Actor, *, search: str = "", kind: str = "", state: str = "", owner: UUID | None = None
) -> QuerySet[Right]:
    """Rights that the actor sees, to be ordered by one of `ORDERINGS`.

    `search` finds by the beginnings of words in title and other names, by number, by our reference and the owner's own.
    """
    found = Right.objects.visible_to(actor).select_related("owner")
    for name, value in (("kind", kind), ("state", state), ("owner_id", owner)):
        if value:
            found = found.filter(**{name: value})
    return _searched(found, search)


def ending_soon(actor: Actor, now: datetime) -> QuerySet[Right]:
    """Verified rights that the actor sees and that end within half a year, to be ordered by expires_on and id."""
    until = now.date() + timedelta(days=STAGES[0])
    found = Right.objects.visible_to(actor).filter(state=Right.State.VERIFIED).select_related("owner")
    return found.filter(expires_on__gte=now.date(), expires_on__lte=until)


def with_pictures(found: QuerySet[Right]) -> QuerySet[Right]:
    """The same with the standing specimens of each and their evidence, in one further query."""
    standing = Specimen.objects.filter(retired_at=None).select_related("evidence")
    return found.prefetch_related(Prefetch("specimens", queryset=standing, to_attr="standing_specimens"))


def authorised_sellers(right: Right) -> QuerySet[AuthorisedSeller]:
    """All that were ever authorised under a right, with the seller, the newest first."""
    return AuthorisedSeller.objects.filter(right=right).select_related("seller").order_by("-id")


def seller_by_word(text: str) -> Party | None:
    """The active seller of that reference, or of that exact name if there is only one."""
    rows = Party.objects.filter(kind=Party.Kind.SELLER, state=Party.State.ACTIVE)
    by_reference = rows.filter(reference=text.strip().upper()).first()
    if by_reference is not None or not text.strip():
        return by_reference
    named = list(rows.filter(name_key=name_key(text))[:2])
    return named[0] if len(named) == 1 else None


def licensee_by_word(text: str) -> Party | None:
    """The active seller or rights holder of that reference, or of that exact name if there is only one."""
    rows = Party.objects.filter(kind__in=LICENSEES, state=Party.State.ACTIVE)
    by_reference = rows.filter(reference=text.strip().upper()).first()
    if by_reference is not None or not text.strip():
        return by_reference
    named = list(rows.filter(name_key=name_key(text))[:2])
    return named[0] if len(named) == 1 else None


def parties_like(text: str, *, kinds: Sequence[str] = LICENSEES, most: int = 3) -> list[Party]:
    """Active parties of these kinds whose names begin so, or nearly; the nearest first. At most two queries, by ranges.

    One error is borne wherever it is. Of several all may lie behind the first three letters, or one in them and none behind.
    """
    key = name_key(text)
    if len(key) < LEAST_TYPED:
        return []
    begins = list(_named_from(key, kinds)[:most])
    if len(begins) == most:
        return begins
    typed = bare_name(text)
    others = {party.id: party for party in nearly_named(key, kinds, bare=len(typed)) if party not in begins}
    near = [(_likeness(typed, bare_name(party.name)), party) for party in others.values()]
    near = sorted((pair for pair in near if pair[0] >= LIKE_ENOUGH), key=lambda pair: -pair[0])
    return [*begins, *(party for _score, party in near)][:most]


def nearly_named(key: str, kinds: Sequence[str], *, bare: int) -> QuerySet[Party]:
    """Parties to compare with a folded name: of its first three letters, and of its rest behind three others. By ranges.

    `bare` is how many of the letters of the name stand before its legal form, which may be written otherwise.
    """
    rows = Party.objects.filter(kind__in=kinds, state=Party.State.ACTIVE)
    near = [_named_from(key[:LEAST_TYPED], kinds)[:MOST_COMPARED]]
    for tail in sorted({tail for part in (key, key[:bare]) for tail in tails_asked(part, head=NAME_HEAD)}):
        goes_on = Q(name_tail__gte=tail, name_tail__lt=tail + LAST) if len(tail) >= WHOLE_TAIL else Q(name_tail=tail)
        near.append(rows.filter(goes_on).order_by("name_tail", "id")[:MOST_TAILED])
    return near[0].union(*near[1:], all=True)


def _likeness(typed: str, name: str) -> float:
    """How like what was typed is to a name or to its beginning, from 0 to 100."""
    return max(fuzz.ratio(typed, name), fuzz.ratio(typed, name[: len(typed)]))


def _named_from(key: str, kinds: Sequence[str]) -> QuerySet[Party]:
    """Active parties of these kinds whose folded names begin with these letters, in order."""
    rows = Party.objects.filter(kind__in=kinds, state=Party.State.ACTIVE)
    return rows.filter(name_key__gte=key, name_key__lt=key + "\uffff").order_by("name_key", "id")


def changes(right: Right, *, limit: int = 20) -> list[Change]:
    """What was changed on file, the newest first. One query."""
    names = [name for name in NAMES if name != "kind"]
    lines = list(right.history.order_by("-history_date", "-history_id").values("history_date", *names)[: limit + 1])
    found = []
    for after, before in pairwise(lines):
        fields = tuple((name, before[name], after[name]) for name in names if before[name] != after[name])
        if fields:
            found.append(Change(after["history_date"], fields))
    return found


def titles_of(right: Right) -> list[Assignment]:
    """Every document of its chain of title in order of effect, whatever became of it. One query."""
    rows = Assignment.objects.filter(right=right).select_related("evidence", "from_party", "to_party")
    return list(rows.order_by("effective_on", "id"))


def links(titles: Iterable[Assignment]) -> list[Link]:
    """The confirmed ones that pass the whole title, as `registry.chain` reads them."""
    return [
        Link(
            Holder(row.giver, row.from_party_id), Holder(row.taker, row.to_party_id), row.effective_on, row.executed_on,
            row.recorded_on,
        )
        for row in titles
        if row.state == Assignment.State.CONFIRMED and row.kind in PASSING
    ]  # fmt: skip


def present_owner(right: Right) -> Holder:
    """Who owns it now: the party, under the name that the register has."""
    return Holder(right.holder or right.owner.name, right.owner_id)


def owner_at(right: Right, day: date) -> Holder | None:
    """Who owned it on that day by its chain of title; None before it was filed or registered. One query."""
    since = min((day for day in (right.filed_on, right.registered_on) if day), default=None)
    return holder_at(links(titles_of(right)), present_owner(right), day, since=since)


def transfers(actor: Actor) -> QuerySet[Assignment]:
    """Documents of title that the actor sees, with right and parties, to be ordered by "-id"."""
    return Assignment.objects.visible_to(actor).select_related("right__owner", "evidence", "from_party", "to_party")


def watermark() -> datetime:
    """The moment of the newest change of any right or ban; the beginning of time where there is none.

    Changes are dated in the order in which they commit, so what is not after the watermark was seen with it.
    """
    rights = Right.objects.order_by("-changed_at", "-id").values_list("changed_at")[:1]
    bans = Ban.objects.order_by("-changed_at", "-id").values_list("changed_at")[:1]
    return max((moment for (moment,) in rights.union(bans, all=True)), default=BEGINNING)


def changed_since(moment: datetime, *, limit: int) -> list[UUID]:
    """Rights that changed after `moment`, the oldest change first: those that are no longer enforced among them."""
    rows = Right.objects.filter(changed_at__gt=moment).order_by("changed_at", "id")
    return list(rows.values_list("id", flat=True)[:limit])


def live_marks(ids: Iterable[UUID] | None = None) -> list[LiveRight]:
    """Every right that is enforced today, or those of `ids` that are, in the order of ids. Two queries."""
    rows = Right.objects.live(database_now().date()).order_by("id")
    standing = Specimen.objects.filter(retired_at=None)
    if ids is not None:
        wanted = list(ids)
        rows, standing = rows.filter(id__in=wanted), standing.filter(right_id__in=wanted)
    specimens = _by_right(standing)
    return [_live(right, specimens) for right in rows]


def live_wordings() -> Iterator[tuple[UUID, tuple[str, ...], tuple[int, ...], bool, bool]]:
    """Of every right of `WORDED` that is enforced today: id, wordings, Nice classes, everyday, famous. A stream, by id."""
    rows = Right.objects.live(database_now().date()).filter(kind__in=WORDED).order_by("id")
    columns = rows.values_list("id", "title", "aliases", "classes", "everyday", "famous")
    for right_id, title, aliases, classes, everyday, famous in columns.iterator(chunk_size=STREAMED):
        yield right_id, (title, *aliases), tuple(classes), everyday, famous


def live_pictured() -> list[LiveRight]:
    """Every right enforced today that has a standing specimen, in the order of ids. Two queries."""
    standing = Specimen.objects.filter(retired_at=None)
    rows = Right.objects.live(database_now().date()).filter(id__in=standing.values("right_id")).order_by("id")
    specimens = _by_right(standing)
    return [_live(right, specimens) for right in rows]


def pictured() -> tuple[set[UUID], set[int]]:
    """The rights that have a standing specimen, enforced or not, and the Nice classes among them. One query."""
    rows = Specimen.objects.filter(retired_at=None).values_list("right_id", "right__classes")
    found = list(rows)
    return {right_id for right_id, _classes in found}, {number for _id, classes in found for number in classes}


def marks_as_of(moment: datetime, ids: Iterable[UUID]) -> list[LiveRight]:
    """What `live_marks` would have answered about these rights when the newest change was that of `moment`. Two queries."""
    wanted = list(ids)
    past = Right.history.filter(id__in=wanted, changed_at__lte=moment).order_by("id", "-changed_at", "-history_id")
    standing = Specimen.objects.filter(right_id__in=wanted, made_at__lte=moment)
    specimens = _by_right(standing.filter(Q(retired_at=None) | Q(retired_at__gt=moment)))
    day = moment.date()
    found: dict[UUID, Any] = {}
    for right in past:
        found.setdefault(right.id, right)
    alive = (right for right in found.values() if right.state == "verified" and not _expired(right, day))
    return [_live(right, specimens) for right in alive]


def _expired(right: Any, day: date) -> bool:
    return right.expires_on is not None and right.expires_on < day


def _by_right(standing: QuerySet[Specimen]) -> dict[UUID, list[LiveSpecimen]]:
    specimens: dict[UUID, list[LiveSpecimen]] = {}
    for right_id, *piece in standing.values_list("right_id", "id", "evidence_id", "evidence__sha256"):
        specimens.setdefault(right_id, []).append(LiveSpecimen(*piece))  # type: ignore[arg-type]
    return specimens


def _live(right: Any, specimens: Mapping[UUID, list[LiveSpecimen]]) -> LiveRight:
    return LiveRight(
        id=right.id,
        kind=right.kind,
        title=right.title,
        wordings=(right.title, *right.aliases),
        classes=tuple(right.classes),
        everyday=right.everyday,
        famous=right.famous,
        territories=tuple(right.territories),
        owner_id=right.owner_id,
        changed_at=right.changed_at,
        specimens=tuple(specimens.get(right.id, ())),
    )


def territories_of(right_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Where each of these rights holds. One query."""
    rows = Right.objects.filter(id__in=list(right_ids)).values_list("id", "territories")
    return {right_id: tuple(territories) for right_id, territories in rows}


def _searched(found: QuerySet[Right], search: str) -> QuerySet[Right]:
    """Ranges instead of LIKE: under row security only they reach the index. Every word must be found."""
    wanted = words(search)
    number = DRESS.sub("", search.upper())
    if search.strip().upper().startswith("MW-"):
        return found.filter(reference=search.strip().upper())
    if search.strip() and not wanted:
        wanted = [fold(search).replace(" ", "")[:LONGEST_WORD]]
    if len(wanted) > 1 and number.isdecimal():  # 018 442 190
        wanted = [number]
    for word in wanted[:MOST_SEARCHED]:
        beginning = SearchWord.objects.filter(word__gte=word, word__lt=word + LAST)
        found = found.filter(id__in=beginning.values("right_id"))
    return found


def power_for(right: Right, agent_id: UUID, region: str, now: datetime) -> PowerOfAttorney | None:
    """The power of attorney under which an agent may assert this right in that region now; the longest first. One query."""
    rows = PowerOfAttorney.objects.filter(brand_id=right.owner_id, agent_id=agent_id).standing(now.date())
    longest = rows.order_by(F("ends_on").desc(nulls_first=True), "-id")
    return next((power for power in longest if power.covers(right.kind, region)), None)
