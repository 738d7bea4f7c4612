"""The evidence of one match as it was judged: what the listing said and showed beside what the right shows."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from evidence.models import Evidence
from registry.models import RightText, Specimen
from scanner.matchers.shingles import passages, shingles
from scanner.models import Match, Signal
from scanner.words import FIELDS
from sellers.models import Listing, ListingVersion

AROUND = 160
"""Characters shown on either side of what was found in a long text."""
MOST_LETTERS = 4
WHOLE = 10_000
Spans = Iterable[tuple[int, int]]
Region = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A picture of what was scanned and the specimen it was matched with, each with the parts that agree, in its own pixels."""

    picture: Evidence | None
    specimen: Evidence | None
    regions: list[Region]
    specimen_regions: list[Region]
    read: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of a right stand in the listing: the field, its text marked, what was written and what it stands
    for, and the letters that are others than they seem."""

    field: str | Promise
    text: SafeString
    written: str = ""
    mark: str = ""
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """Two texts with the passages marked that both have; `source` says whose the second is."""

    listing: SafeString
    other: SafeString
    source: str
    percent: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All evidence of a match. `words` are those of the revision that was matched."""

    words: Mapping[str, Any]
    title: SafeString
    pairs: list[Pair]
    places: list[Place]
    copies: list[Copy]


def side_by_side(match: Match) -> SideBySide:
    """The evidence of a match, loaded with its signals. At most six queries."""
    signals = list(match.signals.all())
    words = _words(match)
    in_text = [signal for signal in signals if signal.field in FIELDS and signal.end > signal.begin]
    title = marked_text(str(words["title"]), [(one.begin, one.end) for one in in_text if one.field == "title"])
    return SideBySide(
        words=words,
        title=title,
        pairs=pairs_of(match.right_id, [one.facts for one in signals], _pictures(words["pictures"])),
        places=_places([one for one in in_text if one.matcher != "copied_text"], words),
        copies=_copies([one for one in in_text if one.matcher == "copied_text"], words),
    )


def _words(match: Match) -> dict[str, Any]:
    """What the listing said in the revision that was matched."""
    version = ListingVersion.objects.filter(listing_id=match.listing_id, revision=match.revision).first()
    said = dict(version.content) if version else {}
    now = match.listing
    known = {"title": now.title, "brand": now.brand, "description": now.description, "pictures": []}
    return {**known, "price_cents": now.price_cents, "currency": now.currency, **said}


def _pictures(ids: Sequence[object]) -> list[Evidence]:
    """The pictures of the revision that was matched, in their order. One query."""
    wanted = [UUID(str(one)) for one in ids]
    shown = {one.id: one for one in Evidence.objects.filter(id__in=wanted)}
    return [shown[one] for one in wanted if one in shown]


def pairs_of(right_id: UUID, signals: Sequence[Mapping[str, Any]], pictures: Sequence[Evidence]) -> list[Pair]:
    """Each picture that was matched beside its specimen; where none was, the first of both. `signals` are their facts.

    One query.
    """
    by_digest = {one.sha256: one for one in reversed(pictures)}
    specimens = list(Specimen.objects.filter(right_id=right_id).select_related("evidence").order_by("id"))
    filed = {one.evidence.sha256: one.evidence for one in specimens}
    standing = next((one.evidence for one in specimens if one.retired_at is None), None)
    found: dict[tuple[str, str], Pair] = {}
    for facts in signals:
        digest = facts.get("picture", "")
        picture = by_digest.get(digest)
        if picture is None:
            continue
        specimen = filed.get(str(facts.get("specimen", ""))) or standing
        pair = found.setdefault((digest, specimen.sha256 if specimen else ""), Pair(picture, specimen, [], []))
        pair.regions.extend(_region(facts.get("box"), picture))
        if specimen and str(facts.get("specimen", "")) in filed:
            pair.specimen_regions.extend(_region(facts.get("specimen_box"), specimen))
        if line := str(facts.get("line", "")):
            key = (digest, specimen.sha256 if specimen else "")
            found[key] = Pair(picture, specimen, pair.regions, pair.specimen_regions, read=line)
    return list(found.values()) or [Pair(next(iter(pictures), None), standing, [], [])]


