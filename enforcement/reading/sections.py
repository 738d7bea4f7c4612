"""The headings and questions of a letter, and what stands below each.

Web forms arrive as questions in bold with their answers; free letters have numbered or short headings, or none. A line that
a form prints for the sender to agree to ("I swear …") is no question: it is what the sender says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from enforcement.reading import phrases
from enforcement.reading.contacts import CLOSING
from enforcement.reading.text import Stretches, lines, paragraphs, plain
from enforcement.reading.values import Passage, Section

LONGEST_HEADING = 900
SHORT_HEADING = 120
# As many questions in bold, or in plain words, make a web form.
FORM_QUESTIONS = 3
_LINES_OF_A_QUESTION = 9

# The first that fits; a heading that fits none leaves what is below it with the heading before.
_TOPICS = tuple(
    (topic, re.compile(words, re.IGNORECASE))
    for topic, words in (
        ("guide", r"\bread (?:and understood )?(?:our|the|github|this)\b.{0,40}\bguide\b|\bguide to (?:submitting|filing)\b"),
        ("statement", r"following statement|^(?:required )?statements?$|\bperjury\b|good[\s-]faith|statement of accuracy|"
        r"accuracy and authority|"
                      r"^declarations?\b|^erklärung|^déclarations?\b|^declaración"),
        ("others_contact", r"(?:infringer|seller|publisher|other part(?:y|ies)|user|"
        r"uploader)(?:['’]s)?\b.{0,30}\b(?:contact|information|details|data)|"
                           r"\b(?:contact|information)\b.{0,30}\b(?:infringer|seller|publisher|uploader)|\b(?:his|her|"
                           r"their) (?:current )?contact"),
        ("signature", r"\bsignature\b|\bfull (?:legal )?name\b.{0,60}\bsign\b|\bto sign this\b|\bsign(?:ed)? (?:here|below|"
        r"by)\b|^signed\b|^unterschrift|^firma\b"),
        ("other", r"technological|circumvent|ticket number|revised .{0,20}notice|previously submitted|involve content on|"
        r"screenshots?$"),
        ("licence", r"\bopen source licen[cs]e|\bwhich licen[cs]e|\blicen[cs]e (?:is )?being violated|"
        r"compliance with the licen[cs]e"),
        ("remedy", r"\bbest solution\b|\bremed(?:y|ies|iate)\b|describe the change|what changes|make changes|"
        r"dispute the notice|requested action|required action"),
        ("owner", r"\bnature of your\b|\bauthori[sz]ed to act\b|\bowner of the content\b|who you (?:are|act)|company information|"
                  r"^(?:copyright |rights? |ip |intellectual property )?(?:owner|holder)s?\b|rechteinhaber|"
                  r"titulaire des droits|titular de"),
        ("mistake", r"\bas a result of a mistake\b|\bwhy you believe\b|\bmistake\b|misidentif"),
        ("location", r"\bforks?\b|\binfring\w*\s(?:repositor(?:y|ies)|materials?|contents?|works?|urls?|pages?|items?|"
        r"listings?|links?|cop(?:y|ies)|files?|products?|web|goods)|"
                     r"\b(?:files?|listings?|items?|materials?|contents?|urls?|pages?|links?|"
                     r"products?)\b.{0,60}\b(?:taken down|removed|disabled|deleted|infring\w*|complained)|"
                     r"\blocation\b|^(?:the )?(?:following )?(?:urls?|links?|listings?|items?|addresses|"
                     r"web addresses)(?:\(s\))?\b|rechtsverletzende|fundstelle|"
                     r"(?:gemeldete|betroffene) (?:angebote|artikel)|annonces?|contenus? (?:litigieux|contrefaisant|"
                     r"illicite)|emplacement|ubicación|anuncios?|material infractor|"
                     r"\bdisabled\b.{0,40}\bmaterial|\bmaterial\b.{0,40}\bdisabled"),
        ("work", r"\boriginal\b|\bcopyright(?:ed)? (?:work|material|information)|\bworks?\b.{0,20}\binfringed\b|"
        r"\bthe work\b|\bdescription of (?:the |your |our )?(?:work|copyright|original|right)|"
                 r"\btrade ?marks?\b|\bregist(?:ration|ered)\b|\bour work|\bprotected work|^works?\b|^werke?\b|"
                 r"geschütztes werk|œuvre|obra|opera protetta"),
        ("contact", r"get back to you|\bcontact\b|\btelephone\b|\bphone\b|\baddress\b|how to reach|\be-?mail\b|kontakt|"
        r"anschrift|coordonnées|datos de contacto|contatti"),
    )
)  # fmt: skip
# What somebody says, not asks: in bold it is a line of a form that was agreed to.
_SAID = re.compile(
    r"(?:I|We|Ich|Wir|Je|Nous|Yo|Io)\b(?!.*\?\s*$)|Based on the representative|By (?:signing|submitting)", re.DOTALL
)
_ASKED = re.compile(
    r"(?:are|do|does|have|has|is|was|what|which|where|who|how|please|type|so that|based on|if you|identify|describe|enter|"
    r"provide)\b",
    re.IGNORECASE,
)
_TYPE_THIS = re.compile(r"(?:please )?(?:type|copy|write)\b[^\n]{0,40}\b(?:the )?following statement", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:section\s+)?(?:\d{1,2}|[ivx]{1,4}|[A-Z])(?:[.):]|\s?#)\s{0,4}(?=\S)", re.IGNORECASE)
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_STARRED = re.compile(r"(?:\*\s?){3,}|[=_-]{3,}")
_HAS_ADDRESS = re.compile(r"h(?:tt|xx)ps?:|www\.|@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    start: int
    end: int
    topic: str
    asked: bool = False


def topic_of(title: str) -> str:
    """What a heading is about, or ""."""
    bare = plain(title)[:LONGEST_HEADING]
    return next((topic for topic, words in _TOPICS if words.search(bare)), "")


def sections(text: str) -> tuple[Section, ...]:
    """All of the letter, cut at its headings; what stands above the first is a section without a title."""
    bold = list(_bold(text))
    if len(bold) < FORM_QUESTIONS:
        bold += _asked_plainly(text, bold)
    is_form = sum(bool(_ASKED.match(plain(found.title))) for found in bold) >= FORM_QUESTIONS
    more = [*_lesser(text, bold, is_form=is_form), *([] if is_form else _turns(text))]
    headings = sorted([*bold, *more], key=lambda found: found.start)
    found, at, title, begins, topic, asked = [], 0, "", 0, "", False
    for heading in [*headings, _Heading("", len(text), len(text), "")]:
        if heading.start < at:
            continue
        if title or text[at : heading.start].strip():
            found.append(Section(title, text[at : heading.start].strip(), topic, begins, at, heading.start, asked))
        title, begins, at, asked = plain(heading.title), heading.start, heading.end, heading.asked
        topic = heading.topic or topic
    return tuple(found)


def _bold(text: str) -> Iterator[_Heading]:
    """Whole lines, or the beginnings of lines, in bold: questions of a form, labels of a letter."""
    at = 0
    while (begins := text.find("**", at)) >= 0:
        at = begins + 2
        if text[text.rfind("\n", 0, begins) + 1 : begins].strip(" \t>-•"):
            continue
        closes = text.find("**", begins + 2, begins + LONGEST_HEADING)
        title = text[begins + 2 : closes] if closes > 0 else ""
        if not title.strip() or title.count("\n") > _LINES_OF_A_QUESTION or "\n\n" in title:
            continue
        at = closes + 2
        if _SAID.match(title.strip()):
            yield _Heading("", begins, begins, "statement")
            continue
        while text[at : at + 1] in (":", "*"):
            at += 1
        yield _Heading(title, begins, at, topic_of(title), asked=bool(_ASKED.match(plain(title))))


def _asked_plainly(text: str, bold: list[_Heading]) -> list[_Heading]:
    """The questions of a form that was pasted without its bold print."""
    found = []
    for paragraph in paragraphs(text):
        first = paragraph.text
        if _TYPE_THIS.match(first):
            found.append(_Heading(first, paragraph.start, _end_of_quote(paragraph), "statement", asked=True))
            continue
        line = first.partition("\n")[0] if "?" not in first or not first.rstrip().endswith("?") else first
        if len(line) > LONGEST_HEADING or not line.rstrip().endswith(("?", ":", ".")) or not _ASKED.match(line):
            continue
        topic = topic_of(line)
        if topic and not _HAS_ADDRESS.search(line):
            found.append(_Heading(line, paragraph.start, paragraph.start + len(line), topic, asked=True))
    return found if len(found) + len(bold) >= FORM_QUESTIONS else [one for one in found if one.topic == "statement"]


def _end_of_quote(paragraph: Passage) -> int:
    """A question that quotes what is to be typed ends with the quotation; the answer may follow on the next line."""
    for mark in ('"\n', "”\n", '" \n', '":\n'):
        at = paragraph.text.find(mark)
        if at > 0:
            return paragraph.start + at + len(mark)
    return paragraph.end


def _lesser(text: str, bold: list[_Heading], *, is_form: bool) -> Iterator[_Heading]:
    """Headings that are short lines: numbered, starred, ending with a colon, or standing alone. Of a form only its own."""
    taken = Stretches((found.start, found.end) for found in bold)
    rows, before_blank = lines(text), True
    for number, line in enumerate(rows):
        after_blank, before_blank = before_blank, not line.text
        short = 0 < len(line.text) <= SHORT_HEADING and not line.text.startswith("**")
        if not short or _HAS_ADDRESS.search(line.text) or taken.hold(line.start):
            continue
        bare, marked = _unmarked(line.text)
        colon = bare.endswith(":")
        if is_form and not (colon and _ASKED.match(bare) and len(bare) > 25):
            continue
        alone = after_blank and (number + 1 == len(rows) or not rows[number + 1].text)
        titled = len(bare.split()) <= 8 and not bare.endswith((".", ",", ";", "?", "!"))
        if colon or (titled and (marked or alone or bare.isupper())):
            topic = topic_of(bare)
            if topic:
                yield _Heading(bare, line.start, line.end, topic, asked=is_form)


def _turns(text: str) -> Iterator[_Heading]:
    """Where a free letter goes over to what is sworn, and to its end: neither belongs to the list above it."""
    for paragraph in paragraphs(text):
        words = plain(paragraph.text[:LONGEST_HEADING])
        if phrases.PERJURY.search(words) or phrases.GOOD_FAITH.search(words):
            yield _Heading("", paragraph.start, paragraph.start, "statement")
        for line in lines(text, paragraph.start, paragraph.end):
            if len(line.text) <= SHORT_HEADING and CLOSING.match(line.text):
                yield _Heading("", line.start, line.start, "closing")


def _unmarked(line: str) -> tuple[str, bool]:
    """A line without its number, hashes or stars, and whether it had any."""
    bare = line.strip("*= _")
    for mark in (_NUMBERED, _HASHES, _STARRED):
        if found := mark.match(bare):
            return bare[found.end() :].strip(), True
    return bare.strip(), bare != line and line.startswith("*")
