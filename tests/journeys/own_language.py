"""A language of the tests' own, by which is seen what no translator ever gets to see."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import translation
from django.utils.safestring import SafeData, mark_safe
from django_countries import countries

from policy import letters
from registry.identity.numbers import SCHEMES
from tests import cast

SPOKEN = ("title", "aria-label", "placeholder", "alt")
"""Attributes that are read to people."""
SILENT = frozenset(("script", "style", "svg", "code", "pre", "kbd", "cite"))
"""Elements whose text is no sentence: what a program reads, keys to press, and laws by the name and place they have."""
NOT_WORDS = {
    "the product's name": r"Markwarden",
    "rules of the pre-check, by language, market and name": r"\b[a-z]{2}-[A-Z]{2}\.[a-z_-]+\b",
    "the marketplace's name, the category and the signature of the scene": r"Fair Market|Bags|Sam Seller",
    "time zones, as everybody writes them": r"UTC|GMT\S*|[A-Z][\w+-]+(?:/[\w +-]+)+",
    "references": r"\b[A-Z]{1,2}-[0-9A-Z]{1,10}\b",
    "languages by their own names": r"\b(?:English|Deutsch|Français|Español|Italiano|Português)\b|简体中文|日本語",
    "countries and territories by their codes": r"\b[A-Z]{2}\b",
    "kinds of company numbers, as their countries call them": "|".join(
        rf"\b(?i:{re.escape(name)})\b"
        for name in sorted({kind.name for kind in SCHEMES.values()}, key=len, reverse=True)
    ),
    "offices by the short names they gave themselves": r"\b(?:EUIPO|BOIP|OAPI|WIPO|EPO|ARIPO|EAPO|GCC)\b",
    "codes of verbs, rules and packs, as log and API have them": r"\b[a-z_]+(?:\.[a-z_]+)+\b|\b(?:[a-z]{2}|house|preset)-[a-z-]+\b",
    "addresses of mail and of the log": r"\S+@\S+\.test|localhost/log/\S+",
    "hashes, keys, secrets and numbers of statements": r"\b(?:mw-)?[0-9a-f]{10,}\b|mw_[0-9a-f]+_|\b[A-Z2-7]{32}\b",
    "a statute and a judgment, cited as they are": r"17 USC[ ,]*[0-9()a-zA-Z]*|Kirtsaeng v\. John Wiley & Sons",
    "the court of that judgment": r"\(US Supreme Court, 2013\)",
    "the public archive of notices, by its name": r"\bLumen\b",
    "what a letter of the scene says, where the page quotes it in pieces": "|".join(
        (
            r"Subject:|Ada Aurora|listing no\. .* without permission\.|We offer to settle .* USD\.",
            r"I have a good faith belief .* or the law\.|The information in this letter is .* exclusive right\.",
        )
    ),
    "units and formats that are symbols": r"\b(?:MB|PDF|JPEG|PNG|WebP|CSV|Excel|JSON Lines|XML|API)\b",
}
"""What stands on pages and is the same in every language, by the reason."""
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def bracketed(said: str) -> str:
    """A word of the product, in the language of this test; nothing stays nothing."""
    if not said:
        return said
    return mark_safe(f"«{said}»") if isinstance(said, SafeData) else f"«{said}»"


def spoken(text: letters.Text) -> letters.Text:
    """A letter's words, in the language of this test."""
    return replace(text, subject=bracketed(text.subject), body=bracketed(text.body))


def typed(words: str) -> str:
    """What a person typed."""
    return f"⟦{words}⟧"


@pytest.fixture
def own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is translated is put into brackets, and so are the names of the cast."""
    for name in ("gettext", "pgettext", "ngettext", "npgettext"):
        say: Callable[..., str] = getattr(translation._trans, name)
        monkeypatch.setattr(translation._trans, name, lambda *asked, say=say: bracketed(say(*asked)))
    written = letters.text  # letters have templates of their own in every language
    monkeypatch.setattr(letters, "text", lambda *asked: spoken(written(*asked)))
    monkeypatch.setattr(countries, "_iter_cache", {}, raising=False)  # the names of countries, kept by language
    monkeypatch.setattr(cast, "RECORDINGS", {})  # the cast is made anew, and is nobody else's
    for holder, deed in ((cast, "make_user"), (cast.services, "register_party"), (cast.services, "make_key")):
        monkeypatch.setattr(holder, deed, named(getattr(holder, deed)))


def named(deed: Callable[..., Any]) -> Callable[..., Any]:
    """The same deed, with its name as something that was typed."""

    def done(*given: Any, name: str, **more: Any) -> Any:
        return deed(*given, name=name if name.startswith("⟦") else typed(name), **more)

    return done


class Reader(HTMLParser):
    """What a page says outside all brackets, text by text."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.silent = 0, [""]
        self.loose: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        quoted = tag == "bdi" and any(name == "lang" for name, _value in attrs)  # words of one language, named as such
        if tag in SILENT or quoted or self.silent[-1]:
            if tag not in VOID:
                self.silent.append(tag)
            return
        for name, value in attrs:
            if name in SPOKEN and value:
                self.loose.append(outside(value)[0])

    def handle_endtag(self, tag: str) -> None:
        if self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent[-1]:
            said, self.depth = outside(data, self.depth)
            self.loose.append(said)


def outside(text: str, depth: int = 0) -> tuple[str, int]:
    """What of `text` stands in no bracket, and how many are open at its end."""
    said = []
    for character in text:
        if character in "»⟧":
            depth -= 1
        elif character in "«⟦":
            depth += 1
        elif depth == 0:
            said.append(character)
    return "".join(said), depth


def untranslatable(page: str) -> list[str]:
    """What a page says that no translator ever gets to see."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.depth == 0, "a bracket was lost: a sentence is cut, or its markup is broken"
    left = (re.sub("|".join(NOT_WORDS.values()), " ", " ".join(text.split())) for text in reader.loose)
    return [text.strip() for text in left if re.search(r"[^\W\d_]{2}", text)]