def _region(box: object, picture: Evidence) -> list[Region]:
    """A box in hundredths of a percent as pixels of the picture; none where it is all of it or unknown."""
    if not isinstance(box, (list, tuple)) or len(box) != 4 or not picture.width or not picture.height:
        return []
    left, top, width, height = (int(number) for number in box)
    across, down = picture.width / WHOLE, picture.height / WHOLE
    return [(round(left * across), round(top * down), round(width * across), round(height * down))]


def _places(signals: Sequence[Signal], words: Mapping[str, Any]) -> list[Place]:
    """By field in the listing's order; each writing once."""
    found = []
    order = list(FIELDS)
    for signal in sorted(signals, key=lambda one: (order.index(one.field), one.begin)):
        text = str(words.get(signal.field, ""))
        written = text[signal.begin : signal.end]
        mark = str(signal.facts.get("mark", ""))
        found.append(
            Place(
                FIELDS[signal.field],
                marked_text(text, [(signal.begin, signal.end)], around=AROUND),
                written,
                mark if mark.casefold() != written.casefold() else "",
                _strange(written, mark),
            )
        )
    return found


def _strange(written: str, mark: str) -> tuple[str, ...]:
    """The characters that the mark has not and that are no plain letters or digits, with their names."""
    own = set(mark.casefold())
    strange = dict.fromkeys(
        one for one in written if not one.isascii() and one.casefold() not in own and not one.isspace()
    )
    names = [(one, unicodedata.name(one, f"U+{ord(one):04X}").capitalize()) for one in strange]
    return tuple(f"{_seen(one)}{name}" for one, name in names[:MOST_LETTERS])


def _seen(character: str) -> str:
    return "" if unicodedata.category(character) in ("Cf", "Cc", "Mn", "Me") else f"{character}: "


def _copies(signals: Sequence[Signal], words: Mapping[str, Any]) -> list[Copy]:
    """Copied texts with the passages that both have. Two queries where there are any."""
    ids = [signal.facts["text"] for signal in signals if signal.facts.get("text")]
    numbers = [signal.facts["listing"] for signal in signals if signal.facts.get("listing")]
    texts = {str(one.id): one for one in RightText.objects.filter(id__in=ids)} if ids else {}
    listings = {one.number: one for one in Listing.objects.filter(number__in=numbers)} if numbers else {}
    description = str(words.get("description", ""))
    found = []
    for signal in signals:
        if text := texts.get(str(signal.facts.get("text", ""))):
            other, source = text.text, _("a text of the right: %(title)s") % {"title": text.title}
        elif listing := listings.get(str(signal.facts.get("listing", ""))):
            other, source = listing.description, _("listing %(number)s") % {"number": listing.number}
        else:
            continue
        mine, theirs = passages(description, shingles(other)), passages(other, shingles(description))
        found.append(
            Copy(
                marked_text(description, mine),
                marked_text(other, theirs),
                source,
                int(signal.facts.get("percent", 0)),
            )
        )
    return found


def marked_text(text: str, spans: Spans, *, around: int | None = None) -> SafeString:
    """A text with these parts marked; escaped and isolated. `around`: so many characters on either side, not all of it."""
    places = _joined((max(begin, 0), min(end, len(text))) for begin, end in spans)
    if not places:
        return format_html('<bdi class="long">{}</bdi>', text)
    first = 0 if around is None else max(places[0][0] - around, 0)
    last = len(text) if around is None else min(places[-1][1] + around, len(text))
    pieces, at = [], first
    for begin, end in places:
        pieces += [("", text[at:begin]), ("mark", text[begin:end])]
        at = end
    pieces.append(("", text[at:last]))
    inner = format_html_join("", "{}", ((format_html("<mark>{}</mark>", s) if tag else s,) for tag, s in pieces))
    before, behind = ("… " if first else ""), (" …" if last < len(text) else "")
    return format_html('<bdi class="long">{}{}{}</bdi>', before, inner, behind)


def _joined(spans: Spans) -> list[tuple[int, int]]:
    """The spans in order; those that touch are one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(span for span in spans if span[1] > span[0]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found
