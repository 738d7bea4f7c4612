"""Who signs, and how to reach them: names, e-mail addresses, telephone numbers, postal addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enforcement.reading.phrases import REDACTED
from enforcement.reading.text import Stretches, lines
from enforcement.reading.values import Passage, Section

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?\[at\]\s?|\s?\(at\)\s?)(?:[\w-]{1,63}(?:\.|\[\.\]|\[dot\]|\(dot\))){1,5}[a-z]{2,18}\b",
    re.IGNORECASE,
)
_PHONE_LABEL = re.compile(
    r"(?<!\w)(?:tel|telephone|phone|mobile|cell|fax|call|t|m|c|p|telefon|tél|téléphone|teléfono|móvil|handy|mobil|telefono)"
    r"\b(?:\s?(?:no|number|nr|#))?[.:\s-]{0,6}(\+?[\d(][\d\s()./-]{5,24}\d)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w+/.-])\+\d[\d\s()./-]{6,24}\d|(?<![\w/.-])\(\d{3}\)\s?\d{3}[-.\s]\d{4}\b")
_STREET = re.compile(
    r"\b(?:street|road|avenue|ave|boulevard|blvd|lane|drive|suite|floor|way|square|court|p\.?\s?o\.? box|"
    r"building|park|house|"
    r"\w*str(?:aße|asse)|\w+weg|\w+platz|\w+allee|\w+gasse|rue|quai|place|calle|avenida|plaza|via|viale|piazza|laan|straat)\b|\b(?:st|rd|ave|blvd)\.|\w+str\.",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{2} \d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2}|\d{5})\b"
)
_LABEL = re.compile(
    r"^[\W\d]{0,6}(?:my |our |your |company |postal |physical |mailing |business |contact |registered |street |e-?mail |"
    r"office |the )*"
    r"(?P<kind>e-?mail|mail|e|phone|telephone|tel|mobile|cell(?:phone)?|fax|t|m|c|p|number|address|postal|anschrift|adresse|"
    r"dirección|indirizzo|"
    r"contact(?: details| information| name)?|telefon|tél(?:éphone)?|teléfono)\s?(?:address|number|no|"
    r"\d)?\.?\s?[:\-]\s?(?P<value>.*)$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^[\W\d_]{0,6}(?:/s/|s/|(?:electronic |digital |my |e-)*signature(?: of [\w ]{1,40})?|(?:electronically |"
    r"digitally )?signed(?: by| electronically)?|"
    r"unterschrift|unterzeichnet|gez\.?|signé(?: par)?|firmado(?: por)?|firma|firmato)\b\s?[:.,-]?\s?(?P<value>.*)$|"
    r"^[\W_]{0,6}/s/\s?(?P<slash>.+)$",
    re.IGNORECASE,
)
_SIGN_HERE = re.compile(r"\b(?:signature|signed|unterschrift|firma)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"^[\W\d]{0,4}(?:(?:my |your )?(?:full (?:legal )?|legal )?name|by|name and title)\s?[:\s]\s?(?P<value>\S.*)$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^[\W_]{0,4}(?:(?:very )?truly(?: yours)?|yours?(?: very)? (?:sincerely|faithfully|truly)|(?:very )?(?:truly|"
    r"sincerely) yours?|sincerely|"
    r"(?:with )?(?:(?:kind|best|warm|my best|kindest)\s)?(?:regards|wishes)|respectfully(?: submitted| yours)?|faithfully|"
    r"cordially|best|cheers|"
    r"(?:mit )?(?:freundlichen?|besten?|herzlichen?) grü(?:ß|ss)en?|hochachtungsvoll|viele grüße|"
    r"(?:bien )?cordialement|(?:sincères |mes )?salutations(?: distinguées)?|respectueusement|"
    r"atentamente|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|(?:cordiali|distinti) saluti|"
    r"in fede)\b\s?[,.!:-]{0,2}\s*(?P<value>[^.,]{0,60})$",
    re.IGNORECASE,
)
_THANKS = re.compile(r"^(?:many thanks|thank you|thanks|danke|vielen dank|merci|gracias)\b.{0,60}$", re.IGNORECASE)
_NAME_TOKEN = re.compile(r"[^\W\d_][\w'’.-]*")
_PARTICLES = frozenset(
    "von van der den de da di du la le del della dos bin ibn al el y e zu zur ter ten af mac".split()
)
_NO_PERSON = frozenset(
    """
    legal department team counsel manager director office support customer service services brand protection
    copyright agent enforcement group rights holder holders owner property intellectual officer compliance
    antipiracy piracy anti ltd limited llc inc incorporated corp corporation company gmbh ag kg ug se sa sas sarl
    srl spa bv nv ab as oy plc pvt pty llp co trust foundation society association university marketplace sir
    madam dear yours you we our the this and for is are to of on in at my your please with all rechtsabteilung
    geschäftsführung abteilung direction juridique departamento ufficio attachment attachments enclosure
    enclosures sent from
    """.split()
)
_WITHIN = 6  # lines after a closing in which the name stands
_MOST_NAMED = 60
_MOST_TRIED = 50
_END = 400  # lines from the end of a letter in which its closing stands


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs; without a passage `reason` says what was found instead."""

    passage: Passage | None
    reason: str = ""


