"""Addresses: one building, one door. Pure."""

import re
from dataclasses import dataclass

from anyascii import anyascii

from sellers.kinship.spelling import Word, matched, sound

UNIT = re.compile(
    r"(?:\b(?:unit|apt|apartment|app|flat|suite|ste|room|rm|office|lok|lokal|wohnung|whg|box|door)\b\.?|\bu\.|\bm\.|#)"
    r"\s*(?:no\.?\s*)?([0-9]{1,5}[a-z]?)\b"
)
POSTCODES = (
    re.compile(r"\b[a-z]{1,2}[0-9]{1,2}[a-z]?\s?[0-9][a-z]{2}\b"),
    re.compile(r"\b[0-9]{2}-[0-9]{3}\b"),
    re.compile(r"\b[0-9]{3}\s[0-9]{2}\b"),
    re.compile(r"\b[0-9]{4}\s?[a-z]{2}\b"),
    re.compile(r"\b[0-9]{4,7}(?:-[0-9]{3,4})?\b"),
)
"""British; Polish; Swedish, Czech, Greek; Dutch; most others."""
HOUSE = re.compile(r"\b([0-9]{1,5})\s?([a-z]?)\b")
WORD = re.compile(r"[a-z]{2,}")
STREET = re.compile(r"(strasse|straat|gatan|vagen|gata|str)$")
KINDS = frozenset(
    "allee ave avenue av blvd boulevard bulvar cad caddesi calle chaussee corso court dr drive fl floor gate lane ln no nr piazza"
    " pho place platz plaza quai rd road rua rue sk sokak sq square st str strasse street ul ulica ulitsa via viale vulitsia"
    " vulitsya vulytsia way weg de del della der die du des la le of the".split()
)
"""Words for a street, in the ways of many languages; they say nothing of which."""
DOOR, BUILDING = "door", "building"


@dataclass(frozen=True, slots=True)
class Place:
    """What an address says: postcode without its gaps, house (`12a`), unit, and the words of street and town."""

    postcode: str
    house: str
    unit: str
    words: tuple[Word, ...]


def place_of(address: str) -> Place:
    """Read an address in whatever order it is written; what is not found is empty."""
    said = " ".join(anyascii(address).lower().replace(",", " ").split())
    unit, said = _taken(UNIT, said)
    postcode = ""
    for shape in POSTCODES:
        if found := shape.search(said):
            postcode, said = found.group().replace(" ", "").replace("-", ""), said.replace(found.group(), " ", 1)
            break
    numbered = HOUSE.search(said)
    house = "".join(numbered.groups()) if numbered else ""
    kept = [STREET.sub("", word) or word for word in WORD.findall(said) if word not in KINDS]
    return Place(postcode, house, unit, tuple(Word(word, sound(word)) for word in kept)[:8])


def related(one: Place, other: Place) -> str:
    """`door` for one door, `building` for one building with another unit, else empty.

    One building is one house number and either the postcode and a word of the street, or two words (street and town).
    """
    if not one.house or one.house != other.house:
        return ""
    if one.postcode and other.postcode and one.postcode != other.postcode:
        return ""
    shared = len(matched(one.words, other.words))
    if shared < (1 if one.postcode and other.postcode else 2):
        return ""
    return DOOR if one.unit == other.unit else BUILDING


def keys(place: Place) -> set[str]:
    """Of which two ways to write one address share one."""
    if not place.house:
        return set()
    found = {f"place {place.postcode} {place.house}"} if place.postcode else set()
    return found | {f"place {word.heard} {place.house}" for word in place.words if len(word.heard) > 2}


def _taken(shape: re.Pattern[str], said: str) -> tuple[str, str]:
    found = shape.search(said)
    return (found.group(1), said.replace(found.group(), " ", 1)) if found else ("", said)
