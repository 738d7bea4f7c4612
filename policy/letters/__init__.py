"""Letters as people read them: templates on file by key, version and language.

A pack's `Letter` holds the English words. They are those of one template here, which gives every other language.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from policy.letters import de, en, es, fr, it, ja, zh_hans
from policy.letters.languages import ENGLISH, LANGUAGES
from policy.letters.text import Text, Written, places
from policy.model import Letter, Pack
from policy.vocabulary import LETTER_FIELDS

WRITTEN: Mapping[str, Written] = {
    "en": en.LETTERS,
    "de": de.LETTERS,
    "fr": fr.LETTERS,
    "es": es.LETTERS,
    "it": it.LETTERS,
    "zh-Hans": zh_hans.LETTERS,
    "ja": ja.LETTERS,
}
_ON_FILE: Mapping[tuple[str, str], tuple[str, int]] = {
    words: (key, version) for key, versions in en.LETTERS.items() for version, words in versions.items()
}


def letter(code: str, key: str, version: int = 1) -> Letter:
    """A pack's letter in the words of a template. LookupError for a template that is not on file."""
    return Letter(code, *en.LETTERS[key][version])


def text(letter: Letter, language: str) -> Text:
    """A letter in a language (BCP 47). Where it is not written in that, in English: the text's own language says so."""
    key, version = _ON_FILE.get((letter.subject, letter.body), ("", 0))
    words = WRITTEN.get(language, {}).get(key, {}).get(version)
    if words is None:
        return Text(key, version, ENGLISH, letter.subject, letter.body)
    return Text(key, version, language, *words)


def texts() -> Iterator[Text]:
    """Every text on file, all versions, in all languages."""
    for language, written in WRITTEN.items():
        for key, versions in written.items():
            for version, words in versions.items():
                yield Text(key, version, language, *words)


def digest(found: Text) -> str:
    """What tells whether a published text has changed."""
    return sha256(f"{found.subject}\n\n{found.body}".encode()).hexdigest()


def problems(packs: Iterable[Pack]) -> list[str]:
    """What is missing or wrong in the letters of these packs and in the texts on file, one sentence each."""
    named = {(one.subject, one.body): f"{pack.code}: letter {one.code}" for pack in packs for one in pack.letters}
    found = [f"{where} has no template on file" for words, where in named.items() if words not in _ON_FILE]
    for key, versions in en.LETTERS.items():
        for version, words in versions.items():
            wanted = places("".join(words))
            found += [f"{key} {version}: unknown field {name}" for name in sorted(wanted - set(LETTER_FIELDS))]
            found += _languages(key, version, wanted)
    return found + [f"{key} {version} in {language}: not in English" for key, version, language in _strays()]


def _languages(key: str, version: int, wanted: frozenset[str]) -> Iterator[str]:
    for language in LANGUAGES:
        words = WRITTEN[language].get(key, {}).get(version)
        if words is None:
            yield f"{key} {version}: not in {language}"
        elif not all(part.strip() for part in words):
            yield f"{key} {version} in {language}: empty"
        elif differing := places("".join(words)) ^ wanted:
            yield f"{key} {version} in {language}: other fields than in English: {', '.join(sorted(differing))}"


def _strays() -> Iterator[tuple[str, int, str]]:
    return ((one.key, one.version, one.language) for one in texts() if one.version not in en.LETTERS.get(one.key, {}))