def emails(text: str) -> Iterator[Passage]:
    """E-mail addresses; those a letter was sent to are nobody's to reach."""
    for found in _EMAIL.finditer(text):
        line_start = text.rfind("\n", 0, found.start()) + 1
        if not re.match(r"\s*(?:to|cc|an|à|para|a)\s?:", text[line_start : line_start + 12], re.IGNORECASE):
            bare = re.sub(
                r"\s?[\[(]at[\])]\s?", "@", re.sub(r"\[\.\]|[\[(]dot[\])]", ".", found[0]), flags=re.IGNORECASE
            )
            yield Passage(bare, found.start(), found.end())


def phones(text: str) -> Iterator[Passage]:
    """Telephone numbers: after a word that says so, or written with the code of a country."""
    places = {found.start(1): found[1] for found in _PHONE_LABEL.finditer(text)}
    places |= {found.start(): found[0] for found in _PHONE.finditer(text)}
    for start, written in sorted(places.items()):
        if 7 <= sum(character.isdigit() for character in written) <= 15:
            yield Passage(written, start, start + len(written))


def postal(text: str, parts: Sequence[Section]) -> Iterator[Passage]:
    """Lines that are a street and number, a post code in a part about contact, or follow a label that says address."""
    about = Stretches((part.body_start, part.end) for part in parts if part.topic in ("contact", "signature", "owner"))
    labelled = False
    for line in lines(text):
        label = _LABEL.match(line.text)
        if label and label["kind"].lower().startswith(("addr", "post", "ansch", "dire", "indi")):
            labelled = True
            if label["value"] and not _EMAIL.search(label["value"]):
                yield Passage(label["value"], line.end - len(label["value"]), line.end)
            continue
        short = 0 < len(line.text) <= 120 and not _EMAIL.search(line.text) and "://" not in line.text
        digits = any(character.isdigit() for character in line.text)
        inside = about.hold(line.start)
        said_here = not label or label["kind"].lower().startswith("contact")
        if (
            short
            and said_here
            and ((digits and _STREET.search(line.text)) or ((labelled or inside) and _POSTCODE.search(line.text)))
        ):
            yield line
        labelled = labelled and short and not label


def hidden(text: str, parts: Sequence[Section], signature: Passage | None) -> Passage | None:
    """A way to reach the sender that the publisher hid: behind a label, in the part about contact, or on a line of its own."""
    silent = ("others_contact", "location", "work", "mistake", "licence", "remedy")
    others = Stretches((part.start, part.end) for part in parts if part.topic in silent)
    about = Stretches((part.body_start, part.end) for part in parts if part.topic == "contact")
    for line in lines(text):
        if not REDACTED.search(line.text) or others.hold(line.start):
            continue
        if signature and signature.start <= line.start <= signature.end:
            continue
        label = _LABEL.match(line.text)
        alone = not REDACTED.sub("", line.text).strip(" \t,;.:|()/+-'\"*<>0123456789")
        inside = about.hold(line.start)
        if (label and REDACTED.search(label["value"])) or alone or inside:
            return line
    return None


