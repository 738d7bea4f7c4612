"""Word marks that stand inside a picture, read there by the reader of words: on the goods, a label, or laid over the photo.

The words are looked through as those of a title are. What a reader takes for a letter is not always one, so a sight in a
picture is worth a little less than one in the text.
"""

from __future__ import annotations

from uuid import UUID

from scanner.matchers import words
from scanner.matchers.facts import Example, Finding, ListingFacts, MarkFacts, PictureFacts, Place, ReadLine, class_mask

name = "reading"
needs = frozenset({"listing.pictures", "right.text"})

READ = 0.9
KINDS = frozenset({"exact", "possessive", "plural", "joined", "typo", "split", "spelled-out"})


def match(listing: ListingFacts, index: words.Words) -> list[Finding]:
    """Marks in the words read in the listing's pictures, the best finding for each right and picture."""
    best: dict[tuple[UUID, str], Finding] = {}
    for picture in listing.pictures:
        for line in picture.lines:
            for found in words.match(ListingFacts(title=line.text), index):
                finding = _in_picture(found, picture, line)
                key = (finding.right_id, picture.ref)
                if found.kind in KINDS and (key not in best or best[key].strength < finding.strength):
                    best[key] = finding
    return list(best.values())


def _in_picture(found: Finding, picture: PictureFacts, line: ReadLine) -> Finding:
    place = Place("picture", ref=picture.ref, box=line.box)
    facts = {"mark": found.facts["mark"], "written": found.facts["written"], "line": line.text}
    strength = round(found.strength * READ * line.sure, 3)
    return Finding(name, found.right_id, strength, "read", place, facts, found.mark)


def _picture(*lines: str) -> ListingFacts:
    read = tuple(ReadLine(text, (1_000, 1_000 * at, 8_000, 900)) for at, text in enumerate(lines))
    return ListingFacts("Weekender", pictures=(PictureFacts("a", lines=read),))


def examples() -> tuple[Example, ...]:
    """Cases for the contract test."""
    mark = MarkFacts(UUID(int=1), "Zanderholt", class_mask([18]))
    return (
        Example("on the label", _picture("100 % leather", "ZANDERHOLT"), (mark,), kinds=("read",)),
        Example("another name on the label", _picture("Quillmore", "since 1987"), (mark,)),
        Example("nothing to read", _picture(), (mark,)),
    )
