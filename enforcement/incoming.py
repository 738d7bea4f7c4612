"""Letters that arrived, as they are looked at: the queue, what one gives and lacks, and what it may be about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from audit.rows import load_words
from enforcement.machine import WAITING_LETTERS
from enforcement.models import Case, IncomingLetter, LetterVersion
from enforcement.reading import Element, ReadLetter, read
from enforcement.reading.values import COUNTER_ELEMENTS, NOTICE_ELEMENTS
from gateway.http import found
from registry import queries as registry
from registry.models import Right
from scanner.search.asking import candidates_of
from sellers.models import Listing
from tenancy.actor import Actor
from tenancy.errors import NotFound

ORDER = ("received_at", "id")
MOST_ADDRESSES, MOST_RIGHTS, MOST_CASES = 1000, 8, 6
_TITLE = re.compile(r"[\"“„«]([^\"”“»\n]{2,80})[\"”“»]")
_APART = re.compile(r"[\s,;]+")
FOR_US, ASKED, DONE = "for_us", "asked", "done"
WAYS = (FOR_US, ASKED, DONE)


def letters(actor: Actor, *, which: str = "", search: str = "") -> QuerySet[Any, Any]:
    """Letters that the actor sees; `which` is one of WAYS. A search is by the whole reference."""
    rows = IncomingLetter.objects.visible_to(actor)
    if search.strip():
        return rows.filter(reference=search.strip().upper())
    if which == FOR_US:
        return rows.for_us()
    if which == ASKED:
        return rows.filter(state="asked", answered_at=None)
    return rows.exclude(state__in=WAITING_LETTERS) if which == DONE else rows


def letter(actor: Actor, reference: str) -> IncomingLetter:
    """One of them. Raises NotFound for strangers."""
    rows = IncomingLetter.objects.visible_to(actor).select_related("evidence", "complaint", "case", "party")
    return found(rows, reference=reference)


def load_wordings(rows: Sequence[IncomingLetter]) -> None:
    """The words of many letters, in two queries."""
    versions = list(LetterVersion.objects.filter(letter__in=rows).order_by("letter_id", "number"))
    load_words(versions)
    for row in rows:
        mine = [version for version in versions if version.letter_id == row.id]
        row.wording = mine[0]
        row.added = {code: words for version in mine[1:] for code, words in version.added.items()}


def twins(row: IncomingLetter) -> list[IncomingLetter]:
    """Letters of the same bytes that arrived before or after."""
    rows = IncomingLetter.objects.filter(evidence__sha256=row.evidence.sha256).exclude(id=row.id)
    return list(rows.order_by("received_at")[:MOST_CASES])


@dataclass
class Understood:
    """A letter with what was read in it and what its sender added since."""

    row: IncomingLetter

    @cached_property
    def read(self) -> ReadLetter:
        """What was read in it; read anew each time, so that nothing of it is kept beside the words."""
        return read(self.row.wording.text)

    @cached_property
    def added(self) -> dict[str, str]:
        """What the sender added when asked, by element."""
        return self.row.added

    @property
    def codes(self) -> Sequence[str]:
        """The elements that a letter of its kind needs; of what is neither, those of a notice."""
        return COUNTER_ELEMENTS if self.read.kind == "counter_notice" else NOTICE_ELEMENTS

    def element(self, code: str) -> Element:
        """One element: what was added later before what the letter says."""
        if self.added.get(code):
            return Element(code, self.added[code])
        known = {one.code: one for one in self.read.elements}
        return known.get(code, Element(code, reason="not_found"))

    @property
    def missing(self) -> list[str]:
        """The codes of what is lacking, in the order of the law."""
        return [code for code in self.codes if not self.element(code).given]

    @property
    def sender(self) -> str:
        """Where its sender can be written to: the envelope's address, else the first in the letter; "" without one."""
        return self.row.wording.sender or next((one.text for one in self.read.emails), "")

    @cached_property
    def places(self) -> "Places":
        """What it names of what is offered here."""
        later = _APART.split(f"{self.added.get('location', '')} {self.added.get('material', '')}")
        named = [*self.read.complained, *(one.text for one in self.read.numbers), *(word for word in later if word)]
        return _places(list(dict.fromkeys(named))[:MOST_ADDRESSES])


@dataclass(frozen=True, slots=True)
class Places:
    """The listings that a letter names, and the addresses and numbers that are no listings here."""

    listings: list[Listing]
    unknown: list[str]


def _places(named: Sequence[str]) -> Places:
    """A link is of the listing whose number stands in it, as its last part before any other."""
    words = {word: candidates_of(word) for word in named}
    wanted = {number for candidates in words.values() for number in candidates}
    known = Listing.objects.filter(number__in=wanted).select_related("seller") if wanted else []
    rows = {listing.number: listing for listing in known}
    listings: dict[Any, Listing] = {}
    unknown = []
    for word, candidates in words.items():
        hit = next((rows[number] for number in candidates if number in rows), None)
        if hit is None:
            unknown.append(word)
        else:
            listings[hit.id] = hit
    return Places(list(listings.values()), unknown)


def rights_for(actor: Actor, understood: Understood, search: str) -> list[Right]:
    """Rights in force that the letter may assert: by the words of the search, else by its owner's name or its works."""
    works = understood.read.works
    titles = [title for one in works[:MOST_CASES] for title in _TITLE.findall(one.text)][:MOST_CASES]
    tried = [search] if search.strip() else [*titles, understood.read.owner, *(one.text[:60] for one in works[:1])]
    hits: dict[Any, Right] = {}
    for words in tried:
        if words.strip() and len(hits) < MOST_RIGHTS:
            rows = registry.rights(actor, search=words).filter(state=Right.State.VERIFIED).select_related("owner")
            hits |= {right.id: right for right in rows.order_by("-id")[:MOST_RIGHTS]}
    return list(hits.values())[:MOST_RIGHTS]


def cases_for(actor: Actor, understood: Understood) -> list[Case]:
    """Cases that a counter-notice may answer: over the listings that it names, the newest first."""
    named = [listing.id for listing in understood.places.listings]
    rows = Case.objects.visible_to(actor).filter(Q(items__listing_id__in=named)) if named else Case.objects.none()
    return list(rows.select_related("right", "seller").distinct().order_by("-id")[:MOST_CASES])


def right_named(actor: Actor, text: str) -> tuple[Right, str]:
    """A right and a territory from "MW-7Q4K2:US". Raises NotFound where there is no such right, or not there."""
    reference, _colon, region = text.partition(":")
    right = Right.objects.visible_to(actor).filter(reference=reference).select_related("owner").first()
    if right is None or region not in right.territories:
        raise NotFound
    return right, region