def signature(text: str, parts: Sequence[Section]) -> Signed:
    """The name that the letter is signed with: after a closing, behind a word that says so, or as its last line."""
    reason = "not_found"
    for part in [part for part in parts if part.topic == "signature"][-_MOST_TRIED:]:
        found, reason = _first_name(lines(text, part.body_start, part.end), lenient=True), "empty"
        if found:
            return Signed(found)
        if part.asked:
            return Signed(None, reason)
    silent = Stretches((part.start, part.end) for part in parts if part.topic == "others_contact")
    rows = [line for line in lines(text) if line.text and not silent.hold(line.start)]
    marked = 0
    for number, line in enumerate(rows):
        if marked == _MOST_TRIED:
            break
        mark = _SIGNED.match(line.text)
        if mark or (len(line.text) <= SHORT and _SIGN_HERE.search(line.text)):
            marked += 1
            value = (mark["value"] or mark["slash"] or "") if mark else ""
            found = _name_in(value, line, lenient=True) if value else None
            found = found or _first_name(rows[number + 1 : number + 5], lenient=True)
            if found:
                return Signed(found)
            reason = "no_name"
    for number in range(len(rows) - 1, max(len(rows) - _END, -1), -1):
        if closing := CLOSING.match(rows[number].text):
            found = _name_in(closing["value"], rows[number], lenient=True) if closing["value"] else None
            found = found or _first_name(rows[number + 1 : number + _WITHIN], lenient=True)
            if found:
                return Signed(found)
            reason = "no_name"
    return Signed(_last_name(rows, text), reason)


SHORT = 100


def _last_name(rows: Sequence[Passage], text: str) -> Passage | None:
    """A name, or what hides one, below the last sentence of the letter."""
    last = max((number for number, line in enumerate(rows) if _is_prose(line.text)), default=-1)
    for line in rows[last + 1 :]:
        named = _NAMED.match(line.text)
        found = _name_in(named["value"], line, lenient=True) if named else _name_in(line.text, line, lenient=False)
        if found and not _LABEL.match(line.text):
            return found
    return _behind(rows, last)


def _behind(rows: Sequence[Passage], last: int) -> Passage | None:
    """A name that stands where no closing says so: below a word of thanks, or behind the last sentence on its line."""
    below = rows[last + 1 : last + 2]
    if last >= 0 and below and _THANKS.match(rows[last].text):
        return _name_in(below[0].text, below[0], lenient=True)
    if not rows or last != len(rows) - 1:
        return None
    line = rows[last]
    end = max(line.text.rfind(mark) for mark in (". ", "! ")) + 2
    tail = line.text[end:] if end > 1 else ""
    place = Passage(tail, line.end - len(tail), line.end)
    return _name_in(tail, place, lenient=False) if tail and len(tail) <= SHORT else None


def _is_prose(written: str) -> bool:
    line = written.strip("* ")
    return (
        len(line) > _MOST_NAMED
        or (line.endswith((".", "!", "?", ":", '"', "”")) and len(line.split()) > 2)
        or bool(_THANKS.match(line))
    )


def _first_name(rows: Sequence[Passage], *, lenient: bool) -> Passage | None:
    for line in [row for row in rows if row.text][:_WITHIN]:
        if CLOSING.match(line.text):
            continue
        named = _NAMED.match(line.text)
        found = _name_in(named["value"] if named else line.text, line, lenient=lenient)
        if found:
            return found
    return None


def _name_in(words: str, line: Passage, *, lenient: bool) -> Passage | None:
    """A person's name at the beginning of `words`; also where a name was hidden. Companies and offices sign nothing."""
    bare = words.strip(" \t*_~-–—>\"'“”")
    if REDACTED.match(bare):
        return line
    bare = re.split(r"[,|/(–—\t]| - |  ", bare, maxsplit=1)[0].strip()
    tokens = bare.split()
    if not tokens or len(bare) > _MOST_NAMED or len(tokens) > 6 or bare.endswith((":", "?", ";")):
        return None
    if any(not _NAME_TOKEN.fullmatch(token) for token in tokens):
        return None
    if any(token.strip(".").casefold() in _NO_PERSON for token in tokens):
        return None
    proper = sum(token[0].isupper() or not token[0].islower() for token in tokens)
    particles = sum(token.casefold() in _PARTICLES for token in tokens)
    if lenient:
        named = proper + particles >= len(tokens) or len(tokens) in (2, 3)
    else:
        named = len(tokens) >= 2 and proper >= 2 and proper + particles == len(tokens) and not bare.isupper()
    return line if named else None
