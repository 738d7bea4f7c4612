"""Letters on file: every language, the same places, never changed once published; and what they say beside."""

import json
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils import translation

from policy import letters
from policy.letters.languages import ENGLISH, LANGUAGES, catalogue, language_of
from policy.model import Letter
from policy.registry import packs

PUBLISHED = Path(__file__).parent.parent / "vectors" / "letters.json"
OTHERS = [language for language in LANGUAGES if language != ENGLISH]


def said(text: Catalog) -> dict[str, tuple[str, ...]]:
    """What stands in a catalogue, by what is said in English."""
    return {str(_all(message.id)[0]): _all(message.string) for message in text if message.id}


def _all(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, list | tuple) else (str(words),)


@pytest.fixture(scope="module")
def script() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(Path(settings.BASE_DIR) / "script" / "translate.py")))


def test_every_letter_of_every_pack_is_on_file_in_every_language_with_the_same_places():
    assert letters.problems(packs()) == []


def test_a_published_text_never_changes():
    published = json.loads(PUBLISHED.read_text())
    assert {f"{text.key} {text.version} {text.language}": letters.digest(text) for text in letters.texts()} == published


def test_a_letter_that_nobody_has_translated_comes_in_english_and_says_so(monkeypatch):
    strange = Letter("strange", "A subject", "Dear {recipient}")
    found = letters.text(strange, "de")
    assert (found.language, found.key, found.body) == ("en", "", "Dear {recipient}")
    assert letters.text(packs()[0].letter("notice"), "de").language == "de"
    monkeypatch.setitem(letters._ON_FILE, (strange.subject, strange.body), ("house.strange", 1))
    monkeypatch.setitem(letters.en.LETTERS, "house.strange", {1: (strange.subject, "{recipient} {nonsense}")})
    monkeypatch.setitem(letters.de.LETTERS, "house.strange", {1: ("Betreff", "{recipient} {link}")})
    wrong = letters.problems(packs())
    assert "house.strange 1: unknown field nonsense" in wrong
    assert "house.strange 1: not in ja" in wrong
    assert "house.strange 1 in de: other fields than in English: link, nonsense" in wrong


@pytest.mark.parametrize("language", OTHERS)
def test_whatever_a_letter_may_say_is_on_file_and_compiled(language, script):
    text = script.load(language)
    assert set(said(text)) == set(said(script.wanted()))
    assert script.untranslated(text) == []
    places = [(message.id, message) for message in text if message.python_format]
    assert places
    assert not [fault for _id, message in places for fault in message.check(text)]
    with (script.folder(language) / "django.mo").open("rb") as file:
        assert said(read_mo(file)) == said(text)
    with translation.override(catalogue(language)):
        assert translation.gettext("Signature") == text["Signature"].string


def test_a_country_is_written_to_in_its_language_and_every_other_in_english():
    assert [language_of(code) for code in ("DE", "AT", "CH", "BE", "MX", "IT", "CN", "SG", "JP")] == [
        "de", "de", "de", "fr", "es", "it", "zh-Hans", "zh-Hans", "ja",
    ]  # fmt: skip
    assert language_of("KR") == language_of("") == ENGLISH
