"""Numbers of listings that a letter names in words: "item 4711-22", "Listings: HM-12, HM-13", "ASIN B0..."."""

import re
from collections.abc import Iterator

from enforcement.reading.text import lines
from enforcement.reading.values import Passage

_KINDS = (
    r"(?:listings?|items?|offers?|ads?|adverts?|advertisements?|articles?|products?|auctions?|lots?|asins?|skus?|gtins?|"
    r"angebote?|angebots|artikel|artikels?|inserate?|annonces?|offres?|produits?|anuncios?|art[ií]culos?|ofertas?|productos?|"
    r"inserzion[ei]|articol[oi]|prodott[oi])"
)
_NUMBER_WORD = (
    r"(?:[\s-]?(?:no|nos|nr|nrn|number|numbers|num|nummern?|id|ids|ref|reference|references|n[°ºo]|numéros?|"
    r"números?|codes?|#|№)\b\.?)"
)
_TOKEN = r"(?=[A-Za-z._:~-]{0,20}\d)[A-Za-z0-9][A-Za-z0-9._:~-]{2,59}"
_NAMED = re.compile(
    rf"(?<![\w-])(?:{_KINDS}{_NUMBER_WORD}?|n[°º]|№)(?:\(s\))?\s?[:#№]?\s{{0,3}}#?\s?"
    rf"({_TOKEN}(?:\s?(?:,|;|/|&|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s{{0,2}}{_TOKEN}){{0,200}})",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^(?:.{{0,60}}\W)?{_KINDS}{_NUMBER_WORD}?(?:\(s\))?\b.{{0,60}}:$", re.IGNORECASE)
_BARE = re.compile(rf"^(?:[-*•·]|\(?\d{{1,3}}[.)])?\s{{0,3}}({_TOKEN})[.,;]?$")
_ONE = re.compile(_TOKEN)
# A year, a day or the number of a law is no listing.
_NO_NUMBER = re.compile(
    r"(?:19|20)\d\d|\d{1,4}[.:-]\d{1,2}([.:-]\d{1,4})?|\d{1,3}(?:st|nd|rd|th)|\d+(?:[.,]\d+)?(?:%|px|kg|cm|mm|usd|eur)?",
    re.IGNORECASE,
)
_LEAST_DIGITS = 5


def find(text: str) -> Iterator[Passage]:
    """Each number where it stands; not those inside web addresses."""
    for found in _NAMED.finditer(text):
        for one in _ONE.finditer(text, found.start(1), found.end(1)):
            if passage := _passage(one[0], one.start()):
                yield passage
    rows = lines(text)
    listed = False
    for line in rows:
        bare = _BARE.match(line.text)
        if listed and bare:
            if passage := _passage(bare[1], line.start + bare.start(1)):
                yield passage
        elif line.text:
            listed = bool(_LABEL.match(line.text))


def _passage(written: str, start: int) -> Passage | None:
    bare = written.rstrip(".:~-_")
    digits = sum(character.isdigit() for character in bare)
    plain_number = _NO_NUMBER.fullmatch(bare) and digits < _LEAST_DIGITS
    if not digits or plain_number or (digits == len(bare) and digits < _LEAST_DIGITS) or "://" in written:
        return None
    return Passage(bare, start, start + len(bare))
